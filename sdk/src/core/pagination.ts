// Exports `List` and page types: the paginated results of all `list` methods.

import type { PageInfo } from '../generated/types.ts'
import { LatchkeyError } from './errors.ts'
import type { LatchkeyPromise } from './response/latchkey-promise.ts'

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

/** Options of `List.toArray`. */
export interface ArrayOptions {
  /** Required, so that nobody loads a long list by mistake. 1 to 10,000 items. */
  readonly limit: number
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
 * A list that has not been requested yet. Iterate over it, or call `page()`, `pages()`, `toArray()` or
 * `totalCount()`. Each of them sends new requests. A list cannot be awaited.
 *
 * ```ts
 * for await (const submission of latchkey.submissions.list()) …
 * const newest = await latchkey.submissions.list().toArray({ limit: 500 })
 * const { nodes, pageInfo } = await latchkey.submissions.list({ first: 50 }).page()
 * ```
 */
export class List<Item> implements AsyncIterable<Item> {
  readonly #load: (variables: PageVariables) => LatchkeyPromise<LoadedPage<Item>>
  readonly #range: PageVariables
  readonly #isBackward: boolean

  /** @internal */
  constructor(
    { first, after, last, before }: ListOptions<unknown>,
    load: (variables: PageVariables) => LatchkeyPromise<LoadedPage<Item>>,
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
  page(options: PageOptions & { readonly totalCount: true }): LatchkeyPromise<CountedPage<Item>>
  page(options?: PageOptions): LatchkeyPromise<Page<Item>>
  page({ totalCount = false }: PageOptions = {}): LatchkeyPromise<Page<Item>> {
    return this.#load(totalCount ? { ...this.#range, withTotal: true } : this.#range)
  }

  /**
   * Every page, as an async iterator. A page is requested when you are done with the one before it. With `last`
   * or `before`, the oldest page comes first; the items of a page are always newest first.
   *
   * ```ts
   * for await (const { nodes } of latchkey.submissions.list({ first: 100 }).pages()) await save(nodes)
   * ```
   */
  pages(): AsyncGenerator<Page<Item>, void, undefined> {
    return this.#pagesFrom(this.#range)
  }

  /**
   * The first `limit` items as an array, 1 to 10,000; fewer if the list is shorter. Requests pages of up to 100
   * items, unless you set `first` or `last`. For longer lists use `for await`, which keeps one page in memory.
   */
  async toArray(options: ArrayOptions): Promise<Item[]> {
    // JavaScript may omit the options.
    const limit = options?.limit
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_ARRAY))
      throw new LatchkeyError(`\`limit\` of \`toArray\` must be a whole number from 1 to ${MAX_ARRAY}.`)
    const items: Item[] = []
    const size = Math.min(limit, 100)
    for await (const item of this.#items(this.#pagesFrom(this.#withDefaultSize(size))))
      if (items.push(item) === limit) break
    return items
  }

  /** The number of items in all pages, whatever `first`, `after`, `last` and `before` are. */
  totalCount(): LatchkeyPromise<number> {
    return this.#load({ first: 1, after: null, withTotal: true }).map(({ totalCount = 0 }) => totalCount)
  }

  /** Every item of every page. A page is requested when the one before it is used up. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return this.#items(this.pages())
  }

  /**
   * A list is not a promise. Use `for await`, or await `page()` or `toArray({ limit })`.
   *
   * @throws LatchkeyError always: `await`, `Promise.resolve` and returning a list from an async function reject.
   */
  // biome-ignore lint/suspicious/noThenProperty: without it, `await list` would return the list unnoticed.
  then(this: 'A list cannot be awaited. Use for await, or await page() or toArray({ limit }).'): never {
    throw new LatchkeyError(
      'A list cannot be awaited. Instead, use for await, or await page() or toArray({ limit }).',
    )
  }

  /** @internal Not {}, and no error, because loggers call it. */
  toJSON(): string {
    return NOT_LOADED
  }

  /** @internal How Node, Deno and Bun print a list. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return NOT_LOADED
  }

  async *#pagesFrom(start: PageVariables): AsyncGenerator<Page<Item>, void, undefined> {
    let range = start
    for (;;) {
      const page = await this.#load(range)
      yield page
      const { startCursor, endCursor, hasPreviousPage, hasNextPage } = page.pageInfo
      const cursor = this.#isBackward ? startCursor : endCursor
      if (!(this.#isBackward ? hasPreviousPage : hasNextPage) || cursor === null) return
      range = { ...range, [this.#isBackward ? 'before' : 'after']: cursor }
    }
  }

  async *#items(pages: AsyncIterable<Page<Item>>): AsyncGenerator<Item, void, undefined> {
    for await (const { nodes } of pages) yield* this.#isBackward ? nodes.toReversed() : nodes
  }

  #withDefaultSize(size: number): PageVariables {
    const { first, last } = this.#range
    if (first !== undefined || last !== undefined) return this.#range
    return { ...this.#range, ...(this.#isBackward ? { last: size } : { first: size }) }
  }
}

const MAX_ARRAY = 10_000
const NOT_LOADED = '[List: use for await, or await page() or toArray({ limit })]'
