// sealToken, openToken: the tokens in signed upload and download addresses. Used by document-storage.ts and routes.
//
// A token names the credential that asked for the address by its digest. It is encrypted: the address reveals
// nothing, and the route looks the credential up again.

import type { Caller } from '@latchkey/schema/auth/caller.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'

const MAX_LENGTH = 2_000

const TARGET = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('upload'),
    key: z.string(),
    byteSize: z.int(),
    sha256: z.string().nullable(),
  }),
  z.object({ kind: z.literal('document'), id: z.string() }),
  z.object({ kind: z.literal('archive'), submissionId: z.string() }),
])

const CLAIMS = z.object({
  target: TARGET,
  expiresAt: z.number(),
  digest: z.string(),
  as: z.enum(['KEY', 'SESSION']),
  address: z.string(),
  notAfter: z.number().nullable(),
  role: z.enum(['OWNER', 'ADMIN', 'DEVELOPER', 'UNDERWRITER', 'VIEWER']).nullable(),
})

export type Target = z.output<typeof TARGET>

/** The credential and the address of the request that asked for the signed address. */
export type Asker = Pick<Caller, 'digest' | 'as' | 'address' | 'notAfter' | 'role'>

interface SignedToken {
  readonly target: Target
  readonly expiresAt: Date
  readonly asker: Asker
}

export function sealToken(key: Uint8Array, { target, expiresAt, asker }: SignedToken): Promise<string> {
  const claims: z.output<typeof CLAIMS> = {
    target,
    expiresAt: expiresAt.getTime(),
    digest: Buffer.from(asker.digest).toString('base64url'),
    as: asker.as,
    address: asker.address,
    notAfter: asker.notAfter?.getTime() ?? null,
    role: asker.role,
  }
  return new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
}

/** Throws NOT_FOUND for a token of another kind, and for anything that is not a token. */
export async function openToken<K extends Target['kind']>(
  key: Uint8Array,
  token: string,
  kind: K,
): Promise<SignedToken & { readonly target: Extract<Target, { kind: K }> }> {
  const claims = await read(key, token)
  if (claims === null || !isOfKind(claims.target, kind))
    throw new Problem('NOT_FOUND', 'This signed address is not valid. Request a new one.')
  const { target, expiresAt, digest, as, address, notAfter, role } = claims
  return {
    target,
    expiresAt: new Date(expiresAt),
    asker: {
      digest: new Uint8Array(Buffer.from(digest, 'base64url')),
      as,
      address,
      notAfter: notAfter === null ? null : new Date(notAfter),
      role,
    },
  }
}

async function read(key: Uint8Array, token: string): Promise<z.output<typeof CLAIMS> | null> {
  if (token.length > MAX_LENGTH) return null
  try {
    const { payload } = await jwtDecrypt(token, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return CLAIMS.safeParse(payload).data ?? null
  } catch {
    return null
  }
}

function isOfKind<K extends Target['kind']>(target: Target, kind: K): target is Extract<Target, { kind: K }> {
  return target.kind === kind
}
