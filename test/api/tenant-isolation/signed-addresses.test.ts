// Documents and uploads of another tenant: their ids are unknown there, and no forged address opens anything.

import { newId } from '@latchkey/schema/graphql/ids.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementOf } from '../../support/files/samples.ts'
import { placeFor, uploads } from '../../support/files/uploads.ts'
import { createWorld, type World } from '../../support/world.ts'
import { ProbeClient } from './probe-client.ts'
import { tryForgeries } from './signed-addresses.ts'
import type { Caller } from './tenants.ts'

interface Place {
  readonly mark: string
  readonly callers: readonly Caller[]
  /** By the type of the id. */
  readonly ids: Readonly<Record<'Document' | 'Upload' | 'Submission', readonly string[]>>
}

/** Everything that takes the id of a document, an upload, or the submission to upload to. */
const FIELDS = {
  Document: [
    'query ($id: ID!) { document(id: $id) { id fileName download { url } } }',
    'query ($id: ID!) { node(id: $id) { id } }',
    'mutation ($id: ID!) { removeDocument(input: { id: $id }) { id } }',
    'mutation ($id: ID!) { rejectDocument(input: { id: $id, reason: UNREADABLE }) { id } }',
  ],
  Upload: [
    'query ($id: ID!) { node(id: $id) { id } }',
    'mutation ($id: ID!) { completeDocumentUpload(input: { uploadId: $id }) { id } }',
  ],
  Submission: [
    'query ($id: ID!) { submission(id: $id) { documentsArchive { url } documents { nodes { id } } } }',
    `mutation ($id: ID!) { requestDocumentUpload(input: {
       submissionId: $id, fileName: "a.pdf", byteSize: 1 }) { url } }`,
  ],
} as const

let world: World
let client: ProbeClient
let places: readonly Place[]

beforeAll(async () => {
  world = await createWorld()
  client = new ProbeClient(world.url)
  const amber = await world.funder()
  const funders = [amber, await amber.inEnvironment('PRODUCTION'), await world.funder()]
  const made: Place[] = []
  // One after another: the first two have the same owner, whose password is set by the first sign-in.
  for (const [index, funder] of funders.entries()) {
    const mark = `content of tenant ${index}`
    const broker = await funder.broker(`bee-${index}.example`)
    const ids = { Document: [] as string[], Upload: [] as string[], Submission: [] as string[] }
    for (const name of ['first', 'second']) {
      const id = await broker.submits()
      ids.Submission.push(id)
      ids.Document.push(await uploads(broker, id, statementOf(`${mark}, ${name}`)))
      ids.Upload.push((await placeFor(broker, id, 10)).id)
    }
    const { bearer } = await funder.logsIn({ userId: funder.ownerId })
    const credentials = [
      { authorization: `Bearer ${bearer}` },
      { 'x-api-key': funder.secret },
      { 'x-api-key': broker.secret },
    ]
    const callers = credentials.map((headers, kind) => ({
      name: `caller ${kind} of tenant ${index}`,
      headers,
    }))
    made.push({ mark, callers, ids })
  }
  places = made
})
afterAll(async () => {
  client[Symbol.dispose]()
  await world[Symbol.asyncDispose]()
})

test('the ids of another tenant or environment are answered like unknown ids, and change nothing', async () => {
  const rows = () =>
    world.sql(`SELECT d::text AS row FROM document d UNION ALL SELECT u::text FROM upload u ORDER BY 1`)
  const before = await rows()
  const gist = (text: string) => {
    const { data, errors } = JSON.parse(text)
    return JSON.stringify({ data, errors }).replace(/"requestId":"[^"]*"|[a-z]{3}_[0-9a-z]{26}/g, '')
  }
  let tried = 0
  const crossings: string[] = []
  for (const place of places)
    for (const caller of place.callers)
      for (const type of ['Document', 'Upload', 'Submission'] as const)
        for (const field of FIELDS[type]) {
          const unknown = await client.ask(caller, field, { id: newId(type) })
          for (const other of places.filter((one) => one !== place))
            for (const id of other.ids[type]) {
              tried += 1
              const { status, text } = await client.ask(caller, field, { id })
              if (status !== unknown.status || gist(text) !== gist(unknown.text))
                crossings.push(`${caller.name}: ${field} ${text}`)
            }
        }
  console.log(`ids of documents and uploads: ${crossings.length} of ${tried} cross`)
  expect(crossings).toEqual([])
  expect(await rows()).toEqual(before)
})

test('signed addresses open only the object that they were signed for', async () => {
  const submissions = places.flatMap(({ ids }) => ids.Submission)
  const found = []
  for (const { callers, mark } of places)
    for (const caller of callers) found.push(await tryForgeries(client, caller, submissions, mark))
  const crossings = found.flatMap((one) => one.crossings)
  const tried = found.reduce((sum, one) => sum + one.tried, 0)
  const opened = found.reduce((sum, one) => sum + one.opened, 0)
  console.log(`signed addresses: ${crossings.length} of ${tried} forgeries open; ${opened} real ones do`)
  expect(crossings).toEqual([])
  // Each of the nine callers has two documents and two archives.
  expect(opened).toBe(36)
})
