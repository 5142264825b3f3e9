// Invalid key input, one per row and mutation: the same issue from all, and nothing is written.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'

let world: World
let funder: Funder
let owner: Person
/** The key that must stay unchanged. */
let id: string

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn()
  id = (await funder.broker('changed.example')).apiKeyId
  await world.directory.know('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

const GIVES = {
  createUserKey: () => ({ name: 'A key' }),
  createTieredKey: () => ({ name: 'A key', tier: 'PARTNER', scopes: ['SUBMISSIONS'] }),
  createBrokerKey: () => ({ name: 'A key', email: 'sam@bee.example' }),
  updateApiKey: () => ({ id }),
} as const
type Gives = keyof typeof GIVES
const mutations = Object.keys(GIVES) as Gives[]

function give(mutation: string, input: object): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const answered = mutation === 'updateApiKey' ? 'id' : 'secret apiKey { id scopes }'
  return owner.query(`mutation ($input: ${type}!) { ${mutation}(input: $input) { ${answered} } }`, { input })
}

/** All keys, and the transaction that last wrote each of them. */
const keys = () => world.sql('SELECT xmin, id FROM api_key ORDER BY id')

/** Returns the issues, or the error code if the request fails earlier. */
async function told(mutation: string, input: object): Promise<string[]> {
  const before = await keys()
  const answer = await give(mutation, input)
  expect(await keys()).toEqual(before)
  if (answer.status === 422) return issues(answer)
  return [answer.body.errors?.[0]?.extensions?.code ?? 'nothing']
}

const YEAR = 365 * 86_400_000
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

