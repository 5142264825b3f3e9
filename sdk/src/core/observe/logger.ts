// Logger: the `logger` option, and the messages that the client writes to it. Used by transport.ts.

import { LatchkeyError } from '../errors.ts'
import { environmentVariable } from '../setup/environment.ts'

const LEVELS = ['off', 'error', 'warn', 'info', 'debug'] as const

/**
 * The least important messages to log: `warn` reports what needs your action, such as a rotation that is due;
 * `info` also retries; `debug` also each attempt.
 */
export type LogLevel = (typeof LEVELS)[number]

/** Where log messages go: `console`, or a logger with the same methods, such as one of pino or winston. */
export interface Logger {
  error(message: string): void
  warn(message: string): void
  info(message: string): void
  debug(message: string): void
}

export type Log = (level: Exclude<LogLevel, 'off'>, message: string) => void

export interface LogOptions {
  readonly logger?: Logger | undefined
  readonly logLevel?: LogLevel | undefined
}

/** A logger that throws does not break a call. */
export function createLog({ logger, logLevel }: LogOptions): Log {
  if (logLevel !== undefined && !LEVELS.includes(logLevel))
    throw new LatchkeyError(`\`logLevel\` must be one of ${LEVELS.join(', ')}.`)
  if (
    logger !== undefined &&
    LEVELS.some((level) => level !== 'off' && typeof logger?.[level] !== 'function')
  )
    throw new LatchkeyError('`logger` must have the methods error, warn, info and debug, like console.')
  const inEnvironment = LEVELS.find((level) => level === environmentVariable('LATCHKEY_LOG'))
  const most = LEVELS.indexOf(logLevel ?? inEnvironment ?? 'warn')
  return (level, message) => {
    if (LEVELS.indexOf(level) > most) return
    try {
      // Without a `logger`, read `console` at each call: tests and frameworks replace it.
      const target = logger ?? console
      target[level](`[latchkey] ${message}`)
    } catch {
      // There is nowhere to report it.
    }
  }
}
