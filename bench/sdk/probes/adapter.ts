// Types of the adapters, which give all compared SDKs one interface. Used by the probes and by adapters/.

/** Options of a client. An SDK that has no such option ignores it. */
export interface ClientOptions {
  readonly url: string
  readonly key?: string | undefined
  /** Instead of `key`: called for each request. */
  readonly keyFunction?: () => string
  /** Instead of `key`: the next one is used when the server rejects one. */
  readonly keyList?: readonly string[]
  readonly timeoutMs?: number
  readonly maxRetries?: number
  /** Limit of all attempts of a call together. */
  readonly totalTimeoutMs?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly headersPerAttempt?: () => Readonly<Record<string, string>>
  readonly fetch?: typeof globalThis.fetch
  readonly appInfo?: { readonly name: string; readonly version: string }
  /** Receives every log message, at the most detailed level. */
  readonly log?: (...values: unknown[]) => void
  readonly onRotationDue?: (details: unknown) => void
  /** Passed to the constructor as they are. */
  readonly extra?: Readonly<Record<string, unknown>>
}

/** Options of one call. An SDK that has no such option ignores it. */
export interface CallOptions {
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  readonly maxRetries?: number
  readonly idempotencyKey?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What an SDK tells about the response of a successful call. */
interface Details {
  readonly requestId?: unknown
  readonly status?: unknown
  readonly header?: unknown
  /** Requests that are left, as a number. */
  readonly remaining?: unknown
}

export interface Item {
  readonly id?: string | undefined
}

/** Optional members are missing if the SDK has no such function. */
export interface Client {
  read(options?: CallOptions): Promise<unknown>
  /** Sends `text` as a value of the input. */
  write(text: string, options?: CallOptions): Promise<unknown>
  readonly details?: () => Promise<Details>
  /** A request that the SDK has no method for. */
  readonly raw?: () => Promise<unknown>
  readonly items?: () => AsyncIterable<Item>
  readonly pages?: () => AsyncIterable<readonly Item[]>
  readonly toArray?: (limit: number) => Promise<readonly Item[]>
  readonly totalCount?: () => Promise<number | undefined>
  readonly on?: Readonly<Partial<Record<'request' | 'response' | 'retry', (listener: () => void) => void>>>
  readonly withTimeout?: (timeoutMs: number) => Client
  /** The client object that a program could log by mistake. */
  readonly object: unknown
  readonly upload?: Upload
}

export interface Upload {
  readonly path?: (path: string) => Promise<unknown>
  readonly blob?: (blob: Blob) => Promise<unknown>
  readonly stream?: (stream: ReadableStream<Uint8Array>, byteSize: number) => Promise<unknown>
  readonly progress?: (blob: Blob, onProgress: (sent: number, total: number) => void) => Promise<unknown>
  /** Several files in one call. Returns whether each has its own result. */
  readonly many?: (blobs: readonly Blob[]) => Promise<boolean>
  readonly toFile?: (path: string) => Promise<unknown>
}

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** `performance.now()` at the arrival. */
  readonly at: number
}

/** A signed webhook: the headers that its sender adds. */
interface Webhook {
  readonly sign: (body: string, at: Date) => Promise<Readonly<Record<string, string>>>
  /** Whether the SDK itself signs deliveries for tests. */
  readonly signsTests: boolean
  /** Whether the SDK has a handler for a server or framework. */
  readonly hasHandler: boolean
  /** Rejects or throws if the signature is wrong. */
  readonly verify: (body: string, headers: Readonly<Record<string, string>>) => Promise<unknown>
}

export interface Adapter {
  /** A key in the right format. */
  readonly key: string
  readonly environment: { readonly key: string; readonly url?: string }
  readonly create: (options: ClientOptions) => Client
  /** `url`: for an SDK that reads no address from the environment. */
  readonly createFromEnvironment: (url: string) => Client
  /** The body of a successful response. */
  readonly answer: (request: Received, url: string) => unknown
  /** Headers of a successful response that belong to its body. */
  readonly answerHeaders?: (request: Received, url: string) => Readonly<Record<string, string>>
  /** The body of an error response, in the format of this API, with `path` as the invalid field. */
  readonly failure: (status: number, message: string, path: string) => unknown
  readonly failureType?: (status: number) => string
  readonly webhook?: () => Promise<Webhook>
  /** Results that no program can show, with the file that shows them. Null: the API has nothing of the kind. */
  readonly read?: Readonly<Record<string, { readonly ok: boolean | null; readonly source: string }>>
}

/** Three pages of two items: the ids after `cursor`. */
export function idsAfter(cursor: unknown): { readonly ids: readonly string[]; readonly hasMore: boolean } {
  const start = typeof cursor === 'string' && /^i[1-6]$/.test(cursor) ? Number(cursor.slice(1)) : 0
  return { ids: [`i${start + 1}`, `i${start + 2}`], hasMore: start + 2 < 6 }
}

/** A property of a value of unknown type. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
