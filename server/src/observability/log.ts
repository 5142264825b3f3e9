// Creates the log: JSON lines, or readable lines on a terminal.
// Every logged field is chosen explicitly, so that no secret gets into the log.

import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** `destination` replaces standard output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const options = { level, serializers: { err: traced } }
  if (destination) return pino(options, destination)
  if (!process.stdout.isTTY) return pino(options)
  return pino(options, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
}

// Do not log all properties of an error: PostgreSQL adds the rejected row, with hashes, names and addresses.
function traced(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, stack } = stdSerializers.err(error)
  const code = 'code' in error ? String(error.code) : null
  const message = loggableMessage(error, code)
  const frames = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type,
    message,
    stack: [`${type}: ${message}`, ...frames].join('\n'),
    ...(code === null ? {} : { code }),
  }
}

/**
 * Withholds messages that can quote a request: JSON.parse repeats the text, Prisma the arguments, PostgreSQL
 * (class 22) the value.
 */
function loggableMessage(error: Error, code: string | null): string {
  const sqlState = /Code: `(\w{5})`/.exec(error.message)?.[1] ?? code ?? ''
  const quotesRequest =
    error instanceof SyntaxError ||
    error.name === 'PrismaClientValidationError' ||
    code === 'P2010' ||
    /^22\w{3}$/.test(sqlState)
  if (!quotesRequest) return error.message
  return `(withheld: it can quote the request)${sqlState === '' ? '' : ` ${sqlState}`}`
}
