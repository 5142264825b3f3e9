// createScanner: asks clamd about the bytes of a file (INSTREAM). Used by inspect-upload.ts and scan-documents.ts.

import { connect, type Socket } from 'node:net'
import { type ByteSource, windowsOf } from './content/byte-source.ts'

const TIMEOUT_MS = 120_000
const MAX_REPLY_BYTES = 4_096

/** CLEAN or INFECTED. Rejects if the scanner does not answer, so that nobody mistakes that for CLEAN. */
export type Scanner = (source: ByteSource, timeoutMs?: number) => Promise<'CLEAN' | 'INFECTED'>

/** `address`: host:port, or the absolute path of a socket. */
export function createScanner(address: string): Scanner {
  return async (source, timeoutMs = TIMEOUT_MS) => {
    const socket = open(address)
    const late = setTimeout(() => socket.destroy(new Error('clamd did not answer in time.')), timeoutMs)
    const reply = readReply(socket)
    // Handled below; without this, a reply that fails during the upload would end the process.
    reply.catch(() => undefined)
    try {
      await write(socket, Buffer.from('zINSTREAM\0'))
      for await (const { bytes } of windowsOf(source)) {
        const length = Buffer.alloc(4)
        length.writeUInt32BE(bytes.length)
        await write(socket, Buffer.concat([length, bytes]))
      }
      await write(socket, Buffer.alloc(4))
      return verdictOf(await reply)
    } finally {
      clearTimeout(late)
      socket.destroy()
    }
  }
}

function open(address: string): Socket {
  if (address.startsWith('/')) return connect(address)
  const colon = address.lastIndexOf(':')
  return connect(Number(address.slice(colon + 1)), address.slice(0, colon).replace(/^\[|\]$/g, ''))
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()))
  })
}

function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      if (text.includes('\0') || text.length > MAX_REPLY_BYTES) resolve(text)
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('clamd closed the connection.')))
  })
}

function verdictOf(reply: string): 'CLEAN' | 'INFECTED' {
  const text = reply.replace(/\0[\s\S]*$/, '')
  if (/: OK$/.test(text)) return 'CLEAN'
  if (/ FOUND$/.test(text)) return 'INFECTED'
  throw new Error('clamd could not scan the file. Check its limits (StreamMaxLength).')
}
