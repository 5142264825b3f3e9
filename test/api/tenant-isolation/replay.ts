// Tries at one place what another shows: every id and cursor in every argument that takes one, every address, and
// everything that can be asked without.

import { type IdentifiedType, newId, typeOfId } from '@latchkey/schema/graphql/ids.ts'
import { count } from '../../support/repeat-counts.ts'
import { askAll } from './batch-queries.ts'
import type { Harvest } from './collect-values.ts'
import type { Hidden } from './hidden-values.ts'
import { type Door, eachOf, type Reply } from './probe-client.ts'
import { type Ask, documentOf } from './probe-documents.ts'
import type { Caller } from './tenants.ts'
import { crossingsOf } from './violations.ts'

// The ordinary run tries a third of the values at each field, the next third at the next field; the soak run tries all.
const PARTS = count(3, 1)

interface Found {
  /** How often something was tried. */
  readonly tried: number
  readonly crossings: readonly string[]
}

export async function replay(
  door: Door,
  asks: readonly Ask[],
  { place: from, ids, cursors, addresses }: Harvest,
  callers: readonly Caller[],
  hidden: Hidden,
): Promise<Found> {
  let tried = 0
  const crossings: string[] = []
  const note = (caller: Caller, what: string, found: readonly string[]) => {
    tried += 1
    crossings.push(...found.map((one) => `${caller.name}: ${what} ${one}`))
  }

  const pairs = callers.flatMap((caller) => asks.map((ask) => ({ caller, ask })))
  await eachOf([...pairs.entries()], async ([part, { caller, ask }]) => {
    if (ask.takes === null) {
      const { text } = await door.ask(caller, documentOf(ask))
      note(
        caller,
        ask.name,
        hidden.shownIn(text, null).map((what) => `shows ${what}`),
      )
      return
    }
    const ofNothing = createNothing(door, caller, ask)
    const shown = [...(ask.takes === 'id' ? ids : cursors)].filter((_, index) => (index + part) % PARTS === 0)
    // What is the caller's own as well, such as the users of a funder in both environments, may be changed.
    const values = ask.operation === 'query' ? shown : shown.filter((id) => hidden.row(id) !== null)
    for (const { value, reply } of await askAll(door, caller, ask, values)) {
      const trial = { ask, value, from, reply, ofNothing: ofNothing(value) }
      note(caller, `${value} in ${ask.name}`, await crossingsOf(trial, hidden))
    }
  })
  await eachOf(callers, async (caller) => {
    for (const address of addresses) {
      const { text } = await door.get(caller, address)
      note(
        caller,
        address,
        hidden.shownIn(text, null).map((what) => `shows ${what}`),
      )
    }
    // Whoever was shut out on the way has tried nothing since.
    const { status } = await door.ask(caller, '{ viewer { environment } }')
    if (hidden.place !== null && status !== 200) crossings.push(`${caller.name} is not admitted any more`)
  })
  return { tried, crossings }
}

/** Asks with ids of nothing: of one type for all, which mostly is enough to compare with, and of the type of a value. */
function createNothing(door: Door, caller: Caller, ask: Ask): (value: string) => (() => Promise<Reply>)[] {
  const asked = new Map<string, Promise<Reply>>()
  const askFor = (type: IdentifiedType) => {
    const reply = asked.get(type) ?? door.ask(caller, documentOf(ask), { value: newId(type) })
    asked.set(type, reply)
    return reply
  }
  return (value) => {
    const types: (IdentifiedType | null)[] = ['Session', typeOfId(value)]
    return types.flatMap((type) => (type === null ? [] : [() => askFor(type)]))
  }
}
