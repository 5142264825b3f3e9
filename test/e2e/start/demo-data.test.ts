// The demo data: submissions in every status whose timelines, parts and files agree. Created once.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SubmissionStatus } from '@latchkey/prisma'
import { type Demo, openDemo } from '@latchkey/server/demo/demo-credentials.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verdictOn } from '../../support/files/samples.ts'
import { createWorld, MASTER_KEYS, type World } from '../../support/world.ts'

const SUBMISSION = `id name status version closingStage waitingOn submittedAt readiness { isReady } warnings { code }
  company { legalName taxId { last4 } } owners { lastName ssnLast4 }
  requirements { status text response note documentClass }
  offers { status } decisions { outcome reasons note } messages(first: 5) { nodes { text side } } notes(first: 5) { nodes { text } }
  documents(first: 10) { nodes { fileName status class periodMonth accountLast4 byteSize download { url } } }
  timeline(first: 30) { nodes { type at actor { kind id } data } }`

let world: World
let dataDir: string
let demo: Demo
/** What a start left that could not save the files. */
let left: unknown[]
// biome-ignore lint/suspicious/noExplicitAny: answers have many shapes.
let submissions: any[]

async function open(blobs = world.blobs): Promise<Demo> {
  const { database } = world
  return openDemo(database, { dataDir, masterKeys: MASTER_KEYS, blobs })
}

beforeAll(async () => {
  world = await createWorld()
  dataDir = await mkdtemp(join(tmpdir(), 'latchkey-demo-'))
  const put = () => Promise.reject(new Error('The disk is full.'))
  await expect(open({ ...world.blobs, put })).rejects.toThrow('full')
  left = await world.sql('SELECT id FROM funder')
  demo = await open()
  const { body } = await world.graphql(demo.key, `{ submissions(first: 20) { nodes { ${SUBMISSION} } } }`)
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  submissions = body.data.submissions.nodes
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true, force: true })
})

test('every status and closing stage, two files of one company', () => {
  const statuses = new Set(submissions.map(({ status }) => status))
  expect([...statuses].sort()).toEqual(Object.values(SubmissionStatus).sort())
  const stages = new Set(submissions.map(({ closingStage }) => closingStage))
  for (const stage of ['OFFER_ACCEPTED', 'CONTRACT_SENT', 'CONTRACT_SIGNED', 'CLEARED'])
    expect(stages).toContain(stage)
  const pair = submissions.filter(({ company }) => company.legalName === 'Keller Freight Inc.')
  expect(pair.map(({ status }) => status).sort()).toEqual(['HELD', 'IN_REVIEW'])
  expect(new Set(pair.map(({ company }) => company.taxId.last4)).size).toBe(1)
})

test('requirements, offers, decisions, messages and notes can be read', () => {
  const all = (part: string) => submissions.flatMap((one) => one[part].nodes ?? one[part])
  expect(new Set(all('requirements').map(({ status }) => status))).toEqual(
    new Set(['OPEN', 'RESPONDED', 'ACCEPTED', 'REJECTED']),
  )
  expect(new Set(all('offers').map(({ status }) => status))).toEqual(
    new Set(['OFFERED', 'ACCEPTED', 'NOT_SELECTED']),
  )
  for (const { text } of [...all('messages'), ...all('notes'), ...all('requirements')])
    expect(text.length).toBeGreaterThan(10)
  expect(new Set(all('messages').map(({ side }) => side))).toEqual(new Set(['BROKER', 'FUNDER']))
  for (const { readiness, warnings, owners } of submissions) {
    expect([readiness.isReady, warnings]).toEqual([true, []])
    expect(owners[0].ssnLast4).toMatch(/^67\d\d$/)
  }
})

test('each timeline begins with the draft, goes over several days, and ends at status and version', () => {
  const { timeline: long } = submissions.find(({ status }) => status === 'FUNDED')
  const times = long.nodes.map(({ at }: { at: string }) => new Date(at).getTime())
  expect(times[0] - times.at(-1)).toBeGreaterThan(5 * 86_400_000)
  for (const { name, status, version, timeline } of submissions) {
    const events = timeline.nodes.toReversed()
    expect(events[0].type).toBe('SUBMISSION_CREATED')
    const sorted = events.map(({ at }: { at: string }) => at)
    expect(sorted.toSorted(), name).toEqual(sorted)
    const moves = events.filter(({ data }: { data: { status?: string } }) => data.status !== undefined)
    let last = { previousStatus: 'DRAFT', status: 'DRAFT', version: 1 }
    for (const { type, data } of moves) {
      // Several events of one move have the same version and statuses.
      const before = data.version === last.version ? last.previousStatus : last.status
      expect(data.previousStatus, `${name} ${type}`).toBe(before)
      last = data
    }
    expect(last.status, name).toBe(status)
    expect(last.version, name).toBeLessThanOrEqual(version)
    expect(events.every(({ actor }: { actor: { kind: string } }) => actor.kind !== 'PLATFORM')).toBe(true)
  }
})

test('a start that cannot save the files creates no demo, so that the next one does', () => {
  expect(left).toEqual([])
})

test('documents are valid PDFs that can be downloaded', async () => {
  const documents = submissions.flatMap((one) => one.documents.nodes)
  expect(documents.length).toBeGreaterThan(30)
  for (const { fileName, byteSize, download } of documents) {
    const response = await fetch(download.url)
    expect(response.status).toBe(200)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([bytes.length, await verdictOn(bytes, fileName)]).toEqual([byteSize, 'application/pdf'])
  }
  const statements = documents.filter((one) => one.class === 'BANK_STATEMENT')
  for (const { periodMonth, accountLast4 } of statements)
    expect([periodMonth, accountLast4]).toEqual([
      expect.stringMatching(/^20\d\d-\d\d$/),
      expect.stringMatching(/^40\d\d$/),
    ])
})

test('people can continue each submission, and the broker sees no hold', async () => {
  const held = submissions.find(({ status }) => status === 'HELD')
  const release = 'mutation ($id: ID!) { releaseHold(input: { id: $id }) { status version } }'
  const { body } = await world.graphql(demo.key, release, { id: held.id })
  expect(body.data.releaseHold).toEqual({ status: 'SUBMITTED', version: held.version + 1 })
  const hidden = await world.sql(
    "SELECT count(*)::int AS count FROM event WHERE type = 'submission.held' AND broker_visible",
  )
  expect(hidden).toEqual([{ count: 0 }])
})

test('a second start adds nothing and keeps the key', async () => {
  const counts = () =>
    world.sql(`SELECT (SELECT count(*) FROM submission) AS submissions, (SELECT count(*) FROM event) AS events,
      (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM api_key) AS keys`)
  const before = await counts()
  expect((await open()).key).toBe(demo.key)
  expect(await counts()).toEqual(before)
})
