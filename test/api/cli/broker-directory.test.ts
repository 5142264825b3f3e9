// broker create, domain add: what the directory accepts, and what it rejects with a reason.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world.ts'
import { admin, adminJson } from './run-cli.ts'

let world: World
let there: { DATABASE_URL: string }
beforeAll(async () => {
  world = await createWorld()
  there = { DATABASE_URL: world.databaseUrl }
})
afterAll(() => world[Symbol.asyncDispose]())

const create = (name: string, ...domains: string[]) =>
  adminJson(there, 'broker', 'create', '--name', name, '--domain', ...domains)
const brokers = () => world.sql('SELECT name FROM broker ORDER BY name')

test('a key can be created at once for a broker in the directory', async () => {
  const funder = await world.funder()
  const ran = await admin(there, 'broker', 'create', '--name', 'Bee Line', '--domain', 'Bee.com', 'bee.co.uk')
  expect(ran).toEqual({
    code: 0,
    out: expect.stringMatching(
      /^Created broker Bee Line \(brk_[0-9a-z]{26}\) with the domains bee\.com, bee\.co\.uk\.\n$/,
    ),
    err: '',
  })
  const { apiKey } = await funder.latchkey.apiKeys.createForBroker({ email: 'sam@bee.co.uk' })
  expect(apiKey.name).toBe('Bee Line')
})

test('adds domains once and stores them in Punycode', async () => {
  const { broker } = await create('Brøker', 'brøker.dk')
  expect(broker).toEqual({
    id: expect.stringMatching(/^brk_/),
    name: 'Brøker',
    domains: ['xn--brker-wua.dk'],
  })
  const add = (wanted: string) =>
    adminJson(there, 'domain', 'add', '--broker', wanted, '--domain', 'ida.dk', 'brøker.dk')
  const domains = ['ida.dk', 'xn--brker-wua.dk']
  expect(await add('Brøker')).toEqual({ broker: { ...broker, domains }, added: ['ida.dk'] })
  expect(await add(broker.id)).toEqual({ broker: { ...broker, domains }, added: [] })
})

test('normalizes names and rejects invisible, bidirectional, control and non-UTF-8 characters', async () => {
  const { broker } = await create('Käse & Co'.normalize('NFD'), 'kaese.com')
  expect(broker.name).toBe('Käse & Co'.normalize('NFC'))
  for (const name of [broker.name, broker.name.normalize('NFD')])
    expect(await adminJson(there, 'domain', 'add', '--broker', name, '--domain', 'kaese.com')).toMatchObject({
      broker: { id: broker.id },
    })
  const before = await brokers()
  const code = async (name: string) =>
    (await create(name, 'cheese.com')).issues.map((one: { code: string }) => one.code)
  expect(await code('\u200b\u3164')).toEqual(['TOO_SHORT'])
  expect(await code('Cheese \u202emoc.')).toEqual(['BIDI_CONTROLS'])
  expect(await code('Cheese\u001b[31m')).toEqual(['CONTROL_CHARACTERS'])
  // A program receives bytes that are not UTF-8 as U+FFFD, and half of a surrogate pair too.
  for (const name of ['K\ufffdse', 'K\ud83dse'])
    expect(await create(name, 'cheese.com')).toMatchObject({ code: 'BAD_REQUEST' })
  expect(await brokers()).toEqual(before)
})

