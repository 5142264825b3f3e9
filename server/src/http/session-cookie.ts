// The cookie of a session: read from a request, set and cleared by an answer.

import type { IncomingMessage, ServerResponse } from 'node:http'

/** `secure`: everywhere but in development, on this very machine. Then a neighbouring site cannot set it either (`__Host-`). */
export interface SessionCookie {
  read(req: IncomingMessage): string | null
  set(res: ServerResponse, token: string, seconds: number): void
  clear(res: ServerResponse): void
}

export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-latchkey' : 'latchkey'
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  return {
    read(req) {
      const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim())
      const own = pairs.filter((pair) => pair.startsWith(`${name}=`))
      // Two of one name: one of them was planted, and nobody knows which.
      return own.length === 1 ? (own[0]?.slice(name.length + 1) ?? null) : null
    },
    set: (res, token, seconds) =>
      res.setHeader('set-cookie', `${name}=${token}; ${attributes}; Max-Age=${seconds}`),
    clear: (res) => res.setHeader('set-cookie', `${name}=; ${attributes}; Max-Age=0`),
  }
}
