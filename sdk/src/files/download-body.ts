// DownloadBody: the content of a download, resumed or repeated after a broken connection. Used by download.ts.

import { connectionErrorOf, LatchkeyConnectionError, LatchkeyError } from '../core/errors.ts'
import { systemCodeOf } from '../core/network-error.ts'
import { retryDelay } from '../core/retry.ts'
import { createSha256 } from './sha256.ts'
import { requireSuccess, type Transfer, transfer } from './transfer.ts'

export interface RemoteFile {
  readonly url: string
  /** Name of the file if the response has none. */
  readonly fileName: string
  /** Null for a file that is made while it is sent. It cannot be resumed, only repeated from its start. */
  readonly byteSize: number | null
  readonly sha256: string | null
}

export type DownloadRequest = Omit<Transfer<RemoteFile>, 'name' | 'isRepeatable'>

interface Connection {
  readonly response: Response
  readonly remote: RemoteFile
  readonly origin: string
  readonly stop: () => void
}

export class DownloadBody {
  readonly #request: DownloadRequest
  #connection: Connection | null = null
  #retriesLeft: number
  #isRead = false
  #isVerified = false

  constructor(request: DownloadRequest) {
    this.#request = request
    this.#retriesLeft = request.settings.maxRetries
  }

  /** Requests the content from byte `offset`. */
  async open(offset: number): Promise<Connection> {
    const { settings, signal } = this.#request
    const headers = {
      // Compression would hide the size, and ranges count the bytes of the file.
      'accept-encoding': 'identity',
      ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
    }
    const call = {
      ...this.#request,
      name: 'the download',
      settings: { ...settings, maxRetries: this.#retriesLeft },
      address: (attempt: number) => {
        if (attempt > 1) this.#retriesLeft -= 1
        return this.#request.address(attempt)
      },
    }
    this.#connection = await transfer(call, async (url, attempt, ending, remote) => {
      const reading = new AbortController()
      const giveUp = () => reading.abort(signal?.reason)
      const stopOpening = () => reading.abort(ending.reason)
      ending.addEventListener('abort', stopOpening, { once: true })
      const response = await attempt.fetch(url, { headers, signal: reading.signal })
      await requireSuccess(response, attempt)
      const range = response.headers.get('content-range')
      if (response.status === 206 && range !== null && !range.startsWith(`bytes ${offset}-`))
        throw attempt.invalidResponse(' and another range than requested. Check any proxy in between.')
      ending.removeEventListener('abort', stopOpening)
      signal?.addEventListener('abort', giveUp, { once: true })
      const stop = () => {
        signal?.removeEventListener('abort', giveUp)
        reading.abort()
      }
      return { response, remote, origin: url.origin, stop }
    })
    return this.#connection
  }

  /** Whether `chunks` compared the hash of the content. Not every runtime can hash it while it is read. */
  get isVerified(): boolean {
    return this.#isVerified
  }

  /** Ends the transfer. */
  stop(): void {
    this.#connection?.stop()
  }

  /**
   * Yields the content once. `restart` is called when the content starts again from its first byte; without
   * it, such a download fails. Size and hash are verified before the end.
   */
  async *chunks(restart?: () => Promise<void>): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#isRead)
      throw new LatchkeyError('The content of a download can be read once. Download the document again.')
    this.#isRead = true
    const { settings, signal } = this.#request
    let connection = this.#connection ?? (await this.open(0))
    let hash = await createSha256()
    let received = 0
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const chunk of this.#read(connection, received)) {
          received += chunk.byteLength
          hash?.update(chunk)
          yield chunk
        }
        const { sha256 } = connection.remote
        if (hash !== null && sha256 !== null) {
          if (hash.digest('hex') !== sha256) throw differs(connection)
          this.#isVerified = true
        }
        return
      } catch (error) {
        if (!(error instanceof LatchkeyConnectionError) || this.#retriesLeft === 0) throw error
        const resumes = connection.remote.byteSize !== null && error.reason !== 'INVALID_RESPONSE'
        if (!resumes) {
          if (restart === undefined) throw error
          await restart()
          hash = await createSha256()
          received = 0
        }
        this.#retriesLeft -= 1
        const wait = retryDelay({ error, retryAfterMs: null }, tries, Math.random())
        await settings.pause(wait ?? 0, signal)
        signal?.throwIfAborted()
        connection = await this.open(received)
      }
    }
  }

  /** The rest after the first `offset` bytes. Its errors do not contain the address. */
  async *#read(connection: Connection, offset: number): AsyncGenerator<Uint8Array, void, undefined> {
    const { response, remote, origin, stop } = connection
    const { signal, settings } = this.#request
    const { timeoutMs } = settings
    const size = remote.byteSize ?? sizeOf(response)
    // A server without support of ranges sends the whole file again.
    let position = response.status === 206 ? offset : 0
    const reader = response.body?.getReader()
    try {
      while (reader !== undefined) {
        let timedOut = false
        const timer = setTimeout(() => {
          timedOut = true
          stop()
        }, timeoutMs)
        let value: Uint8Array | undefined
        try {
          value = (await reader.read()).value
        } catch (error) {
          signal?.throwIfAborted()
          if (position === size) break
          throw timedOut
            ? broken('TIMEOUT', `${origin} sent nothing of the download for ${timeoutMs} ms.`, null)
            : broken('NETWORK', `The connection to ${origin} broke during the download.`, systemCodeOf(error))
        } finally {
          clearTimeout(timer)
        }
        if (value === undefined) break
        const isNew = position + value.byteLength > offset
        const chunk = position < offset ? value.subarray(offset - position) : value
        position += value.byteLength
        if (size !== null && position > size) throw differs(connection)
        if (isNew) yield chunk
      }
    } finally {
      stop()
    }
    if (size !== null && position < size)
      throw broken('NETWORK', `The connection to ${origin} ended before the whole file was sent.`, null)
  }
}

/** The size of a response that is not compressed. */
export function sizeOf({ headers }: Response): number | null {
  const length = headers.get('content-encoding') === null ? headers.get('content-length') : null
  return length === null ? null : Number(length)
}

export function differs({ origin }: { readonly origin: string }): LatchkeyConnectionError {
  const message = `The content that ${origin} sent is not the one of the document. Download it again.`
  return broken('INVALID_RESPONSE', message, null)
}

function broken(
  reason: LatchkeyConnectionError['reason'],
  message: string,
  systemCode: string | null,
): LatchkeyConnectionError {
  return connectionErrorOf({ reason, message, maybeApplied: false, systemCode })
}
