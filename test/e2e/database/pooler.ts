// A small connection pooler in transaction mode: two backends, assigned per transaction.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

interface Message {
  readonly type: string
  readonly bytes: Buffer
}

/**
 * Splits a stream of PostgreSQL protocol messages. `untyped`: the first message of a client has no type byte.
 */
function createCutter(untyped: boolean, told: (message: Message) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let first = untyped
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = first ? 0 : 1
      if (rest.length < head + 4) return
      const length = head + rest.readUInt32BE(head)
      if (rest.length < length) return
      const type = first ? '' : String.fromCharCode(rest[0] ?? 0)
      first = false
      told({ type, bytes: rest.subarray(0, length) })
      rest = rest.subarray(length)
    }
  }
}

class Backend {
  readonly #socket: Socket
  client: Socket | null = null
  onReady: (idle: boolean) => void = () => undefined

  constructor(host: string, port: number) {
    this.#socket = connect({ host, port })
    this.#socket.on('error', () => undefined)
    const cut = createCutter(false, ({ type, bytes }) => {
      this.client?.write(bytes)
      if (type === 'Z') this.onReady(bytes[5] === 'I'.charCodeAt(0))
    })
    this.#socket.on('data', cut)
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes)
  }

  end(): void {
    this.#socket.destroy()
  }
}

/**
 * Each client signs in on a backend, which then joins the pool. Backends of further clients are discarded
 * after the sign-in, so that PostgreSQL itself checks every password. Returns the URL to use instead of
 * PostgreSQL's.
 */
export async function startTransactionPooler(url: string): Promise<{ url: string } & AsyncDisposable> {
  const target = new URL(url)
  const idle: Backend[] = []
  const waiting: ((backend: Backend) => void)[] = []
  const all: Backend[] = []
  const give = (backend: Backend) => {
    const next = waiting.shift()
    if (next) next(backend)
    else idle.push(backend)
  }
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    sockets.add(client)
    client.on('error', () => undefined)
    let backend: Backend | null = new Backend(target.hostname, Number(target.port))
    all.push(backend)
    let held: Buffer[] = []
    const release = () => {
      if (backend === null) return
      backend.client = null
      give(backend)
      backend = null
    }
    const attach = (one: Backend) => {
      backend = one
      one.client = client
      one.onReady = (isIdle) => {
        if (isIdle) release()
      }
      for (const bytes of held) one.write(bytes)
      held = []
    }
    attach(backend)
    const cut = createCutter(true, ({ type, bytes }) => {
      if (type === 'X') return
      if (backend !== null) backend.write(Buffer.from(bytes))
      else {
        held.push(Buffer.from(bytes))
        if (held.length > 1) return
        // The backend that became idle last, as in PgBouncer.
        const free = idle.pop()
        if (free) attach(free)
        else waiting.push(attach)
      }
    })
    client.on('data', cut)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const own = new URL(url)
  own.port = String((server.address() as AddressInfo).port)
  return {
    url: own.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      for (const backend of all) backend.end()
      server.close()
      await once(server, 'close')
    },
  }
}
