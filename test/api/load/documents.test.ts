// The server's memory stays constant, whatever and however many documents it receives.

import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld, type World } from '../../support/world.ts'
import { MeasuredServer } from './start-measured-server.ts'

// The heap limit. Documents cached with their errors would fill it after some 2,000.
const HEAP_MB = 160
const DOCUMENTS = count(4_000, 100_000)
const AT_ONCE = 16

let world: World
let funder: Funder
let server: MeasuredServer
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  server = await MeasuredServer.start({ url: world.databaseUrl }, HEAP_MB)
})
afterAll(async () => {
  agent.destroy()
  await server[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const SIZED = 'apiKeys(first: $n) { nodes { id } }'
const KINDS: readonly ((index: number) => { readonly query: string; readonly variables?: object })[] = [
  (index) => ({ query: `{ viewer { a${index}: environment } }` }),
  (index) => ({ query: `# ${index} ${'x'.repeat(2_000)}\n{ viewer { environment } }` }),
  // Valid, and large when parsed: some 900 KB each.
  (index) => ({ query: `${'#\n'.repeat(10_000)}{ viewer { a${index}: environment } }` }),
  (index) => ({ query: `{ b${index} }` }),
  (index) => ({ query: `{ viewer { c${index} ${'d '.repeat(100)} } }` }),
  (index) => ({ query: `{ viewer { e${index} ` }),
  (index) => ({ query: `{ viewer { ${'environment '.repeat(450)} f${index}: environment } }` }),
  (index) => ({ query: `{ g${index}: apiKeys(first: 100) { nodes { rejectedUses { prefix } } } }` }),
  (index) => ({ query: `query ($n: Int) { ${SIZED} }`, variables: { n: (index % 100) + 1 } }),
  (index) => ({ query: `query ($n: Int) { ${SIZED} }`, variables: { n: `h${index}` } }),
  (index) => ({ query: `query I${index} { viewer { environment } }`, variables: { [`i${index}`]: index } }),
]

function send({
  query,
  variables = {},
}: {
  readonly query: string
  readonly variables?: object
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-api-key': funder.secret }
    const sent = request(`${server.address}/graphql`, { method: 'POST', headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', reject).end(JSON.stringify({ query, variables }))
  })
}

/** Sends documents that no other call sends. */
async function sendAll(from: number, to: number): Promise<ReadonlySet<number>> {
  const statuses = new Set<number>()
  let next = from
  const worker = async () => {
    for (let index = next++; index < to; index = next++) {
      const kind = KINDS[index % KINDS.length]
      if (kind !== undefined) statuses.add(await send(kind(index)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return statuses
}

test(
  `memory stays constant over ${DOCUMENTS} different documents: valid, invalid, too complex, unparsable`,
  async () => {
    // The cache is full now, and everything that is created once exists.
    const half = DOCUMENTS / 2
    await sendAll(0, half)
    const before = await server.measure()
    expect(await sendAll(half, DOCUMENTS)).toEqual(new Set([200, 400]))
    const after = await server.measure()
    const perDocument = (after.heapBytes - before.heapBytes) / half
    console.log(
      `heap ${(before.heapBytes / 1e6).toFixed(1)} MB, and ${(after.heapBytes / 1e6).toFixed(1)} MB after ${half} more: ${perDocument.toFixed(0)} bytes each`,
    )
    // A retained document needs at least 6 KB.
    expect(perDocument).toBeLessThan(count(2_000, 100))
  },
  count(120_000, 900_000),
)
