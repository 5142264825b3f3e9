// Every change to keys, relationships and users writes its event, in its transaction.

import type { EventType } from '@latchkey/schema/events/event-types.ts'
import { EVENT_TYPES } from '@latchkey/schema/events/event-types.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'
import { adminJson } from '../cli/run-cli.ts'

let world: World
let funder: Funder
let owner: Person
const covered = new Set<string>()

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  owner = await funder.logsIn({ userId: funder.ownerId })
})
afterAll(() => world[Symbol.asyncDispose]())

/** The events that `act` writes, oldest first. */
async function eventsOf(act: () => Promise<unknown>) {
  const [{ last }] = await world.sql("SELECT coalesce(max(id), '') AS last FROM event")
  await act()
  const rows = await world.sql(
    `SELECT type, environment, funder_id, relationship_id, subject_id, broker_visible, actor_kind, actor_id, data
     FROM event WHERE id > $1 ORDER BY id`,
    last,
  )
  for (const { type } of rows) covered.add(type)
  return rows
}

async function changes(mutation: string, input: object, by: Pick<Person, 'query'> = owner, of = '{ id }') {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  const answer = await by.query(`mutation ($input: ${type}) { ${mutation}(input: $input) ${of} }`, { input })
  expect(outcome(answer), mutation).toBe('200')
  return answer.body.data[mutation]
}

const byOwner = () => ({ actor_kind: 'USER', actor_id: funder.ownerId })

test('creating each kind of key, and a relationship', async () => {
  await world.directory.know('bee.example')
  const secret = '{ secret apiKey { id } }'
  const scopes = ['SUBMISSIONS']
  const [user] = await eventsOf(() => changes('createUserKey', { name: 'U', scopes }, owner, secret))
  expect(user).toMatchObject({
    ...byOwner(),
    type: 'api_key.created',
    funder_id: funder.id,
    environment: 'DEVELOPMENT',
    relationship_id: null,
    broker_visible: false,
    data: { kind: 'USER', tier: 'INTERNAL', scopes },
  })
  const tiered = { name: 'T', tier: 'PUBLIC', scopes }
  expect(await eventsOf(() => changes('createTieredKey', tiered, owner, secret))).toMatchObject([
    { type: 'api_key.created', data: { kind: 'TIERED', tier: 'PUBLIC', scopes } },
  ])
  const create = () => changes('createBrokerKey', { email: 'sam@bee.example' }, funder, secret)
  const [started, created] = await eventsOf(create)
  expect(started).toMatchObject({
    type: 'relationship.created',
    actor_kind: 'API_KEY',
    actor_id: funder.apiKeyId,
    broker_visible: false,
    data: { brokerId: expect.stringMatching(/^brk_/) },
  })
  expect(created).toMatchObject({
    type: 'api_key.created',
    relationship_id: started.subject_id,
    broker_visible: true,
  })
  // A refused mutation writes nothing.
  expect(await eventsOf(create).catch(() => 'refused')).toBe('refused')
  await changes('endRelationship', { id: started.subject_id })
  const restart = await eventsOf(create)
  expect(restart.map(({ type }) => type)).toEqual(['relationship.restarted', 'api_key.created'])
})

test('changes to a key; repeating a change without effect writes no event', async () => {
  const { apiKeyId: id } = await funder.broker('changes.example')
  const of = (mutation: string, more: object = {}) =>
    eventsOf(() => changes(mutation, { id, ...more }, owner))
  const event = (type: EventType, data: object = {}) => [
    expect.objectContaining({ ...byOwner(), type, data, subject_id: id, broker_visible: true }),
  ]
  expect(await of('updateApiKey', { name: 'N', scopes: ['SUBMISSIONS'] })).toEqual(
    event('api_key.updated', { fields: ['name', 'scopes'] }),
  )
  expect(await of('updateApiKey')).toEqual([])
  expect(await of('deactivateApiKey')).toEqual(event('api_key.deactivated'))
  expect(await of('deactivateApiKey')).toEqual([])
  expect(await of('reactivateApiKey')).toEqual(event('api_key.reactivated'))
  expect(await of('reactivateApiKey')).toEqual([])
  expect(await of('deleteApiKey')).toEqual(event('api_key.deleted'))
})

test('rotations: started, cancelled, finished, and finished by the first use of the new secret', async () => {
  const { apiKeyId: id } = await funder.broker('rotates.example')
  const rotate = (graceSeconds: number) => changes('rotateApiKey', { id, graceSeconds }, owner, '{ secret }')
  const types = async (act: () => Promise<unknown>) => (await eventsOf(act)).map(({ type }) => type)
  const [rotated] = await eventsOf(() => rotate(3_600))
  expect(rotated).toMatchObject({ type: 'api_key.rotated', subject_id: id, data: { graceSeconds: 3_600 } })
  expect(await types(() => changes('cancelRotation', { id }))).toEqual(['api_key.rotation_cancelled'])
  expect(await types(() => changes('cancelRotation', { id }))).toEqual([])
  await rotate(3_600)
  expect(await types(() => changes('finishRotation', { id }))).toEqual(['api_key.rotation_finished'])
  expect(await types(() => changes('finishRotation', { id }))).toEqual([])
  const { secret } = await rotate(3_600)
  const uses = () => world.graphql(secret, '{ viewer { environment } }')
  expect(await eventsOf(uses)).toMatchObject([
    {
      type: 'api_key.rotation_finished',
      subject_id: id,
      actor_kind: 'API_KEY',
      actor_id: id,
      data: { firstUse: true },
    },
  ])
  expect(await types(uses)).toEqual([])
  expect(await types(() => rotate(0))).toEqual(['api_key.rotated'])
})

