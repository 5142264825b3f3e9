// Lists, which the server gives out in pages.

import type { PageInfo } from './generated/types.ts'

/** One page of a list, newest first. */
export interface Page<Item> {
  /** What is on the page. */
  readonly nodes: readonly Item[]
  /** Whether more comes, and the cursor to ask for it with. */
  readonly pageInfo: PageInfo
}

/** Which part of a list. */
export interface ListOptions<Filter> {
  /** All of what is given must hold. Left out: everything. */
  readonly filter?: Filter | undefined
  /** How many to a page, from 1 to 100. Left out: 20. Iterating goes through all pages, whatever their size. */
  readonly first?: number | undefined
  /** The `endCursor` of the page before the first one wanted. */
  readonly after?: string | null | undefined
}

/**
 * A list that has not been asked for yet. Every `for await` and every `page()` asks anew.
 *
 * ```ts
 * for await (const key of latchkey.apiKeys.list()) …
 * ```
 */
export class List<Item> implements AsyncIterable<Item> {
  readonly #load: (after: string | null) => Promise<Page<Item>>
  readonly #after: string | null

  /** @internal */
  constructor(after: string | null | undefined, load: (after: string | null) => Promise<Page<Item>>) {
    this.#after = after ?? null
    this.#load = load
  }

  /** One page: `nodes` and `pageInfo`. Pass its `endCursor` as `after` of the next list. Rejects as every call does. */
  page(): Promise<Page<Item>> {
    return this.#load(this.#after)
  }

  /** Every item of every page. A page is asked for when the one before it is used up. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let after = this.#after
    for (;;) {
      const { nodes, pageInfo } = await this.#load(after)
      yield* nodes
      if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return
      after = pageInfo.endCursor
    }
  }
}
