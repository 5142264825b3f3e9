// Exports `usableUrl`, the preflight check of the server start and of latchkey-admin commands.

import { preflight } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'

/**
 * Returns the URL to use from now on.
 * @throws Problem whose message says what is wrong with the database and what to do
 */
export async function usableUrl(url: string): Promise<string> {
  const { checks, url: usable } = await preflight(url)
  const problem = checks.find(({ ok }) => !ok)
  if (problem) throw new Problem('UNAVAILABLE', problem.message)
  return usable
}
