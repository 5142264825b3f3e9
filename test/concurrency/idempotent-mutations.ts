// Records and answers of mutations with an Idempotency-Key, for races and lost responses.

import type { Answer, World } from '../support/world.ts'

/** Every test has its own database, so they can use the same key. */
export const headers = { 'idempotency-key': 'the-same' }

/** Selects only these idempotency keys, because the SDK also sends its own. */
export function records(world: World, ...keys: string[]): Promise<object[]> {
  const texts = keys.length === 0 ? ['the-same'] : keys
  return world.sql(
    'SELECT field FROM idempotent_request WHERE digest IN (SELECT sha256(k::bytea) FROM unnest($1::text[]) k)',
    texts,
  )
}

export function idIn({ body }: Answer): string {
  const [answered]: { id?: string; apiKey?: { id: string } }[] = Object.values(body.data)
  return answered?.id ?? answered?.apiKey?.id ?? ''
}
