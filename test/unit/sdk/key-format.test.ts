// The SDK accepts every secret that the server mints, and rejects mistyped ones.

import { isWellFormed, mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { LatchkeyError } from '@latchkey/sdk'
import { checkKey } from '@latchkey/sdk/core/setup/key-format.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const anySecret = fc
  .constantFrom(
    ['USER', 'INTERNAL'] as const,
    ['BROKER', 'PARTNER'] as const,
    ['TIERED', 'PUBLIC'] as const,
    ['TIERED', 'PARTNER'] as const,
    ['TIERED', 'INTERNAL'] as const,
  )
  .map(([kind, tier]) => mintSecret(kind, tier))

function accepts(key: unknown): boolean {
  try {
    checkKey(key)
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(LatchkeyError)
    if (typeof key === 'string' && key.length > 6) expect(String(error)).not.toContain(key)
    return false
  }
}

test('accepts every secret of the server', () => {
  fc.assert(fc.property(anySecret, accepts))
})

test('agrees with the server on every other text', () => {
  const changed = fc
    .tuple(anySecret, fc.nat(), fc.constantFrom(...'0123456789abcdefABCDEFghkz_ \n', ''))
    .map(([secret, at, character]) => {
      const index = at % secret.length
      return secret.slice(0, index) + character + secret.slice(index + 1)
    })
  fc.assert(
    fc.property(
      fc.oneof(changed, fc.string({ maxLength: 80 })),
      (text) => accepts(text) === isWellFormed(text),
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  ['a key without its end', (secret: string) => secret.slice(0, -1), /incomplete or was mistyped/],
  ['a bearer token', (secret: string) => `Bearer${secret}`, /is not a Latchkey API key/],
  ['a line break', (secret: string) => `${secret}\n`, /a space or a line break/],
  ['a number', () => 42, /must be a string/],
])('names the mistake: %s', (_what, mistaken, message) => {
  expect(() => checkKey(mistaken(mintSecret('BROKER', 'PARTNER')))).toThrow(message)
})
