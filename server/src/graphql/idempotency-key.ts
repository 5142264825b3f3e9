// idempotencyOf: reads and validates the header Idempotency-Key. Used by graphql-route.ts.

import type { IncomingMessage } from 'node:http'
import type { Context } from '@latchkey/schema/context.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/**
 * Returns null without the header. Throws BAD_REQUEST if the header is malformed. Queries ignore the result.
 * `hashKey`: key for the hash of the mutation's input.
 */
export function idempotencyOf(
  { headersDistinct }: IncomingMessage,
  hashKey: Uint8Array,
): Context['idempotency'] {
  const given = headersDistinct['idempotency-key']
  if (given === undefined) return null
  const [key = ''] = given
  if (given.length === 1 && /^[\w-]{1,256}$/.test(key)) return { key, hashKey }
  throw new Problem(
    'BAD_REQUEST',
    '`Idempotency-Key` must be one header of 1 to 256 characters from A-Z, a-z, 0-9, _ and -.',
  )
}
