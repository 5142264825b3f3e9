// FaultProxy: an HTTP proxy between the SDK and a Latchkey server that breaks requests in every known way.

import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
  request as send,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export const FAULTS = [
  /** The connection breaks before the server gets the request. */
  'RESET_BEFORE',
  /** The connection breaks after the server has committed. */
  'RESET_AFTER',
  /** No response, and the server never gets the request. */
  'BLACK_HOLE_BEFORE',
  /** No response, although the server has committed. */
  'BLACK_HOLE_AFTER',
  /** The response comes in small parts. */
  'SLOW',
  /** The response ends in its middle. */
  'HALF',
  /** A second copy of the request reaches the server. */
  'TWICE',
  'STATUS_429_SECONDS',
  'STATUS_429_DATE',
  'STATUS_503',
  'STATUS_503_GARBLED',
  'STATUS_502_PAGE',
  /** Headers of the response are doubled, and garbled where the SDK reads them. */
  'GARBLED_HEADERS',
] as const

export type Fault = (typeof FAULTS)[number]

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

interface Options {
  /** Chooses the fault of a request, or null. */
  readonly choose: (request: { readonly method: string; readonly path: string }) => Fault | null
}

export class FaultProxy implements AsyncDisposable {
  readonly counts = new Map<Fault, number>()
  /** Address of the server. Set it before the first request. */
  target = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy())
  })
  readonly #choose: Options['choose']

  private constructor({ choose }: Options) {
    this.#choose = choose
  }

  static async start(options: Options): Promise<FaultProxy> {
    const proxy = new FaultProxy(options)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = request
    const fault = this.#choose({ method, path })
    if (fault !== null) this.counts.set(fault, (this.counts.get(fault) ?? 0) + 1)
    const body = await buffer(request)
    if (fault === 'BLACK_HOLE_BEFORE') return
    if (fault === 'RESET_BEFORE') {
      request.socket.resetAndDestroy()
      return
    }
    const status = fault === null ? undefined : STATUS[fault]
    if (status !== undefined) {
      status(response)
      return
    }
    const [answered] = await Promise.all([
      this.#forward(request, body),
      ...(fault === 'TWICE' ? [this.#forward(request, body)] : []),
    ])
    await answer(response, answered, fault)
  }

  #forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answered> {
    const { hostname, port } = new URL(this.target)
    return new Promise((resolve, reject) => {
      const { 'transfer-encoding': _, connection: __, ...rest } = headers
      const forwarded = { ...rest, 'content-length': String(body.length), connection: 'close' }
      const request = send({ hostname, port, method, path: url, headers: forwarded }, (response) => {
        const { statusCode: status = 0 } = response
        buffer(response).then((whole) => resolve({ status, headers: response.headers, body: whole }), reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  }
}

async function answer(
  response: ServerResponse,
  { status, headers, body }: Answered,
  fault: Fault | null,
): Promise<void> {
  if (fault === 'BLACK_HOLE_AFTER') return
  if (fault === 'RESET_AFTER') {
    response.socket?.resetAndDestroy()
    return
  }
  const { 'transfer-encoding': _, connection: __, ...rest } = headers
  const whole = { ...rest, 'content-length': String(body.length) }
  response.writeHead(status, fault === 'GARBLED_HEADERS' ? garbled(whole) : whole)
  if (fault === 'HALF') {
    response.write(body.subarray(0, body.length / 2), () => response.socket?.resetAndDestroy())
    return
  }
  if (fault === 'SLOW') {
    const step = Math.max(1, Math.ceil(body.length / 4))
    for (let at = 0; at < body.length; at += step) {
      response.write(body.subarray(at, at + step))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    response.end()
    return
  }
  response.end(body)
}

function garbled(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return {
    ...headers,
    'x-request-id': ['one', 'two'],
    'retry-after': '1e3, -5',
    ratelimit: ['"burst";r=0;t=99999999', '"window";r=-1;t=1e9'],
    'ratelimit-policy': ['"burst";q=0;w=0', '"window";q=NaN;w=900'],
    'x-ratelimit-remaining': 'none',
    'key-rotation': 'due=tomorrow',
  }
}

const json = (status: number, headers: OutgoingHttpHeaders, code: string) => (response: ServerResponse) =>
  response
    .writeHead(status, { 'content-type': 'application/json', ...headers })
    .end(JSON.stringify({ errors: [{ message: 'Not now.', extensions: { code, status } }] }))

const STATUS: Partial<Record<Fault, (response: ServerResponse) => void>> = {
  STATUS_429_SECONDS: json(429, { 'retry-after': '0' }, 'BURST_LIMITED'),
  STATUS_429_DATE: (response) =>
    json(429, { 'retry-after': new Date().toUTCString() }, 'RATE_LIMITED')(response),
  STATUS_503: json(503, { 'retry-after': '0' }, 'UNAVAILABLE'),
  STATUS_503_GARBLED: json(503, { 'retry-after': 'soon, 1e3' }, 'UNAVAILABLE'),
  STATUS_502_PAGE: (response) =>
    response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
}
