// Exports `List` and page types: the paginated results of all `list` methods.

import type { PageInfo } from '../generated/types.ts'

/** One page of a list, newest first. */
export interface Page<Item> {
  /** The items of the page. */
  readonly nodes: readonly Item[]
  /** Whether there are more items before and after, and the cursors to request them. */
  readonly pageInfo: PageInfo
}

/** A page with the total count. */
export interface CountedPage<Item> extends Page<Item> {
  /** The number of items in all pages. */
  readonly totalCount: number
}

/** Options of `List.page`. */
export interface PageOptions {
  /** Counts all items of the list too. Default: false, because counting a long list takes time. */
  readonly totalCount?: boolean | undefined
}

/** The part of a list that is requested. */
export interface ListOptions<Filter> {
  /** All of its conditions must hold. Default: no condition. */
  readonly filter?: Filter | undefined
  /** The page size, 1 to 100, counted from the newest item. Default: 20. Iterating goes through all pages. */
  readonly first?: number | undefined
  /** A cursor. Only items after it: the `endCursor` of a page gives the next page. */
  readonly after?: string | null | undefined
  /**
   * The page size, 1 to 100, counted from the oldest item; instead of `first`. Iterating yields the oldest
   * item first.
   */
  readonly last?: number | undefined
  /** A cursor. Only items before it: the `startCursor` of a page, with `last`, gives the previous page. */
  readonly before?: string | null | undefined
}

/** The variables of one page; those of `withTotal` are left out unless it is counted. */
interface PageVariables {
  readonly first: number | undefined
  readonly after: string | null
  readonly last?: number
  readonly before?: string
  readonly withTotal?: boolean
}

interface LoadedPage<Item> extends Page<Item> {
  readonly totalCount?: number | undefined
}

/**
 * A list that has not been requested yet. Every `for await` and every `page()` sends new requests.
 *
 * ```ts
 * for await (const key of latchkey.apiKeys.list()) …
 * ```
 */
export class List<Item> implements AsyncIterable<Item> {
  readonly #load: (variables: PageVariables) => Promise<LoadedPage<Item>>
  readonly #range: PageVariables
  readonly #isBackward: boolean

  /** @internal */
  constructor(
    { first, after, last, before }: ListOptions<unknown>,
    load: (variables: PageVariables) => Promise<LoadedPage<Item>>,
  ) {
    this.#load = load
    this.#range = {
      first,
      after: after ?? null,
      ...(last === undefined ? {} : { last }),
      ...(before == null ? {} : { before }),
    }
    this.#isBackward = first === undefined && (last !== undefined || before != null)
  }

  /**
   * Requests one page: `nodes`, `pageInfo` and, if requested, `totalCount`. For the next page, pass its
   * `endCursor` as `after` of a new list. For the previous page, pass its `startCursor` as `before`, with
   * `last`.
   */
  page(options: PageOptions & { readonly totalCount: true }): Promise<CountedPage<Item>>
  page(options?: PageOptions): Promise<Page<Item>>
  page({ totalCount = false }: PageOptions = {}): Promise<Page<Item>> {
    return this.#load(totalCount ? { ...this.#range, withTotal: true } : this.#range)
  }

  /** Every item of every page. A page is requested when the one before it is used up. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    let range = this.#range
    for (;;) {
      const { nodes, pageInfo } = await this.#load(range)
      yield* this.#isBackward ? nodes.toReversed() : nodes
      const cursor = this.#isBackward ? pageInfo.startCursor : pageInfo.endCursor
      const hasMore = this.#isBackward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage
      if (!hasMore || cursor === null) return
      range = { ...range, [this.#isBackward ? 'before' : 'after']: cursor }
    }
  }
}
