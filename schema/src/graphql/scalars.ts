// GraphQL scalars: DateTime, Date, JSON, and SafeInt for integers beyond 32 bits.

import { GraphQLError, Kind } from 'graphql'
import { builder } from '../builder.ts'

// The last hour is 23: JavaScript reads 24:00 as the next day. Columns store milliseconds, so further
// decimals must be zeros.
const ISO_TIME =
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3}0{0,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

builder.scalarType('DateTime', {
  description:
    'A time in ISO 8601 with a time zone, at most milliseconds. Responses use UTC: `2026-11-22T09:30:00.000Z`.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const date = typeof value === 'string' && ISO_TIME.test(value) && dayOf(value) ? new Date(value) : null
    if (date === null || Number.isNaN(date.getTime()) || !isStorable(date)) {
      throw new GraphQLError(
        'A DateTime must be a valid ISO 8601 time with a time zone and at most milliseconds, such as 2026-11-22T09:30:00.000Z.',
      )
    }
    return date
  },
})

builder.scalarType('Date', {
  description: 'A calendar day in ISO 8601: `2026-11-22`.',
  serialize: (value) => value.toISOString().slice(0, 10),
  parseValue: (value) => {
    const date = typeof value === 'string' && ISO_DAY.test(value) ? dayOf(value) : null
    if (date === null || !isStorable(date)) {
      throw new GraphQLError('A Date must be a valid calendar day, such as 2026-11-22.')
    }
    return date
  },
})

/** The day at the start of `text`, or null if there is none: JavaScript turns 30 February into 2 March. */
function dayOf(text: string): Date | null {
  const day = text.slice(0, 10)
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === day ? date : null
}

/** Years 1 to 9999: the range on which PostgreSQL and ISO 8601 agree. */
function isStorable(date: Date): boolean {
  return date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999
}

builder.scalarType('JSON', {
  description: 'A JSON value. Only in responses.',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('A JSON value is not accepted as input.')
  },
})

builder.scalarType('SafeInt', {
  description: 'An integer from -9007199254740991 to 9007199254740991, as a JSON number.',
  serialize: (value) => Number(value),
  parseValue: parseSafeInt,
  // Only INT literals: as a number, 1.00000000000000000001 is 1.
  parseLiteral: (node) => parseSafeInt(node.kind === Kind.INT ? Number(node.value) : null),
})

function parseSafeInt(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new GraphQLError('A SafeInt must be an integer from -9007199254740991 to 9007199254740991.')
  }
  return value
}
