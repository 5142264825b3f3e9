// The audit log and the timelines: order, filters, permissions, and what a broker sees.

import { actorOf, recordEvents } from '@latchkey/schema/events/record-event.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { issues, outcome } from '../../support/graphql-result.ts'
import { statementsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const EVENTS = `query ($first: Int, $last: Int, $after: String, $before: String, $filter: EventFilter) {
  events(first: $first, last: $last, after: $after, before: $before, filter: $filter) {
    totalCount
    nodes { id type at environment subjectId submissionId data actor { kind id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`
const TIMELINE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  submission(id: $id) {
    timeline(first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { id type data actor { kind id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`

let world: World
let funder: Funder

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Writes internal and shared events, as the funder's mutations do. */
async function assigns(by: Funder, submissionId: string): Promise<void> {
  const [{ relationship_id: relationshipId }] = await world.sql(
    'SELECT relationship_id FROM submission WHERE id = $1',
    submissionId,
  )
  const { id: funderId, environment } = by
  const actor = { kind: 'USER', id: by.ownerId } as const
  const subject = { environment, funderId, relationshipId, submissionId, subjectId: submissionId, actor }
  const data = { assigneeId: by.ownerId, version: 2 }
  await createSystemTransaction(world.database.prisma)((tx) =>
    recordEvents(tx, [
      { type: 'submission.held', ...subject },
      { type: 'submission.assigned', ...subject, data },
      { type: 'submission.review_started', ...subject, data },
    ]),
  )
}

test('lists events newest first, in pages, with every filter', async () => {
  funder = await world.funder()
  const broker = await funder.broker('lists.example')
  const id = await broker.submits()
  await world.advance('1 hour')
  await broker.latchkey.submissions.update(id, { name: 'Corner Bakery, two ovens' })
  const ask = async (variables: object = {}) => (await funder.query(EVENTS, variables)).body.data.events
  const { nodes, totalCount } = await ask()
  expect(nodes.map(({ type }: { type: string }) => type)).toEqual([
    'SUBMISSION_UPDATED',
    'SUBMISSION_CREATED',
    'API_KEY_CREATED',
    'RELATIONSHIP_CREATED',
  ])
  expect(totalCount).toBe(4)
  expect(nodes[1]).toEqual({
    id: expect.stringMatching(/^evt_/),
    type: 'SUBMISSION_CREATED',
    at: expect.any(String),
    environment: 'DEVELOPMENT',
    subjectId: id,
    submissionId: id,
    data: { version: 1 },
    actor: { kind: 'API_KEY', id: broker.apiKeyId },
  })
  const typesFor = async (filter: object) =>
    (await ask({ filter })).nodes.map(({ type }: { type: string }) => type)
  expect(await typesFor({ types: ['API_KEY_CREATED', 'SUBMISSION_UPDATED'] })).toEqual([
    'SUBMISSION_UPDATED',
    'API_KEY_CREATED',
  ])
  expect(await typesFor({ submissionId: id })).toEqual(['SUBMISSION_UPDATED', 'SUBMISSION_CREATED'])
  expect(await typesFor({ subjectId: broker.apiKeyId })).toEqual(['API_KEY_CREATED'])
  expect(await typesFor({ from: nodes[0].at })).toEqual(['SUBMISSION_UPDATED'])
  expect(await typesFor({ to: nodes[0].at })).toHaveLength(3)
  const first = await ask({ first: 3 })
  const next = await ask({ first: 3, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...next.nodes]).toEqual(nodes)
  expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const back = await ask({ last: 3, before: next.pageInfo.startCursor })
  expect(back.nodes).toEqual(first.nodes)
  const refused = await funder.query(EVENTS, { filter: { types: [] } })
  expect([outcome(refused), ...issues(refused)]).toEqual([
    '422 VALIDATION_FAILED',
    'filter.types INVALID_COUNT',
  ])
  const found = await funder.query('query ($id: ID!) { node(id: $id) { id } }', { id: nodes[0].id })
  expect(found.body.data.node).toEqual({ id: nodes[0].id })
})

test('a broker sees the shared events of its relationship, and nobody of the funder in them', async () => {
  const own = await world.funder()
  const [broker, other] = await own.brokers(2)
  const id = await broker!.submits()
  await other!.submits()
  await assigns(own, id)
  const { body } = await broker!.query(EVENTS)
  expect(body.data.events.totalCount).toBe(3)
  expect(body.data.events.nodes).toMatchObject([
    // `assigneeId` is missing from the data, and the actor has no id.
    { type: 'SUBMISSION_REVIEW_STARTED', data: { version: 2 }, actor: { kind: 'USER', id: null } },
    { type: 'SUBMISSION_CREATED', actor: { kind: 'API_KEY', id: broker!.apiKeyId } },
    { type: 'API_KEY_CREATED', actor: { kind: 'API_KEY', id: null } },
  ])
  expect(Object.keys(body.data.events.nodes[0].data)).toEqual(['version'])
  expect(JSON.stringify(body)).not.toMatch(/usr_|HELD|ASSIGNED/)
  const [hidden] = await world.sql(
    "SELECT id FROM event WHERE type = 'submission.held' AND subject_id = $1",
    id,
  )
  for (const filter of [{ types: ['SUBMISSION_HELD'] }, { subjectId: own.ownerId }]) {
    const answer = await broker!.query(EVENTS, { filter })
    expect(answer.body.data.events).toMatchObject({ totalCount: 0, nodes: [] })
  }
  const node = await broker!.query('query ($id: ID!) { node(id: $id) { id } }', { id: hidden.id })
  expect(node.body.data.node).toBeNull()
})

test('a timeline has the same events, in pages; each side as it may', async () => {
  const own = await world.funder()
  const broker = await own.broker('timeline.example')
  const id = await broker.submits()
  await assigns(own, id)
  const timelineFor = async (by: Pick<Funder, 'query'>, variables: object = {}) =>
    (await by.query(TIMELINE, { id, ...variables })).body.data.submission.timeline
  const all = await timelineFor(own)
  const types = ({ nodes }: { nodes: { type: string }[] }) => nodes.map(({ type }) => type)
  expect(types(all)).toEqual([
    'SUBMISSION_REVIEW_STARTED',
    'SUBMISSION_ASSIGNED',
    'SUBMISSION_HELD',
    'SUBMISSION_CREATED',
  ])
  expect(all.totalCount).toBe(4)
  const first = await timelineFor(own, { first: 3 })
  expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false })
  const next = await timelineFor(own, { first: 3, after: first.pageInfo.endCursor })
  expect([...first.nodes, ...next.nodes]).toEqual(all.nodes)
  expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true })
  const back = await timelineFor(own, { last: 2, before: next.pageInfo.startCursor })
  expect(back.nodes).toEqual(all.nodes.slice(1, 3))
  expect(back.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true })

  const shown = await timelineFor(broker)
  expect(types(shown)).toEqual(['SUBMISSION_REVIEW_STARTED', 'SUBMISSION_CREATED'])
  expect(shown.totalCount).toBe(2)
  expect(JSON.stringify(shown)).not.toContain('usr_')
  // A VIEWER sees the timeline, but not the audit log.
  const viewer = await own.logsIn({ role: 'VIEWER' })
  expect(types(await timelineFor(viewer))).toHaveLength(4)
  expect(outcome(await viewer.query(EVENTS))).toBe('403 INSUFFICIENT_SCOPE')
  const { nodes } = await own.latchkey.submissions.timeline(id).page()
  expect(nodes.map((event) => event.type)).toEqual(types(all))
})

test('the timelines of a list of submissions take a constant number of statements', async () => {
  const own = await world.funder()
  const broker = await own.broker('constant.example')
  const document = `{ submissions(first: 50) { nodes { id timeline(first: 2) { totalCount nodes { type } pageInfo { hasNextPage } } } } }`
  const count = () => statementsOf(async () => expect(outcome(await own.query(document))).toBe('200'))
  await broker.submits()
  await count()
  const few = await count()
  for (let index = 0; index < 10; index += 1) await broker.submits()
  expect(await count()).toBe(few)
})

test('the actor of a session is its user, of a key the key', () => {
  const common = { funderId: 'f', environment: 'DEVELOPMENT', tier: 'INTERNAL', now: new Date() } as const
  const scopes = new Set<never>()
  expect(actorOf({ ...common, scopes, kind: 'SESSION', sessionId: 's', userId: 'u', role: 'OWNER' })).toEqual(
    { kind: 'USER', id: 'u' },
  )
  expect(actorOf({ ...common, scopes, kind: 'USER', apiKeyId: 'k', userId: 'u', role: 'OWNER' })).toEqual({
    kind: 'API_KEY',
    id: 'k',
  })
})
