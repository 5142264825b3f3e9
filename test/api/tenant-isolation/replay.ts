// Replays at one tenant what another tenant can see, and reports violations.
// It tries every id and cursor in every argument that takes one, every URL, and every query that needs no
// value.

import { type IdentifiedType, newId, typeOfId } from '@latchkey/schema/graphql/ids.ts'
import { count } from '../../support/repeat-counts.ts'
import { queryAll } from './batch-queries.ts'
import type { CollectedValues } from './collect-values.ts'
import type { Hidden } from './hidden-values.ts'
import { eachOf, type ProbeClient, type Reply } from './probe-client.ts'
import { type Ask, documentOf } from './probe-documents.ts'
import type { Caller } from './tenants.ts'
import { crossingsOf } from './violations.ts'

// `test:slow` tries every 24th value at each field, and the next ones at the next field; `test:soak` tries a third. More
// would take longer than the 15 minutes of a bearer token.
const PARTS = count(24, 3)

interface Found {
  /** Number of attempts. */
  readonly tried: number
  readonly crossings: readonly string[]
}

export async function replay(
  client: ProbeClient,
  sendQuery: readonly Ask[],
  { place: from, ids, cursors, addresses }: CollectedValues,
  callers: readonly Caller[],
  hidden: Hidden,
): Promise<Found> {
  let tried = 0
  const crossings: string[] = []
  const note = (caller: Caller, what: string, found: readonly string[]) => {
    tried += 1
    crossings.push(...found.map((one) => `${caller.name}: ${what} ${one}`))
  }

  const pairs = callers.flatMap((caller) => sendQuery.map((sendQuery) => ({ caller, ask: sendQuery })))
  await eachOf([...pairs.entries()], async ([part, { caller, ask: sendQuery }]) => {
    if (sendQuery.takes === null) {
      const { text } = await client.ask(caller, documentOf(sendQuery))
      note(
        caller,
        sendQuery.name,
        hidden.shownIn(text, null).map((what) => `shows ${what}`),
      )
      return
    }
    const ofNothing = createNothing(client, caller, sendQuery)
    const shown = [...(sendQuery.takes === 'id' ? ids : cursors)].filter(
      (_, index) => (index + part) % PARTS === 0,
    )
    // Objects that also belong to the caller, such as the users of a funder in both environments, may be
    // changed.
    const values = sendQuery.operation === 'query' ? shown : shown.filter((id) => hidden.row(id) !== null)
    for (const { value, reply } of await queryAll(client, caller, sendQuery, values)) {
      const trial = { ask: sendQuery, value, from, reply, ofNothing: ofNothing(value) }
      note(caller, `${value} in ${sendQuery.name}`, await crossingsOf(trial, hidden))
    }
  })
  await eachOf(callers, async (caller) => {
    for (const address of addresses) {
      const { text } = await client.get(caller, address)
      note(
        caller,
        address,
        hidden.shownIn(text, null).map((what) => `shows ${what}`),
      )
    }
    // If a caller lost access during the test, its later attempts tested nothing.
    const { status } = await client.ask(caller, '{ viewer { environment } }')
    if (hidden.place !== null && status !== 200) crossings.push(`${caller.name} has lost access`)
  })
  return { tried, crossings }
}

/**
 * Queries with ids of nothing: one of a fixed type, which usually suffices for the comparison, and one of the
 * value's own type.
 */
function createNothing(
  client: ProbeClient,
  caller: Caller,
  sendQuery: Ask,
): (value: string) => (() => Promise<Reply>)[] {
  const requested = new Map<string, Promise<Reply>>()
  const askFor = (type: IdentifiedType) => {
    const reply = requested.get(type) ?? client.ask(caller, documentOf(sendQuery), { value: newId(type) })
    requested.set(type, reply)
    return reply
  }
  return (value) => {
    const types: (IdentifiedType | null)[] = ['Session', typeOfId(value)]
    return types.flatMap((type) => (type === null ? [] : [() => askFor(type)]))
  }
}