const ROWS: readonly (readonly [what: string, input: object, told: string])[] = [
  ['no name', { name: '' }, 'name TOO_SHORT'],
  ['a name of spaces', { name: ' \t\u00a0\u2003 ' }, 'name TOO_SHORT'],
  ['a name of 129 characters', { name: 'x'.repeat(129) }, 'name TOO_LONG'],
  ['a name of 129 faces', { name: '\u{1f642}'.repeat(129) }, 'name TOO_LONG'],
  ['a NUL', { name: 'a\u0000b' }, 'name CONTROL_CHARACTERS'],
  ['a line break', { name: 'a\nb' }, 'name CONTROL_CHARACTERS'],
  ['an escape', { name: 'a\u001b[31mb' }, 'name CONTROL_CHARACTERS'],
  ['a DEL', { name: 'a\u007fb' }, 'name CONTROL_CHARACTERS'],
  ['a next line', { name: 'a\u0085b' }, 'name CONTROL_CHARACTERS'],
  ['a terminal’s own', { name: 'a\u009bb' }, 'name CONTROL_CHARACTERS'],
  ['a line separator', { name: 'a\u2028b' }, 'name CONTROL_CHARACTERS'],
  ['a number as a name', { name: 7 }, 'BAD_REQUEST'],
  ['no scope', { scopes: [] }, 'scopes NO_SCOPES'],
  ['an unknown scope', { scopes: ['EVERYTHING'] }, 'BAD_REQUEST'],
  ['a scope as people write it', { scopes: ['submissions:read'] }, 'BAD_REQUEST'],
  ['a null among scopes', { scopes: [null] }, 'BAD_REQUEST'],
  ['a host', { allowList: ['localhost'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits', { allowList: ['10.0.0.1/8'] }, 'allowList.0 INVALID_ADDRESS'],
  ['everywhere', { allowList: ['0.0.0.0/0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['everywhere, of IPv6', { allowList: ['::/0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['everywhere, mapped', { allowList: ['::ffff:0:0/96'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits of IPv6', { allowList: ['2001:db8::1/32'] }, 'allowList.0 INVALID_ADDRESS'],
  ['host bits, mapped', { allowList: ['::ffff:10.0.0.1/104'] }, 'allowList.0 INVALID_ADDRESS'],
  ['a zone', { allowList: ['fe80::1%eth0'] }, 'allowList.0 INVALID_ADDRESS'],
  ['a port', { allowList: ['10.0.0.1:443'] }, 'allowList.0 INVALID_ADDRESS'],
  ['an empty entry', { allowList: ['10.0.0.0/8', ''] }, 'allowList.1 INVALID_ADDRESS'],
  ['two in one entry', { allowList: ['10.0.0.1,10.0.0.2'] }, 'allowList.0 INVALID_ADDRESS'],
  ['101 entries', { allowList: Array(101).fill('10.0.0.1') }, 'allowList TOO_MANY_ADDRESSES'],
  ['a null among entries', { allowList: [null] }, 'BAD_REQUEST'],
  ['the past', { expiresAt: inMs(-1_000) }, 'expiresAt IN_THE_PAST'],
  ['long ago', { expiresAt: '0001-01-01T00:00:00Z' }, 'expiresAt IN_THE_PAST'],
  ['more than two years', { expiresAt: inMs(2 * YEAR + 2 * 86_400_000) }, 'expiresAt TOO_FAR'],
  ['the end of time', { expiresAt: '9999-12-31T23:59:59Z' }, 'expiresAt TOO_FAR'],
  ['a day', { expiresAt: '2027-01-01' }, 'BAD_REQUEST'],
  ['a day that is none', { expiresAt: '2027-02-30T00:00:00Z' }, 'BAD_REQUEST'],
  ['no zone', { expiresAt: '2027-01-01T00:00:00' }, 'BAD_REQUEST'],
  ['a word', { expiresAt: 'tomorrow' }, 'BAD_REQUEST'],
  ['a number', { expiresAt: 1_900_000_000 }, 'BAD_REQUEST'],
  ['a field there is not', { kind: 'USER' }, 'BAD_REQUEST'],
]

describe.each(mutations)('%s', (mutation) => {
  test.each(ROWS)('%s', async (_what, input, expected) => {
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([expected])
  })

  test('all that is wrong is told at once', async () => {
    const input = { name: '', scopes: [], allowList: ['x'], expiresAt: inMs(-1_000) }
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([
      'name TOO_SHORT',
      'scopes NO_SCOPES',
      'allowList.0 INVALID_ADDRESS',
      'expiresAt IN_THE_PAST',
    ])
  })
})

describe('what is just acceptable', () => {
  const LIST = Array.from({ length: 100 }, (_, index) => `10.0.0.${index}`)
  test.each([
    ['128 faces', { name: '\u{1f642}'.repeat(128) }],
    ['100 entries', { allowList: LIST }],
    ['almost two years', { expiresAt: inMs(2 * YEAR - 86_400_000) }],
  ])('%s', async (_what, input) => {
    for (const mutation of ['createUserKey', 'createTieredKey', 'updateApiKey'] as const)
      expect(outcome(await give(mutation, { ...GIVES[mutation](), ...input }))).toBe('200')
  })

  test('a scope twice stands once; a name twice is two keys', async () => {
    const input = { ...GIVES.createTieredKey(), scopes: ['SUBMISSIONS', 'EMBED', 'SUBMISSIONS'] }
    const made = [await give('createTieredKey', input), await give('createTieredKey', input)]
    const records = made.map(({ body }) => body.data.createTieredKey.apiKey)
    for (const { scopes } of records) expect(scopes).toEqual(['SUBMISSIONS', 'EMBED'])
    expect(new Set(records.map((record) => record.id)).size).toBe(2)
  })
})

describe('tiers', () => {
  test.each([
    ['createBrokerKey', { tier: 'INTERNAL' }, 'TIER_NOT_ALLOWED'],
    ['createBrokerKey', { tier: 'GOLD' }, 'BAD_REQUEST'],
    ['createBrokerKey', { tier: 'PUBLIC', scopes: ['DOCUMENTS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createBrokerKey', { tier: 'PARTNER', scopes: ['WEBHOOKS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createBrokerKey', { scopes: ['SUBMISSIONS', 'ADMIN_READ'] }, 'scopes.1 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'GOLD' }, 'BAD_REQUEST'],
    ['createTieredKey', { tier: null }, 'BAD_REQUEST'],
    ['createTieredKey', { tier: 'PUBLIC', scopes: ['DOCUMENTS'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'PUBLIC', scopes: ['EMBED_READ'] }, 'scopes.0 SCOPE_NOT_IN_TIER'],
    ['createTieredKey', { tier: 'PARTNER', scopes: ['SUBMISSIONS', 'ADMIN'] }, 'scopes.1 SCOPE_NOT_IN_TIER'],
  ] as const)('%s, %j', async (mutation, input, expected) => {
    expect(await told(mutation, { ...GIVES[mutation](), ...input })).toEqual([expected])
  })
})

describe('the grace of a rotation', () => {
  test.each([
    [-1, 'graceSeconds INVALID_GRACE'],
    [604_801, 'graceSeconds INVALID_GRACE'],
    [2 ** 31, 'BAD_REQUEST'],
    [1.5, 'BAD_REQUEST'],
    ['3600', 'BAD_REQUEST'],
  ])('%j', async (graceSeconds, expected) => {
    expect(await told('rotateApiKey', { id, graceSeconds })).toEqual([expected])
    expect(await world.sql('SELECT FROM secret WHERE api_key_id = $1', id)).toHaveLength(1)
  })
})

describe('the address of a broker', () => {
  const by = (email: unknown) => told('createBrokerKey', { email })

  test.each([
    '',
    'sam',
    '@bee.example',
    'sam@',
    'sam@bee@bee.example',
    'sam smith@bee.example',
    'sam@be e.example',
    'sam@localhost',
    'sam@127.0.0.1',
    'sam@[127.0.0.1]',
    'sam@[IPv6:::1]',
    '"sam"@bee.example',
    'sam(comment)@bee.example',
    'Sam <sam@bee.example>',
    'sam@bee.example, ida@bee.example',
    'sam@bee..example',
    'sam@-bee.example',
    `sam@${'a.'.repeat(122)}example`,
  ])('%j: INVALID_EMAIL', async (email) => {
    expect(await by(email)).toEqual(['email INVALID_EMAIL'])
  })

  test.each([null, 7, ['sam@bee.example', 'ida@bee.example']])(
    '%j is no text: BAD_REQUEST',
    async (email) => {
      expect(await by(email)).toEqual(['BAD_REQUEST'])
    },
  )

  test.each(['sam@mail.changed.example', 'sam@example', 'sam@gmail.com', 'sam@unknown.example'])(
    '%s is of no broker: exactly the domain, and none of public mail',
    async (email) => {
      const [answered] = await by(email)
      expect(answered).toBe(email === 'sam@example' ? 'email INVALID_EMAIL' : 'BROKER_NOT_FOUND')
    },
  )

  test('however it is written, it is the same broker, whose key is named', async () => {
    await world.directory.know('xn--brker-wua.dk')
    const { apiKeyId } = await funder.broker('xn--brker-wua.dk')
    for (const email of [
      'ida@br\u00f8ker.dk',
      'IDA@BR\u00d8KER.DK',
      ' ida@br\u00f8ker.dk. ',
      'ida@XN--BRKER-WUA.DK',
      'somebody.else@br\u00f8ker.dk',
    ]) {
      const answer = await give('createBrokerKey', { email })
      expect([email, outcome(answer)]).toEqual([email, '409 BROKER_KEY_EXISTS'])
      expect(answer.body.errors[0].message).toContain(apiKeyId)
    }
  })
})
