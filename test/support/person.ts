// Users of a test world who sign in, and helpers for requests to /auth/.

import { request } from 'node:http'
import { hashPassword } from '@latchkey/schema/accounts/passwords/password-hash.ts'
import type { Answer, World } from './world.ts'

/** The password of every user who signs in in a test. */
export const PASSWORD = 'a long walk by the river'

/** Hashed once and shared by all users, because hashing is slow. */
export const passwordHash = hashPassword(PASSWORD)

/** Returns the one-time token from the link in a mail. */
export function tokenIn(mail: { readonly text: string } | undefined): string {
  const token = /#([\w-]{43})$/m.exec(mail?.text ?? '')?.[1]
  if (token === undefined) throw new Error('The mail contains no link with a token.')
  return token
}

/** Sends a POST with JSON from another loopback address of this machine (127.0.0.0/8). */
export function postFrom(
  localAddress: string,
  url: string,
  body: object,
  own: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...own }
    const options = { method: 'POST', localAddress, headers }
    const sent = request(url, options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const headers = new Headers(
          Object.entries(response.headersDistinct).map(([k, v]) => [k, v?.[0] ?? '']),
        )
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: response.statusCode ?? 0,
          headers,
          body: text === '' ? null : JSON.parse(text),
        })
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify(body))
  })
}

/** A user with a session who sends requests like a program: with a bearer token. */
export class Person {
  readonly world: World
  readonly userId: string
  readonly username: string
  readonly bearer: string

  constructor(world: World, userId: string, username: string, bearer: string) {
    this.world = world
    this.userId = userId
    this.username = username
    this.bearer = bearer
  }

  query(
    query: string,
    variables: object = {},
    { server = 0, headers = {} }: { server?: number; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const authorization = `Bearer ${this.bearer}`
    return this.world.graphql(null, query, variables, { server, headers: { ...headers, authorization } })
  }

  /** Sends a POST to a path under /auth/. */
  posts(path: string, body: object = {}, options: { server?: number } = {}): Promise<Answer> {
    return this.world.post(path, body, { ...options, headers: { authorization: `Bearer ${this.bearer}` } })
  }
}
