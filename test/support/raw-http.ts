// Sends raw HTTP bytes, to test requests that HTTP clients refuse to send.

import { once } from 'node:events'
import { connect } from 'node:net'
import type { Answer } from './world.ts'

interface RawRequest {
  readonly method?: string
  readonly path: string
  /** Sent in this order, repeated names included, as Latin-1 bytes. */
  readonly headers?: readonly (readonly [string, string])[]
  readonly body?: string
  /** Another loopback address of this machine (127.0.0.0/8). */
  readonly from?: string
}

/** Sends one request on a new connection. Parses the body if it is JSON. */
export async function sendRaw(
  url: string,
  { method = 'POST', path, headers = [], body = '', from = '127.0.0.1' }: RawRequest,
): Promise<Answer> {
  const { hostname, port, host } = new URL(url)
  const named = headers.some(([name]) => name.toLowerCase() === 'host') ? [] : [['host', host] as const]
  const lines = [...named, ...headers, ['content-length', Buffer.byteLength(body)], ['connection', 'close']]
  const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  const socket = connect({ port: Number(port), host: hostname, localAddress: from })
  await once(socket, 'connect')
  const chunks: Buffer[] = []
  // A server that rejects a request early closes the connection while the client still writes.
  socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write(Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(body)]))
  await closed
  return read(Buffer.concat(chunks).toString())
}

function read(text: string): Answer {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = new Headers()
  for (const line of lines)
    headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1))
  const content = text.slice(end + 4)
  const body = headers.get('content-type')?.includes('json') ? JSON.parse(content) : content
  return { status: Number(first.split(' ')[1]), headers, body }
}
