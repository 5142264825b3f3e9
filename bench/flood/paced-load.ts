// Sends requests at an even pace, or at full speed, over plain sockets from a chosen address.
// autocannon sends all requests of a second at its start, and such bursts do not show real latency.

import { connect, type Socket } from 'node:net'
import { type Fault, headersOf } from '../generator.ts'
import { spread } from '../report/figures.ts'

export interface Pace {
  readonly url: string
  readonly body: string
  readonly secrets: readonly string[]
  /** A loopback address of this machine, such as 127.0.0.2. */
  readonly from: string
  readonly connections: number
  /** Null: every connection sends its next request as soon as it has a response. */
  readonly perSecond: number | null
  readonly seconds: number
  /** The statuses of all responses. */
  readonly statuses: readonly number[]
}

export interface Paced {
  readonly requests: number
  readonly seconds: number
  /** Median, in milliseconds. */
  readonly p50: number
}

const HEAD_END = '\r\n\r\n'

/** Sends one request at a time and returns the status. */
class Connection {
  readonly #socket: Socket
  #received = ''
  #answered: ((status: number) => void) | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay().setEncoding('latin1')
    socket.on('data', (chunk) => this.#receive(String(chunk)))
    // The server closed the connection without a response: counted as status 0.
    socket.on('close', () => this.#answered?.(0))
    socket.on('error', () => undefined)
  }

  static open(url: URL, localAddress: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: url.hostname, port: Number(url.port), localAddress })
      socket.once('error', reject)
      socket.once('connect', () => resolve(new Connection(socket)))
    })
  }

  ask(request: string, answered: (status: number) => void): void {
    this.#answered = answered
    this.#socket.write(request, 'latin1')
  }

  close(): void {
    this.#answered = null
    this.#socket.destroy()
  }

  #receive(chunk: string): void {
    this.#received += chunk
    const end = this.#received.indexOf(HEAD_END)
    if (end < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1] ?? 0)
    if (this.#received.length < end + HEAD_END.length + length) return
    const status = Number(this.#received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length))
    this.#received = ''
    const answered = this.#answered
    this.#answered = null
    answered?.(status)
  }
}

async function send(pace: Pace): Promise<Paced | Fault> {
  const url = new URL(pace.url)
  const requests = pace.secrets.map((secret) => requestOf(url, pace.body, secret))
  const idle = await Promise.all(
    Array.from({ length: pace.connections }, () => Connection.open(url, pace.from)),
  )
  const connections = [...idle]
  const began = performance.now()
  const ends = began + pace.seconds * 1_000
  const took: number[] = []
  const unexpected = new Map<number, number>()
  let sent = 0

  function sendQuery(connection: Connection): void {
    const asked = performance.now()
    connection.ask(requests[sent++ % requests.length] ?? '', (status) => {
      const now = performance.now()
      took.push(now - asked)
      if (!pace.statuses.includes(status)) unexpected.set(status, (unexpected.get(status) ?? 0) + 1)
      if (pace.perSecond === null && now < ends && status !== 0) sendQuery(connection)
      else idle.push(connection)
    })
  }

  // A due request without a free connection waits for one: the server never gets more requests than it
  // answers.
  function askDue(): void {
    const due =
      pace.perSecond === null ? sent + idle.length : ((performance.now() - began) / 1_000) * pace.perSecond
    while (sent < due) {
      const connection = idle.shift()
      if (connection === undefined) return
      sendQuery(connection)
    }
  }

  askDue()
  await new Promise<void>((resolve) => {
    const ticks = setInterval(() => {
      if (performance.now() >= ends) {
        clearInterval(ticks)
        resolve()
      } else if (pace.perSecond !== null) askDue()
    }, 1)
  })
  const seconds = (performance.now() - began) / 1_000
  for (const connection of connections) connection.close()
  if (unexpected.size > 0 || took.length === 0) {
    const counts = [...unexpected].map(([status, count]) => `${count} with status ${status}`)
    return { fault: `${took.length} responses, of which unexpected: ${counts.join(', ')}` }
  }
  return { requests: took.length, seconds, p50: spread(took).median }
}

function requestOf(url: URL, body: string, secret: string): string {
  const headers = { host: url.host, ...headersOf(secret), 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${url.pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`
}

if (import.meta.main) {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', async (pace: Pace) => {
    const answer = await send(pace).catch((error): Fault => ({ fault: String(error) }))
    process.send?.(answer)
  })
}
