// Tenant isolation: replays what one tenant sees at every other tenant; nothing may cross.
//
// Both environments of a funder may see the funder and its users. Every tenant may see the brokers that it
// has a relationship with, by id, name and domains.

import { typeOfId } from '@latchkey/schema/graphql/ids.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServers } from '../../support/processes/server-pair.ts'
import { createWorld, type World } from '../../support/world.ts'
import { type CollectedValues, collectValues } from './collect-values.ts'
import { Hidden } from './hidden-values.ts'
import { ProbeClient } from './probe-client.ts'
import { type Ask, asksOf } from './probe-documents.ts'
import { replay } from './replay.ts'
import { contentOf, idOf, type Row, readRows, USES } from './rows.ts'
import { type Caller, createTenants, type Tenant } from './tenants.ts'

const PLANTED = new URL('planted-fault-preload.ts', import.meta.url).href
// Tens of thousands of requests, on a machine that may be busy.
const TIMEOUT_MS = 600_000

let world: World
let client: ProbeClient
let amber: readonly Tenant[]
let birch: readonly Tenant[]
let sendQuery: Ask[]
/** The values of the funder amber, per tenant. */
let collected: readonly CollectedValues[]

beforeAll(async () => {
  world = await createWorld()
  client = new ProbeClient(world.url)
  amber = await createTenants(world, 'amber')
  birch = await createTenants(world, 'birch')
  sendQuery = asksOf(await client.readSchema(ownerOf(amber[0]!)))
  const mails = (await world.mails()).map(({ text }) => text).filter((text) => text.includes('amber'))
  collected = await Promise.all(amber.map((place) => collectValues(client, place, sendQuery, mails)))
}, TIMEOUT_MS)
afterAll(async () => {
  client[Symbol.dispose]()
  await world[Symbol.asyncDispose]()
})

/** Replays at one tenant what was collected at another. All rows must be unchanged afterwards. */
async function tryAt(
  place: Tenant | null,
  callers: readonly Caller[],
  from: CollectedValues,
  through = { client, query: sendQuery },
) {
  // Write the pending usage of earlier requests first.
  await world.flushUsage()
  const before = await readRows(world)
  const hidden = new Hidden(place, before, [...amber, ...birch])
  // Uploads are in no query: the broker got their ids in responses of requestDocumentUpload.
  const uploads = rowsOf(from.place, before).filter(({ table }) => table === 'upload')
  const ids = from.ids.union(new Set(uploads.flatMap((row) => idOf(row) ?? [])))
  const { tried, crossings } = await replay(through.client, through.query, { ...from, ids }, callers, hidden)
  await world.flushUsage()
  // Outsiders also send dead secrets, which are recorded.
  const without = place === null ? USES : []
  const [was, is] = [before, await readRows(world)].map((rows) =>
    contentOf(rowsOf(from.place, rows), without),
  )
  const changed = [...was!.symmetricDifference(is!)].map((row) => `A caller at ${place?.name} changed ${row}`)
  return { tried, crossings: [...crossings, ...changed] }
}

test('each tenant sees all of its own data, and the check detects every value', async () => {
  const rows = await readRows(world)
  const hidden = new Hidden(null, rows, [...amber, ...birch])
  for (const { place, ids, cursors, addresses, texts } of collected) {
    const own = rowsOf(place, rows).flatMap((row) => idOf(row) ?? [])
    const showing = own.filter((id) => schema.getType(typeOfId(id) ?? '') !== undefined)
    expect(new Set(showing).difference(ids)).toEqual(new Set())
    expect(cursors.size).toBeGreaterThan(20)
    expect([...addresses].map((address) => new URL(address).pathname)).toContain('/set-password')
    // The check itself works: it would notice each of these values.
    const noticed = new Set(texts.flatMap((text) => hidden.shownIn(text, null)))
    expect(noticed).toEqual(ids.union(new Set(place.marks)))
  }
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  )
  expect(new Set(sendQuery.map(({ root }) => root))).toEqual(new Set(roots))
})

test(
  'shows nothing of another environment',
  async () => {
    const [development, production] = amber
    const [ofDevelopment, ofProduction] = collected
    const found = [
      await tryAt(production!, production!.callers, ofDevelopment!),
      await tryAt(development!, development!.callers, ofProduction!),
    ]
    expect(report('environment', found)).toEqual([])
  },
  TIMEOUT_MS,
)

test(
  'shows nothing of another funder, also to unauthenticated callers',
  async () => {
    const found = []
    for (const place of birch) {
      const [same, other] = collected.toSorted((a) => (a.place.environment === place.environment ? -1 : 1))
      found.push(await tryAt(place, place.callers, same!))
      found.push(await tryAt(place, place.callers.slice(0, 1), other!))
    }
    const dead = amber[0]!.deadSecrets.slice(1, 2).map((secret) => ({ 'x-api-key': secret }))
    const unauthenticated = [{}, { 'x-api-key': 'invented' }, { authorization: 'Bearer invented' }, ...dead]
    const callers = unauthenticated.map((headers) => ({ name: 'without a valid credential', headers }))
    found.push(await tryAt(null, callers, collected[0]!))
    expect(report('tenant', found)).toEqual([])
  },
  TIMEOUT_MS,
)

test(
  'both tests above fail if a relation is not scoped to its tenant',
  async () => {
    const options = { url: world.databaseUrl, connections: 10 } as const
    await using servers = await startServers(1, options, ['--import', PLANTED])
    using planted = new ProbeClient(servers.addresses[0]!)
    const through = { client: planted, query: asksOf(await planted.readSchema(ownerOf(birch[0]!))) }
    const at = (place: Tenant) => tryAt(place, place.callers.slice(0, 1), collected[0]!, through)
    for (const [kind, place] of [
      ['environment', amber[1]!],
      ['tenant', birch[0]!],
    ] as const) {
      const found = report(`with an unscoped relation, ${kind}`, [await at(place)])
      expect(found.some((crossing) => /: relationships shows rel_/.test(crossing))).toBe(true)
      expect(found.some((crossing) => /goes through/.test(crossing))).toBe(false)
    }
  },
  TIMEOUT_MS,
)

function report(kind: string, all: readonly { tried: number; crossings: readonly string[] }[]): string[] {
  const crossings = all.flatMap((found) => found.crossings)
  const tried = all.reduce((sum, found) => sum + found.tried, 0)
  console.log(`${kind} crossings: ${crossings.length} of ${tried}`)
  return crossings
}

function ownerOf({ callers }: Tenant): Caller {
  return callers[0]!
}

/** The rows of this tenant only, and those of its funder in both environments. */
function rowsOf({ funderId, environment }: Tenant, rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.funderId === funderId && [null, environment].includes(row.environment))
}
