// Signatures of Standard Webhooks: HMAC-SHA256 by WebCrypto. Used by verify.ts and sign.ts.

import { WebhookError } from './errors.ts'

/** The type `CryptoKey`, which not every project has. */
export type HmacKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** The key of a secret: `whsec_` and 24 to 64 bytes in base64. `name` is how errors name it. */
export async function keyOf(secret: unknown, name: string): Promise<HmacKey> {
  const bytes = typeof secret === 'string' ? bytesOf(secret.trim().replace(/^whsec_/, '')) : null
  if (bytes === null || bytes.length < 24 || bytes.length > 64)
    throw new WebhookError(
      'INVALID_SECRET',
      `${name} is not the secret of a webhook endpoint: whsec_ and 24 to 64 bytes in base64. Copy it again.`,
    )
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

/** The signature of `{id}.{timestamp}.{body}`, in base64. */
export async function signatureOf(
  key: HmacKey,
  id: string,
  timestamp: string,
  body: Uint8Array,
): Promise<string> {
  const start = new TextEncoder().encode(`${id}.${timestamp}.`)
  const content = new Uint8Array(start.length + body.length)
  content.set(start)
  content.set(body, start.length)
  const signature = await crypto.subtle.sign('HMAC', key, content)
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
}

/** Takes the same time wherever the texts differ. */
export function isEqual(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < one.length; index += 1)
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  return difference === 0
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
