// Several uploads of 25 MB at once take little memory: the server passes the bytes on as they arrive.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BrokerActor } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { completes, placeFor, type Uploader } from '../../support/files/uploads.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld, type World } from '../../support/world.ts'
import { MeasuredServer } from './start-measured-server.ts'

const AT_ONCE = count(8, 20)
const SIZE = 25 * 1024 * 1024
const MAX_GROWTH_MB = 64
const piece = randomBytes(64 * 1024)

let world: World
let broker: BrokerActor
let server: MeasuredServer

beforeAll(async () => {
  world = await createWorld()
  broker = await (await world.funder()).broker('bee.example')
})
afterAll(() => world[Symbol.asyncDispose]())

/** Sends documents to the measured server, with the key of the broker. */
const sender: Uploader = {
  async query(query, variables = {}) {
    const response = await fetch(`${server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': broker.secret },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  },
}

/** A file of 25 MB that is never whole in memory, here or there. */
function bodyOf(index: number): ReadableStream<Uint8Array> {
  const start = statementOf(`file ${index}`)
  let left = SIZE
  return new ReadableStream({
    pull(controller) {
      const next = left === SIZE ? start : piece.subarray(0, Math.min(piece.length, left))
      left -= next.length
      controller.enqueue(new Uint8Array(next))
      if (left === 0) controller.close()
    },
  })
}

/** Asks again while the server answers that it is busy, as programs do. */
async function untilAccepted<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!String(error).includes('UNAVAILABLE')) throw error
    }
  }
}

async function uploadOne(submissionId: string, index: number): Promise<string> {
  const place = await untilAccepted(() => placeFor(sender, submissionId, SIZE))
  const init = { method: 'PUT', body: bodyOf(index), duplex: 'half' } as RequestInit
  const response = await fetch(place.url, init)
  if (!response.ok) throw new Error(await response.text())
  return untilAccepted(async () => {
    const { body } = await completes(sender, place.id)
    if (body.errors) throw new Error(JSON.stringify(body.errors))
    return body.data.completeDocumentUpload.status
  })
}

test(
  `${AT_ONCE} uploads of 25 MB at once: memory grows by less than ${MAX_GROWTH_MB} MB`,
  async () => {
    // Uploads that are whole in memory grow it by 25 MB each in every round. On a machine that is busy with something
    // else, garbage that is not yet collected can do that too, but not in three rounds.
    const grown: number[] = []
    while (grown.length < 3 && !grown.some((growth) => growth < MAX_GROWTH_MB)) {
      // A new process each time, because the highest value is that of the whole life of a process.
      await using measured = await MeasuredServer.start({ url: world.databaseUrl }, 160)
      server = measured
      const submissionId = await broker.submits()
      // One upload first, so that everything that is created once exists.
      expect(await uploadOne(submissionId, AT_ONCE)).toBe('UPLOADED')
      const before = await server.measure()
      const statuses = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => uploadOne(submissionId, index)),
      )
      expect(new Set(statuses)).toEqual(new Set(['UPLOADED']))
      const after = await server.measure()
      grown.push((after.maxRssBytes - before.rssBytes) / 2 ** 20)
      console.log(
        `memory grew by ${grown.at(-1)?.toFixed(1)} MB, from ${(before.rssBytes / 2 ** 20).toFixed(1)} MB`,
      )
    }
    expect(Math.min(...grown)).toBeLessThan(MAX_GROWTH_MB)
  },
  count(180_000, 600_000),
)
