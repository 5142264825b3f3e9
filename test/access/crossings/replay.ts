// Tries at one place what another shows: every id and cursor in every argument that takes one, every address, and
// everything that can be asked without.

import { type IdentifiedType, newId, typeOfId } from '@latchkey/schema/ids.ts'
import { type Ask, AT_ONCE, batchOf, documentOf } from './documents.ts'
import { type Door, eachOf, type Reply } from './door.ts'
import type { Harvest } from './harvest.ts'
import type { Hidden } from './hidden.ts'
import { crossingsOf } from './judge.ts'
import type { Caller } from './places.ts'

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
  await eachOf(pairs, async ({ caller, ask }) => {
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
    for (const values of inParts(ask.takes === 'id' ? ids : cursors)) {
      // What is the caller's own as well, such as the users of a funder in both environments, may be changed.
      const foreign = ask.operation === 'query' ? values : values.filter((id) => hidden.row(id) !== null)
      const replies = await askAll(door, caller, ask, foreign)
      for (const [index, value] of foreign.entries()) {
        const reply = replies[index]
        if (reply === undefined) throw new Error(`${ask.name} was not answered for ${value}.`)
        const trial = { ask, value, from, reply, ofNothing: ofNothing(value) }
        note(caller, `${value} in ${ask.name}`, await crossingsOf(trial, hidden))
      }
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
    if (hidden.place !== null && status !== 200) throw new Error(`${caller.name} is not admitted any more.`)
  })
  return { tried, crossings }
}

/** The replies to all values: of one request, or where one refusal takes all answers along, of one for each. */
async function askAll(door: Door, caller: Caller, ask: Ask, values: readonly string[]): Promise<Reply[]> {
  const document = batchOf(ask, values.length)
  if (document !== null && values.length > 1) {
    const variables = Object.fromEntries(values.map((value, index) => [`value${index}`, value]))
    const { status, text } = await door.ask(caller, document, variables)
    const { data, errors } = JSON.parse(text)
    if (!errors) return values.map((_, index) => ({ status, text: asOne(ask, data[`a${index}`]) }))
  }
  const replies = []
  for (const value of values) replies.push(await door.ask(caller, documentOf(ask), { value }))
  return replies
}

/** As if it had been asked alone. */
function asOne({ root }: Ask, answer: unknown): string {
  return JSON.stringify({ data: { [root]: answer } })
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

function* inParts(values: ReadonlySet<string>): Generator<string[]> {
  const all = [...values]
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE)
}
