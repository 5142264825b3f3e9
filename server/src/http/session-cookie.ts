// createSessionCookie: reads, sets and clears the session cookie. Used by router.ts and auth/.

import type { IncomingMessage, ServerResponse } from 'node:http'

export interface SessionCookie {
  read(req: IncomingMessage): string | null
  set(res: ServerResponse, token: string, seconds: number): void
  clear(res: ServerResponse): void
}

/**
 * `secure`: true except for http on this machine. The cookie then has the prefix `__Host-`, so that sibling
 * subdomains cannot set it.
 */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-latchkey' : 'latchkey'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    read(req) {
      const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
      const own = pairs.filter((pair) => pair.startsWith(`${name}=`))
      // If there are two cookies of this name, an attacker planted one of them. The server cannot tell which.
      return own.length === 1 ? (own[0]?.slice(name.length + 1) ?? null) : null
    },
    set: (res, token, seconds) =>
      res.setHeader('set-cookie', `${name}=${token}; ${attributes}; Max-Age=${seconds}`),
    clear: (res) => res.setHeader('set-cookie', `${name}=; ${attributes}; Max-Age=0`),
  }
}
