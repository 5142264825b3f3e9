// A world with a browser, and accounts in it, for the tests of the account pages.

import type { Browser } from 'playwright-core'
import { createWorld, type World } from '../../support/world.ts'
import { openBrowser } from './chromium.ts'

export async function openAccountWorld(): Promise<{ world: World; browser: Browser }> {
  return { world: await createWorld(), browser: await openBrowser() }
}

/** Creates an OWNER of Harbor Street Capital, and resets the sign-in rate limit that earlier tests used up. */
export async function createAccount(world: World): Promise<{ username: string; email: string }> {
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  const { username } = await funder.logsIn()
  await world.advance('16 minutes')
  return { username, email: `${username}@funder.example` }
}
