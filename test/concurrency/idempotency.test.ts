// Idempotent mutations: concurrent, interrupted, and retried. Each is applied once.

import { expect, it } from 'vitest'
import { relationshipOf } from '../api/brokers/relationship-cases.ts'
import { installGates, Session, stopsAt, untilBlockedBy } from '../support/concurrency/database-gates.ts'
import { CREATE_KEY, DELETE, SUBMIT, VIEWER } from '../support/concurrency/timed-request.ts'
import { outcome } from '../support/graphql-result.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld } from '../support/world.ts'
import { headers, idIn, records } from './idempotent-mutations.ts'

const AT_ONCE = 50
const IN_PROGRESS = '409 IDEMPOTENCY_IN_PROGRESS'

it(`applies one of ${AT_ONCE} concurrent requests; the others get its response or a 409`, async () => {
  for (let round = 0; round < count(1, 10); round += 1) {
    await using world = await createWorld({ servers: 2 })
    const funder = await world.funder()
    const [broker, going] = [await funder.broker('bee.example'), await funder.broker('going.example')]
    await world.directory.know('ant.example')
    const acts = [
      { by: broker, query: SUBMIT, variables: { name: 'Corner Bakery, new oven' } },
      { by: funder, query: CREATE_KEY, variables: { email: 'sam@ant.example' } },
      { by: await funder.logsIn(), query: DELETE, variables: { id: going.apiKeyId } },
    ]
    for (const { by, query, variables } of acts) {
      const own = { 'idempotency-key': `once-${query.length}` }
      const sendQuery = (server: number) => by.query(query, variables, { server, headers: own })
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => sendQuery(index % 2)))
      const told = new Set(answers.map(outcome))
      expect(told.has('200')).toBe(true)
      expect(told.difference(new Set(['200', IN_PROGRESS]))).toEqual(new Set())
      for (const answer of answers)
        if (answer.status === 409) expect(answer.headers.get('retry-after')).toBe('1')
      const last = await sendQuery(round % 2)
      expect(outcome(last)).toBe('200')
      expect(new Set([...answers.filter(({ status }) => status === 200), last].map(idIn)).size).toBe(1)
    }
    expect(await world.sql('SELECT name FROM submission')).toHaveLength(1)
    const [{ made }] = await world.sql(
      `SELECT count(*)::int AS made FROM api_key k JOIN relationship r ON r.id = k.relationship_id
       JOIN broker_domain d USING (broker_id) WHERE d.domain = 'ant.example'`,
    )
    expect(made).toBe(1)
    const keys = acts.map(({ query }) => `once-${query.length}`)
    expect(await records(world, ...keys)).toHaveLength(3)
  }
})

it('returns 409 with Retry-After while the original request runs, then 200', async () => {
  await using world = await createWorld({ servers: 2 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.directory.know('ant.example')
  await installGates(world)
  await using gates = await Session.open(world)
  const name = stopsAt('before the commit')
  for (const { by, query, variables } of [
    { by: broker, query: SUBMIT, variables: { name } },
    { by: funder, query: CREATE_KEY, variables: { name, email: 'sam@ant.example' } },
  ]) {
    await gates.close('before the commit')
    const first = by.query(query, variables, { headers })
    await gates.untilAwaitedBy(1)
    for (const server of [0, 1]) {
      const second = await by.query(query, variables, { headers, server })
      expect(outcome(second)).toBe(IN_PROGRESS)
      expect(second.headers.get('retry-after')).toBe('1')
      expect(second.body.errors[0].extensions.retryAfterSeconds).toBe(1)
    }
    await gates.open('before the commit')
    const done = await first
    expect(outcome(done)).toBe('200')
    expect(idIn(await by.query(query, variables, { headers }))).toBe(idIn(done))
  }
})

it('a failed credential re-verification writes nothing and leaves the idempotency key unused', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const relationshipId = await relationshipOf(await funder.broker('bee.example'))
  const submit = `mutation { createSubmission(input: { name: "Corner Bakery", relationshipId: "${relationshipId}" }) { id } }`
  const going = await funder.key()
  await going.query(VIEWER)
  await using holder = await Session.open(world)
  await holder.holdRevocationLock(funder.id)
  const late = going.query(submit, {}, { headers })
  await holder.untilAwaitedBy(1)
  await world.sql(
    `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
    going.apiKeyId,
  )
  await holder.releaseRevocationLock(funder.id)
  expect(outcome(await late)).toBe('401 API_KEY_INVALID')
  expect(await records(world)).toEqual([])
  expect(await world.sql('SELECT name FROM submission')).toEqual([])
  expect(outcome(await funder.query(submit, {}, { headers }))).toBe('200')
})

it('a retry returns no data if its API key is deleted while it reads the record', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const submit = () => broker.query(SUBMIT, { name: 'Corner Bakery, new oven' }, { headers })
  await submit()
  await using reader = await Session.open(world)
  await reader.sql('BEGIN')
  await reader.sql('LOCK TABLE idempotent_request IN ACCESS EXCLUSIVE MODE')
  const retry = submit()
  await reader.untilAwaitedBy(1)
  expect(outcome(await funder.deletes(broker.apiKeyId))).toBe('200')
  await reader.sql('COMMIT')
  const told = await retry
  expect(outcome(told)).toBe('401 API_KEY_INVALID')
  expect(told.body.data).toBeUndefined()
})

it('a retry returns and revokes no secret if its API key is deleted while it waits', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  await world.directory.know('bee.example')
  const going = await funder.key()
  const create = () => going.query(CREATE_KEY, { email: 'sam@bee.example' }, { headers })
  const { secret } = (await create()).body.data.createBrokerKey
  await using holder = await Session.open(world)
  await holder.holdRevocationLock(funder.id)
  const late = create()
  await holder.untilAwaitedBy(1)
  await world.sql(
    `UPDATE api_key SET state = 'DELETED', deleted_at = app_now() WHERE id = $1`,
    going.apiKeyId,
  )
  await holder.releaseRevocationLock(funder.id)
  expect(outcome(await late)).toBe('401 API_KEY_INVALID')
  expect(outcome(await world.graphql(secret, VIEWER))).toBe('200')
})

it.each([
  { first: 'use', told: { use: '200', retry: '409 SECRET_ALREADY_USED' } },
  { first: 'retry', told: { use: '401 API_KEY_INVALID', retry: '200' } },
])(
  'when the first use of a secret races a retry that replaces it and the $first wins, the other fails',
  async ({ first, told }) => {
    await using world = await createWorld()
    const funder = await world.funder()
    await world.directory.know('bee.example')
    const retry = () => funder.query(CREATE_KEY, { email: 'sam@bee.example' }, { headers })
    const { secret } = (await retry()).body.data.createBrokerKey
    const use = () => world.graphql(secret, VIEWER)
    await using holder = await Session.open(world)
    await holder.holdRevocationLock(funder.id)
    const acts = first === 'use' ? [use, retry] : [retry, use]
    const one = acts[0]?.()
    const [pid = 0] = await holder.untilAwaitedBy(1)
    const two = acts[1]?.()
    await untilBlockedBy(world, pid, 1)
    await holder.releaseRevocationLock(funder.id)
    const outcomes = (await Promise.all([one, two])).map((answer) => answer && outcome(answer))
    expect(outcomes).toEqual(first === 'use' ? [told.use, told.retry] : [told.retry, told.use])
  },
)
