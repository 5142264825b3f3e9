// Creates funders with several owners, and counts the owners they have left.

import type { Funder } from '../support/actors.ts'
import type { Person } from '../support/person.ts'
import type { World } from '../support/world.ts'

/** Creates a funder with this many owners, all signed in. */
export async function withOwners(world: World, many: number): Promise<{ funder: Funder; owners: Person[] }> {
  const funder = await world.funder()
  // Without the owner's key, so that this owner can also be removed.
  await world.sql('DELETE FROM api_key WHERE id = $1', funder.apiKeyId)
  const owners = [await funder.logsIn({ userId: funder.ownerId })]
  while (owners.length < many) owners.push(await funder.logsIn())
  return { funder, owners }
}

export async function countOwners({ id, world }: Funder): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM "user" WHERE funder_id = $1 AND role = 'OWNER' AND status = 'ACTIVE'`
  return (await world.sql(sql, id))[0].count
}
