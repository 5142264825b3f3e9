// How the server rejects a bearer token at every entry point: at once, with one message, no trace.

import { expect } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import type { Answer, World } from '../../support/world.ts'

export type Header = readonly [name: string, value: string]

const VIEWER = JSON.stringify({ query: '{ viewer { environment } }' })

export const JSON_TYPE = ['content-type', 'application/json'] as const

/** Sends the same headers to both endpoints that accept a bearer token. */
export function sendBoth(world: World, ...headers: Header[]): Promise<Answer[]> {
  return Promise.all([
    sendRaw(world.url, { path: '/graphql', headers: [JSON_TYPE, ...headers], body: VIEWER }),
    sendRaw(world.url, { path: '/auth/token', headers: [JSON_TYPE, ...headers], body: '{}' }),
  ])
}

/** Checks that no query ran, no detail was revealed, and nothing that was sent was stored. */
export async function expectRefused(world: World, what: string, secret: string, ...headers: Header[]) {
  const [requested, logged] = [world.queryCount, world.log.length]
  const answers = await sendBoth(world, ...headers)
  expect([what, ...answers.map(outcome)]).toEqual([what, '401 TOKEN_INVALID', '401 TOKEN_INVALID'])
  for (const { headers, body } of answers) {
    expect(headers.get('www-authenticate')).toBe('Bearer realm="latchkey", error="TOKEN_INVALID"')
    expectNothingOf(secret, JSON.stringify([body, [...headers]]))
  }
  expect([what, world.queryCount]).toEqual([what, requested])
  expectNothingOf(secret, world.log.slice(logged).join(''))
}

export function expectNothingOf(secret: string, text: string): void {
  const parts = secret.split(/[^\w+/-]+/).filter((one) => one.length > 8)
  expect(parts.filter((one) => text.includes(one))).toEqual([])
}

/** `given` is the text after the word Bearer. */
export function expectNoBearer(world: World, what: string, given: string): Promise<void> {
  return expectRefused(world, what, given, ['authorization', `Bearer ${given}`])
}
