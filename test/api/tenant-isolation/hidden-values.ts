// What must not show at a place: told by the rows, and by the marks of the texts in them.

import { idOf, type Row } from './rows.ts'
import type { Tenant } from './tenants.ts'

export class Hidden {
  /** By id. */
  readonly #rows: ReadonlyMap<string, Row>
  readonly #marks: readonly string[]
  readonly place: Tenant | null

  /** @param place null: of whoever belongs nowhere, to whom nothing shows */
  constructor(place: Tenant | null, rows: readonly Row[], tenants: readonly Tenant[]) {
    const own = new Set(place === null ? [] : rows.filter((row) => isAt(row, place)))
    // The directory of brokers is the platform's. Of it, those show with whom the place has a relationship, by id, name
    // and domains, whoever else has one with them too; and nothing of what others have with them.
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

  /** The row of an id, if it is hidden. */
  row(id: string): Row | null {
    return this.#rows.get(id) ?? null
  }

  /** What a text shows of it, inside of cursors too, and does not just repeat. */
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
