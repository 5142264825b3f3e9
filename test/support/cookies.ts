// The session cookie of an answer, as a browser would keep it and send it again.

import type { Answer } from './world.ts'

/** "name=value", of the one cookie that an answer sets. */
export function cookieOf({ headers }: Answer): string {
  const set = headers.getSetCookie()
  const [pair = ''] = (set[0] ?? '').split(';')
  if (set.length !== 1 || pair.endsWith('=')) throw new Error(`The answer sets ${set.length} cookies.`)
  return pair
}
