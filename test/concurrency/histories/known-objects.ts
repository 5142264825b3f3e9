// The objects of a history so far, by name. Turns a random choice into an action on them.

import type { KeyKind } from '@latchkey/prisma'
import type { Choice } from './history.ts'
import type { Act, By } from './key-model.ts'

export class KnownObjects {
  readonly kind: KeyKind
  readonly domain: string
  /** Ids of keys, by name. */
  readonly keys = new Map<string, string>()
  /** Secrets with the names of their keys, by name. */
  readonly secrets = new Map<string, { readonly key: string; readonly secret: string }>()
  /** Set when there is a BROKER key. */
  relationshipId = ''
  #names = 0

  constructor(kind: KeyKind, domain: string) {
    this.kind = kind
    this.domain = domain
  }

  /** Turns a choice into an action with a caller and a target. */
  settle({ what, by, back, grace, in: hours }: Choice): { readonly act: Act; readonly by: By } {
    const [name, { key }] = newest(this.secrets, back)
    const person = by === 'SELF' ? 'SESSION' : by
    switch (what) {
      case 'create':
        return this.creation()
      case 'use':
        return { act: { do: what }, by: { secret: name } }
      case 'pause':
      case 'resume':
      case 'end':
        return { act: { do: what }, by: person }
      case 'expire':
        return { act: { do: what, key: newest(this.keys, back)[0], in: hours }, by: person }
    }
    // Only BROKER keys can act on themselves.
    const self = by === 'SELF' && this.kind === 'BROKER' && (what === 'rotate' || what === 'cancel')
    const mutationById = self
      ? { key, by: { secret: name } }
      : { key: newest(this.keys, back)[0], by: person }
    if (what !== 'rotate') return { act: { do: what, key: mutationById.key }, by: mutationById.by }
    return { act: { do: what, key: mutationById.key, grace, makes: this.#name() }, by: mutationById.by }
  }

  /** Creates another key. Only users can create every kind of key. */
  creation(): { readonly act: Act; readonly by: By } {
    return { act: { do: 'create', makes: this.#name() }, by: 'SESSION' }
  }

  #name(): string {
    this.#names += 1
    return `n${this.#names}`
  }
}

function newest<T>(named: ReadonlyMap<string, T>, back: number): [string, T] {
  const all = [...named]
  const found = all.at(-1 - (back % all.length))
  if (found === undefined) throw new Error('No objects exist yet.')
  return found
}
