// createUploadRoute: PUT /blobs/{token} stores the bytes of an upload on the disk. Used by document-routes.ts.

import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PrismaClient } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { type BlobStore, SizeMismatch } from '../../storage/blob-store.ts'
import type { createDocumentAccess } from '../../storage/document-access.ts'
import { handleCors } from '../cors.ts'
import { requireMethod } from '../methods.ts'

interface UploadRouteOptions {
  readonly store: BlobStore
  readonly access: ReturnType<typeof createDocumentAccess>
  readonly prisma: Pick<PrismaClient, 'upload'>
  readonly allowedOrigins: readonly string[]
}

type UploadRoute = (token: string, req: IncomingMessage, res: ServerResponse) => Promise<void>

export function createUploadRoute({
  store,
  access,
  prisma,
  allowedOrigins,
}: UploadRouteOptions): UploadRoute {
  async function requireUpload(storageKey: string): Promise<void> {
    const where = { storageKey, submission: { erasedAt: null } }
    if ((await prisma.upload.count({ where })) > 0) return
    await store.delete([storageKey])
    throw new Problem('NOT_FOUND', 'This upload no longer exists. Request a new one.')
  }

  return async (token, req, res) => {
    if (handleCors(req, res, allowedOrigins, ['PUT', 'OPTIONS'])) return
    res.setHeader('cache-control', 'no-store')
    requireMethod(req, ['PUT'])
    try {
      const { target, caller } = await access.openAddress(token, 'upload')
      const { key, byteSize, sha256 } = target
      const announced = req.headers['content-length']
      if (announced !== undefined && Number(announced) !== byteSize) throw sizeDiffers(byteSize)
      await requireUpload(key)
      await store.put(key, checked(req, sha256), byteSize)
      // A credential that was revoked during the transfer leaves nothing behind.
      await Promise.all([access.recheck(caller), requireUpload(key)]).catch(async (error: unknown) => {
        await store.delete([key])
        throw error
      })
      res.writeHead(200, { 'content-length': 0 }).end()
    } catch (error) {
      // The rest of the body is not worth reading.
      if (!req.complete && !res.headersSent) res.setHeader('connection', 'close')
      if (error instanceof SizeMismatch) throw sizeDiffers(null)
      throw error
    }
  }
}

/** The body. It fails at its end if the bytes have another hash. The request stays open for the response. */
async function* checked(req: IncomingMessage, sha256: string | null): AsyncGenerator<Buffer> {
  const hash = sha256 === null ? null : createHash('sha256')
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    hash?.update(chunk)
    yield chunk
  }
  if (hash !== null && hash.digest('hex') !== sha256)
    throw mismatch('HASH_DIFFERS', 'The bytes do not have the SHA-256 that you announced. Send them again.')
}

function sizeDiffers(byteSize: number | null): Problem {
  const wanted = byteSize === null ? '' : `, ${byteSize} bytes`
  return mismatch('SIZE_DIFFERS', `The body must have exactly the size that you announced${wanted}.`)
}

function mismatch(code: string, message: string): Problem {
  return new Problem('UPLOAD_MISMATCH', message, [{ path: 'body', code, message }])
}
