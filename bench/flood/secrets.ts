// Secrets for a guessing attack: strings that never were a secret, and ones with one wrong digit.

import { randomBytes } from 'node:crypto'
import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'

/** Half of them malformed, half mistyped. */
export function guesses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? malformed(index) : mistyped()))
}

function malformed(index: number): string {
  const random = randomBytes(24).toString('hex')
  const forms = [`sk_live_${random}`, `bft_${random.slice(7)}`, `key_${random.toUpperCase()}`, random]
  return forms[Math.floor(index / 2) % forms.length] ?? random
}

function mistyped(): string {
  const secret = mintSecret('BROKER', 'PARTNER')
  const at = 10
  return `${secret.slice(0, at)}${secret[at] === '0' ? '1' : '0'}${secret.slice(at + 1)}`
}
