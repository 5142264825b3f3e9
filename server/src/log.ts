// The log: JSON lines, or readable ones on a terminal. What is logged is chosen field by field, so that no secret gets in.

import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

export type Log = Logger

/** `destination`: where lines go instead of standard output. */
export function createLog(level: string, destination?: DestinationStream): Log {
  if (destination) return pino({ level }, destination)
  if (!process.stdout.isTTY) return pino({ level })
  return pino({ level }, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
}
