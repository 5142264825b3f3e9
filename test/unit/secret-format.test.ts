// The secret format: every new secret is well-formed, and no mistyped one is.

import { digestOf, displayPrefix, isWellFormed, mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const KINDS = [
  ['USER', 'INTERNAL', /^key_[0-9a-f]{48}$/, 8],
  ['BROKER', 'PARTNER', /^bft_[0-9a-f]{48}$/, 8],
  ['BROKER', 'PUBLIC', /^bft_[0-9a-f]{48}$/, 8],
  ['TIERED', 'PUBLIC', /^lk_pk_[0-9a-f]{48}$/, 10],
  ['TIERED', 'PARTNER', /^lk_pt_[0-9a-f]{48}$/, 10],
  ['TIERED', 'INTERNAL', /^lk_in_[0-9a-f]{48}$/, 10],
] as const

test.each(KINDS)('mints a secret for a %s key of tier %s', (kind, tier, format, shown) => {
  const secret = mintSecret(kind, tier)
  expect(secret).toMatch(format)
  expect(isWellFormed(secret)).toBe(true)
  expect(displayPrefix(secret)).toBe(secret.slice(0, shown))
  expect(digestOf(secret)).toHaveLength(32)
  expect(mintSecret(kind, tier)).not.toBe(secret)
})

const anySecret = fc.constantFrom(...KINDS).map(([kind, tier]) => mintSecret(kind, tier))

test('rejects a secret with one character changed, missing, doubled or swapped', () => {
  const mistake = fc.record({
    secret: anySecret,
    at: fc.nat(),
    kind: fc.constantFrom('change', 'drop', 'double', 'swap'),
    character: fc.constantFrom(...'0123456789abcdefABCDEFghkz_ '),
  })
  fc.assert(
    fc.property(mistake, ({ secret, at, kind, character }) => {
      const i = at % secret.length
      const [head, here, next = '', tail] = [
        secret.slice(0, i),
        secret.charAt(i),
        secret.charAt(i + 1),
        secret.slice(i + 2),
      ]
      const wrong = {
        change: head + character + next + tail,
        drop: head + next + tail,
        double: head + here + here + next + tail,
        swap: head + next + here + tail,
      }[kind]
      return wrong === secret || !isWellFormed(wrong ?? '')
    }),
    { numRuns: 5_000 },
  )
})

test('rejects any other text', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => !isWellFormed(text)))
  const secret = mintSecret('USER', 'INTERNAL')
  for (const text of [
    '',
    ` ${secret}`,
    `${secret}\n`,
    secret.toUpperCase(),
    secret.replace('key_', 'bft_'),
    `heir_sk_${secret.slice(4)}`,
  ]) {
    expect(isWellFormed(text)).toBe(false)
  }
})
