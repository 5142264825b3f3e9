// Shared cases: how mutations that change a key respond to keys that the caller can't change.

import { expect } from 'vitest'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'

export type ChangesKey = (by: KeyHolder, id: string) => ReturnType<KeyHolder['query']>

/** Returns a function that changes a key with a mutation that takes its id and returns the key. */
export function changeBy(mutation: string): ChangesKey {
  return (by, id) => by.query(`mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id state } }`, { id })
}

/**
 * Returns the responses for keys that are unknown, malformed, deleted, in the other environment, and another
 * funder's.
 */
export async function refusals(
  change: ChangesKey,
  funder: Funder,
): Promise<{ unknown: string[]; theirs: string }> {
  const deleted = await funder.broker('deleted-before.example')
  await funder.deletes(deleted.apiKeyId)
  const there = await (await funder.inEnvironment('PRODUCTION')).broker('in-production.example')
  const theirs = await (await funder.world.funder()).broker('of-another-funder.example')
  const ids = [
    'apk_01j00000000000000000000000',
    'apk_',
    '',
    "'; DROP TABLE api_key; --",
    deleted.apiKeyId,
    there.apiKeyId,
  ]
  const unknown = new Set<string>()
  for (const id of ids) unknown.add(outcome(await change(funder, id)))
  const refused = outcome(await change(funder, theirs.apiKeyId))
  for (const untouched of [there, theirs])
    expect(outcome(await untouched.query('{ viewer { environment } }'))).toBe('200')
  const pasted = await change(funder, theirs.secret)
  expect(JSON.stringify(pasted.body)).not.toContain(theirs.secret)
  return { unknown: [...unknown], theirs: refused }
}
