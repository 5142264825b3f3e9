// Reads the session cookie of a response, in the form in which a browser sends it back.

import type { Answer } from './world.ts'

/** Returns "name=value" of the only cookie that a response sets. */
export function cookieOf({ headers }: Answer): string {
  const set = headers.getSetCookie()
  const [pair = ''] = (set[0] ?? '').split(';')
  if (set.length !== 1 || pair.endsWith('=')) throw new Error(`The response sets ${set.length} cookies.`)
  return pair
}
