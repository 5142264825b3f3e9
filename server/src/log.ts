// The log: JSON lines, or readable ones on a terminal. What is logged is chosen field by field, so that no secret gets in.

import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** `destination`: where lines go instead of standard output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, serializers: { err: told } }
  if (destination) return pino(options, destination)
  if (!process.stdout.isTTY) return pino(options)
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
}

// Not all that an error carries: PostgreSQL adds the row that it refused, with hashes, names and addresses.
function told(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message, stack, ...('code' in error ? { code: error.code } : {}) }
}