test('relationships: changed, paused, resumed, ended with the key', async () => {
  const broker = await funder.broker('pauses.example')
  const id = (await broker.latchkey.viewer()).relationship?.id
  const of = (mutation: string) => eventsOf(() => changes(mutation, { id }))
  const clears = () => eventsOf(() => changes('updateRelationship', { id, contacts: [] }))
  expect(await clears()).toMatchObject([
    { ...byOwner(), type: 'relationship.updated', subject_id: id, broker_visible: false },
  ])
  expect(await clears()).toEqual([])
  for (const [mutation, type] of [
    ['pauseRelationship', 'relationship.paused'],
    ['resumeRelationship', 'relationship.resumed'],
  ] as const) {
    expect(await of(mutation)).toMatchObject([
      { ...byOwner(), type, subject_id: id, relationship_id: id, broker_visible: false },
    ])
    expect(await of(mutation)).toEqual([])
  }
  expect(await of('endRelationship')).toMatchObject([
    { ...byOwner(), type: 'relationship.ended', subject_id: id, broker_visible: false },
    { ...byOwner(), type: 'api_key.deleted', subject_id: broker.apiKeyId, relationship_id: id },
  ])
  expect(await of('endRelationship')).toEqual([])
})

test('users: each event is in both environments and contains no personal data', async () => {
  let id = ''
  const of = (mutation: string, more: object = {}) =>
    eventsOf(() => changes(mutation, { id, ...more }, owner))
  const events = (type: EventType, data: object = {}) =>
    ['DEVELOPMENT', 'PRODUCTION'].map((environment) =>
      expect.objectContaining({
        ...byOwner(),
        type,
        environment,
        data,
        subject_id: id,
        broker_visible: false,
      }),
    )
  const person = { username: 'canary.name', name: 'Canary Name', email: 'canary@lender.example' }
  const invited = await eventsOf(async () => {
    id = (await changes('inviteUser', { ...person, role: 'VIEWER' }, owner)).id
  })
  expect(invited).toEqual(events('user.invited', { role: 'VIEWER' }))
  expect(await of('resendInvitation', { email: 'canary2@lender.example' })).toEqual(
    events('user.invitation_resent'),
  )
  expect(await of('revokeInvitation')).toEqual(events('user.invitation_revoked', { status: 'DISABLED' }))
  expect(await of('disableUser')).toEqual([])
  expect(await of('enableUser')).toEqual(events('user.enabled', { status: 'INVITED' }))
  expect(await of('enableUser')).toEqual([])
  expect(await of('changeRole', { role: 'ADMIN' })).toEqual(events('user.role_changed', { role: 'ADMIN' }))
  expect(await of('changeRole', { role: 'ADMIN' })).toEqual([])
  expect(await of('disableUser')).toEqual(events('user.disabled', { status: 'DISABLED' }))
  const all = await world.sql('SELECT to_jsonb(e)::text AS text FROM event e')
  expect(all.filter(({ text }) => /canary/i.test(text))).toEqual([])
})

test('commands of the operator write events of the platform', async () => {
  const variables = { DATABASE_URL: world.databaseUrl, PUBLIC_URL: 'https://api.example.com' }
  const runs = (...args: string[]) => eventsOf(() => adminJson(variables, ...args))
  const platform = { actor_kind: 'PLATFORM', actor_id: null }
  const both = (type: EventType, data: object = {}) =>
    ['DEVELOPMENT', 'PRODUCTION'].map((environment) => ({ ...platform, type, environment, data }))
  const create = [
    '--owner-name',
    'Olivia',
    '--owner-email',
    'o@new.example',
    '--owner-username',
    'olivia.new',
  ]
  const created = await runs('funder', 'create', '--name', 'New', ...create)
  expect(created).toMatchObject(both('user.invited', { role: 'OWNER' }))
  const user = ['--user', 'olivia.new']
  expect(await runs('user', 'resend-invitation', ...user)).toMatchObject(both('user.invitation_resent'))
  expect(await runs('user', 'reset', ...user, '--sign-out')).toMatchObject(
    both('user.reset_link_sent', { signedOut: true }),
  )
  const id = created[0].funder_id
  for (const [args, type] of [
    [[], 'funder.production_opened'],
    [['--close'], 'funder.production_closed'],
  ] as const) {
    expect(await runs('open-production', '--funder', id, ...args)).toMatchObject([
      { ...platform, type, environment: 'PRODUCTION', subject_id: id },
    ])
    expect(await runs('open-production', '--funder', id, ...args)).toEqual([])
  }
})

test('the tests above cover every event of keys, relationships, users and funders', () => {
  const account = Object.keys(EVENT_TYPES).filter((type) =>
    /^(api_key|relationship|user|funder)\./.test(type),
  )
  expect([...covered].filter((type) => account.includes(type)).sort()).toEqual(account.sort())
})
