// The people of a test's world, who log in.

import { hashPassword } from '@latchkey/schema/accounts/password.ts'
import type { Answer, World } from './world.ts'

/** The password of every person of a test who has logged in. */
export const PASSWORD = 'a long walk by the river'

/** Hashed once for all of them. */
export const passwordHash = hashPassword(PASSWORD)

/** A person with a session, who asks as a program does: with a bearer token. */
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

  asks(query: string, variables: object = {}, options: { server?: number } = {}): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.bearer}` }
    return this.world.graphql(null, query, variables, { ...options, headers })
  }

  /** A POST to a path under /auth/. */
  posts(path: string, body: object = {}, options: { server?: number } = {}): Promise<Answer> {
    return this.world.post(path, body, { ...options, headers: { authorization: `Bearer ${this.bearer}` } })
  }
}