test('reports every rejected domain with its reason and writes nothing', async () => {
  const owner = (await create('Ant & Sons', 'ant.com')).broker
  const before = await brokers()
  const problem = await create(
    'Trap',
    'fine.com',
    'ANT.com',
    'аnt.com',
    'gmail.com',
    'co.uk',
    '10.0.0.1',
    'ant',
    '.x.com',
  )
  expect(problem).toMatchObject({
    code: 'VALIDATION_FAILED',
    message: expect.stringMatching(/^domain: ant\.com belongs/),
  })
  expect(problem.issues.map((issue: { code: string }) => issue.code)).toEqual([
    ...[
      'DOMAIN_TAKEN',
      'MIXED_SCRIPTS',
      'PUBLIC_MAIL',
      'PUBLIC_SUFFIX',
      'IP_ADDRESS',
      'SINGLE_LABEL',
      'NOT_A_DOMAIN',
    ],
  ])
  expect(problem.issues[0].message).toBe(`ant.com belongs to Ant & Sons (${owner.id}). Use another domain.`)
  expect(await brokers()).toEqual(before)

  const told = await admin(there, 'domain', 'add', '--broker', owner.id, '--domain', 'gmail.com', 'co.uk')
  expect(told).toEqual({
    code: 1,
    out: '',
    err: '--domain: Anyone can get an email address at gmail.com. Use a domain that the broker owns.\n--domain: Anyone can register a domain under co.uk. Use a domain that the broker owns.\n',
  })
})

test('allows at most 20 domains per broker', async () => {
  const some = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name}-${index}.com`)
  const { broker } = await create('Many Names', ...some(19, 'many'))
  const add = (...wanted: string[]) =>
    adminJson(there, 'domain', 'add', '--broker', broker.id, '--domain', ...wanted)
  expect(await add(...some(2, 'more'))).toMatchObject({
    issues: [
      { path: 'domain', code: 'TOO_MANY_DOMAINS', message: 'A broker has at most 20 domains. Add fewer.' },
    ],
  })
  expect(await add('more-0.com', 'many-3.com')).toMatchObject({ added: ['more-0.com'] })
})

test('rejects a look-alike of another broker’s domain unless --force is given', async () => {
  const { broker } = await create('Modern Oak', 'modernoak.com')
  for (const like of ['rnodernoak.com', 'modern0ak.com', 'modernoäk.com'])
    expect(await create('Trap', like)).toMatchObject({
      issues: [
        {
          code: 'LOOK_ALIKE',
          message: expect.stringMatching(
            / is easily confused with modernoak\.com of Modern Oak\. .* --force\.$/,
          ),
        },
      ],
    })
  // A broker may register look-alikes of its own domains.
  const own = ['--broker', broker.id, '--domain', 'rnodernoak.com']
  expect(await adminJson(there, 'domain', 'add', ...own)).toMatchObject({ added: ['rnodernoak.com'] })
  const insisting = ['--name', 'Another', '--domain', 'modern0ak.com', '--force']
  expect(await adminJson(there, 'broker', 'create', ...insisting)).toMatchObject({
    broker: { domains: ['modern0ak.com'] },
  })
  const taken = ['--name', 'Third', '--domain', 'modernoak.com', '--force']
  expect(await adminJson(there, 'broker', 'create', ...taken)).toMatchObject({
    issues: [{ code: 'DOMAIN_TAKEN' }],
  })
})

test('of two concurrent additions of a domain, one succeeds and the other names its owner', async () => {
  const both = await Promise.all([create('First', 'race.com'), create('Second', 'race.com')])
  const [won] = both.filter((one) => one.broker)
  const [lost] = both.filter((one) => one.issues)
  expect(lost.issues[0].message).toBe(
    `race.com belongs to ${won.broker.name} (${won.broker.id}). Use another domain.`,
  )
  expect(await world.sql(`SELECT name FROM broker WHERE name IN ('First', 'Second')`)).toHaveLength(1)
})

test('rejects an unknown broker and an ambiguous name', async () => {
  const add = (wanted: string) => adminJson(there, 'domain', 'add', '--broker', wanted, '--domain', 'new.com')
  expect(await add('Nobody')).toMatchObject({ issues: [{ path: 'broker', code: 'NOT_FOUND' }] })
  await create('Twin', 'twin-one.com')
  await create('Twin', 'twin-two.com')
  expect(await add('Twin')).toMatchObject({ issues: [{ path: 'broker', code: 'AMBIGUOUS' }] })
})
