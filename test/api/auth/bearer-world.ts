// createBearerWorld: a world with a valid bearer token, for the tests of format and position.

import type { Funder } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'
import { claimsOf } from './forge-jwt.ts'

interface BearerWorld {
  readonly world: World
  readonly funder: Funder
  /** A token that the server accepts, and its claims. */
  readonly token: string
  readonly claims: Record<string, unknown>
}

export async function createBearerWorld(): Promise<BearerWorld> {
  const world = await createWorld({ logLevel: 'trace' })
  const funder = await world.funder()
  const token = (await funder.logsIn()).bearer
  return { world, funder, token, claims: claimsOf(token) }
}
