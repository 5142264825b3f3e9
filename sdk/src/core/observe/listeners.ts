// Listeners: the registered listeners of `latchkey.on`. Used by transport.ts.

import { LatchkeyError } from '../errors.ts'
import type { LatchkeyEvents } from './events.ts'
import type { Log } from './logger.ts'

/** What it returns is ignored. It may be async. */
export type Listener<Event> = (event: Event) => unknown

type Sets = { readonly [Name in keyof LatchkeyEvents]: Set<Listener<LatchkeyEvents[Name]>> }

export class Listeners {
  readonly #sets: Sets = { request: new Set(), response: new Set(), retry: new Set() }

  /** Returns a function that removes the listener. */
  add<Name extends keyof LatchkeyEvents>(name: Name, listener: Listener<LatchkeyEvents[Name]>): () => void {
    if (!Object.hasOwn(this.#sets, name))
      throw new LatchkeyError(`Unknown event. Use one of ${Object.keys(this.#sets).join(', ')}.`)
    if (typeof listener !== 'function') throw new LatchkeyError('The listener must be a function.')
    // A copy, so that a listener that was added twice is called twice and removed one at a time.
    const own: Listener<LatchkeyEvents[Name]> = (event) => listener(event)
    const set: Set<Listener<LatchkeyEvents[Name]>> = this.#sets[name]
    set.add(own)
    return () => {
      set.delete(own)
    }
  }

  emit<Name extends keyof LatchkeyEvents>(name: Name, event: LatchkeyEvents[Name], log: Log): void {
    const set: Set<Listener<LatchkeyEvents[Name]>> = this.#sets[name]
    for (const listener of [...set]) notify(listener, event, `listener of "${name}"`, log)
  }
}

/** Calls code of the caller. If it fails, the call of the API goes on. */
export function notify<Event>(listener: Listener<Event>, event: Event, what: string, log: Log): void {
  // The message of the error may contain anything, so it is not logged.
  const report = () => log('error', `The ${what} failed. Catch its errors in your code.`)
  try {
    Promise.resolve(listener(event)).catch(report)
  } catch {
    report()
  }
}
