// Reads the header Idempotency-Key.

import type { IncomingMessage } from 'node:http'
import type { Context } from '@latchkey/schema/context.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/** Mutations use it, queries ignore it. `hashKey`: what the input of the mutation is hashed with. */
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
    'An Idempotency-Key is 1 to 256 characters of A-Z, a-z, 0-9, _ and -, in one header.',
  )
}
