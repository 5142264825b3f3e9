// The values that a tenant must not see, from the database rows and the marks in their texts.

import { idOf, type Row } from './rows.ts'
import type { Tenant } from './tenants.ts'

export class Hidden {
  /** By id. */
  readonly #rows: ReadonlyMap<string, Row>
  readonly #marks: readonly string[]
  readonly place: Tenant | null

  /** @param place null: a caller without a tenant, who must see nothing */
  constructor(place: Tenant | null, rows: readonly Row[], tenants: readonly Tenant[]) {
    const own = new Set(place === null ? [] : rows.filter((row) => isAt(row, place)))
    // The broker directory belongs to the platform. A tenant sees the brokers that it has a relationship
    // with, by id, name and domains, even if other tenants have one with them too. It sees nothing of the
    // others' relationships.
    const partners = new Set([...own].flatMap(({ parents }) => parents.filter(isOfNobody)))
    const hidden = rows.filter((row) => !own.has(row) && !partners.has(row))
    this.place = place
    this.#rows = new Map(
      hidden.flatMap((row): [string, Row][] => {
        const id = idOf(row)
        return id === null ? [] : [[id, row]]
      }),
    )
    this.#marks = tenants.flatMap(({ marks }) => marks).filter((mark) => !place?.marks.includes(mark))
  }

  /** Returns the row of an id if it is hidden. */
  row(id: string): Row | null {
    return this.#rows.get(id) ?? null
  }

  /** Returns the hidden values that a text shows, inside cursors too, except the value that was sent. */
  shownIn(text: string, sent: string | null): string[] {
    const texts = [text, ...decoded(text)]
    const ids = texts.flatMap((one) => one.match(/(?<![a-z])[a-z]{3}_[0-9a-z]{26}(?![0-9a-z])/g) ?? [])
    const marks = this.#marks.filter((mark) => texts.some((one) => one.includes(mark)))
    return [...new Set([...ids.filter((id) => id !== sent && this.#rows.has(id)), ...marks])]
  }
}

function isAt({ funderId, environment }: Row, place: Tenant): boolean {
  return funderId === place.funderId && (environment === null || environment === place.environment)
}

function isOfNobody({ funderId }: Row): boolean {
  return funderId === null
}

function decoded(text: string): string[] {
  return text.match(/[\w-]{24,}/g)?.map((word) => Buffer.from(word, 'base64url').toString()) ?? []
}
