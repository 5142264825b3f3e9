// Shared test cases of the mutations on relationships.

import { expect } from 'vitest'
import type { BrokerActor, Funder, KeyHolder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'

export type ChangesRelationship = (by: KeyHolder, id: string) => ReturnType<KeyHolder['query']>

export function relationshipChangeBy(mutation: string): ChangesRelationship {
  return (by, id) => by.query(`mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id status } }`, { id })
}

export async function relationshipOf(broker: BrokerActor): Promise<string> {
  return (await broker.latchkey.viewer()).relationship?.id ?? ''
}

/**
 * Returns the responses for relationships that are unknown, malformed, in the other environment, or another
 * funder's.
 */
export async function refusals(change: ChangesRelationship, funder: Funder): Promise<string[]> {
  const production = await (await funder.inEnvironment('PRODUCTION')).broker('in-production.example')
  const theirs = await (await funder.world.funder()).broker('of-another-funder.example')
  const ids = [
    'rel_01j00000000000000000000000',
    'rel_',
    '',
    await relationshipOf(production),
    await relationshipOf(theirs),
  ]
  const outcomes = new Set<string>()
  for (const id of ids) outcomes.add(outcome(await change(funder, id)))
  for (const untouched of [production, theirs]) {
    expect((await untouched.latchkey.viewer()).relationship?.status).toBe('ACTIVE')
  }
  return [...outcomes]
}
