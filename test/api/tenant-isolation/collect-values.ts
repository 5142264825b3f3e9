// Collects what a tenant can see: every id, cursor and URL, anywhere in its responses.

import { typeOfId } from '@latchkey/schema/graphql/ids.ts'
import { queryAll } from './batch-queries.ts'
import { eachOf, type ProbeClient, type Reply } from './probe-client.ts'
import { type Ask, documentOf } from './probe-documents.ts'
import type { Tenant } from './tenants.ts'

export interface CollectedValues {
  readonly place: Tenant
  readonly ids: ReadonlySet<string>
  readonly cursors: ReadonlySet<string>
  /** URLs on the server itself. Without signed addresses: each response has new ones, and they expire. */
  readonly addresses: ReadonlySet<string>
  /** All response texts. */
  readonly texts: readonly string[]
}

/**
 * Collects everything that each kind of credential can read, then follows each found id until there are no
 * new ones.
 */
export async function collectValues(
  client: ProbeClient,
  place: Tenant,
  sendQuery: readonly Ask[],
  mails: readonly string[],
): Promise<CollectedValues> {
  const ids = new Set<string>()
  const cursors = new Set<string>()
  const links = mails.flatMap((mail) => mail.match(/https?:\/\/\S+/g) ?? [])
  const addresses = new Set(links.filter((link) => link.startsWith(`${client.url}/`)))
  const texts: string[] = []
  const keep = ({ text }: Reply) => {
    texts.push(text)
    for (const [name, value] of stringsIn(JSON.parse(text))) {
      if (typeOfId(value) !== null) ids.add(value)
      if (/cursor$/i.test(name)) cursors.add(value)
      if (value.startsWith(`${client.url}/`) && !isSigned(value)) addresses.add(value)
    }
    if (text.includes('"hasNextPage":true')) throw new Error('A list has more than one page.')
  }
  const reading = sendQuery.filter(({ operation }) => operation === 'query')
  const first = reading.filter(({ takes }) => takes === null)
  const [owner, ...others] = place.callers
  if (owner === undefined) throw new Error('The tenant has no caller.')
  const keys = others.filter(({ headers }) => 'x-api-key' in headers)
  const pairs = [owner, ...keys].flatMap((caller) => first.map((sendQuery) => ({ caller, ask: sendQuery })))
  await eachOf(pairs, async ({ caller, ask: sendQuery }) =>
    keep(await client.ask(caller, documentOf(sendQuery))),
  )

  const byId = reading.filter(({ takes }) => takes === 'id')
  const tried = new Set<string>()
  while (ids.size > tried.size) {
    const values = [...ids.difference(tried)]
    await eachOf(byId, async (sendQuery) => {
      for (const { reply } of await queryAll(client, owner, sendQuery, values)) keep(reply)
    })
    for (const value of values) tried.add(value)
  }
  return { place, ids, cursors, addresses, texts }
}

function isSigned(address: string): boolean {
  return /\/(blobs|documents)\/|\/documents\.zip\?/.test(address)
}

/** Yields each string of a JSON value with the name of its field. */
function* stringsIn(value: unknown, name = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [name, value]
  else if (Array.isArray(value)) for (const one of value) yield* stringsIn(one, name)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) yield* stringsIn(one, key)
}
