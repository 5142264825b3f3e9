// createDownloadRoute: GET /documents/{token}, the content of one document. Used by document-routes.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Document, PrismaClient, Submission } from '@latchkey/prisma'
import type { Principal } from '@latchkey/schema/auth/principal.ts'
import { tenantScope } from '@latchkey/schema/auth/tenant-scope.ts'
import { isServed } from '@latchkey/schema/documents/document.ts'
import { fileNameOf } from '@latchkey/schema/documents/document-rules.ts'
import { downloadName } from '@latchkey/schema/documents/file-name.ts'
import type { MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import {
  aboutSubmission,
  actorOf,
  type NewEvent,
  recordEvents,
} from '@latchkey/schema/events/record-event.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { Transactions } from '@latchkey/schema/transaction/transaction.ts'
import { create as contentDisposition } from 'content-disposition'
import type { BlobStore } from '../../storage/blob-store.ts'
import type { createDocumentAccess } from '../../storage/document-access.ts'
import { readRange } from '../byte-range.ts'
import { handleCors } from '../cors.ts'
import { requireMethod } from '../methods.ts'

/** How long the address at the S3 service is valid to which the server redirects. */
const REDIRECT_SECONDS = 30

const METHODS = ['GET', 'HEAD', 'OPTIONS']

export interface DownloadOptions {
  readonly store: BlobStore
  readonly access: ReturnType<typeof createDocumentAccess>
  readonly prisma: PrismaClient
  readonly transactionFor: Transactions['transactionFor']
  readonly masterKeys: MasterKeys
  readonly allowedOrigins: readonly string[]
}

type DownloadRoute = (token: string, req: IncomingMessage, res: ServerResponse) => Promise<void>

export function createDownloadRoute(options: DownloadOptions): DownloadRoute {
  const { store, access, prisma, transactionFor, masterKeys, allowedOrigins } = options
  return async (token, req, res) => {
    if (handleCors(req, res, allowedOrigins, METHODS)) return
    protect(res)
    requireMethod(req, METHODS)
    const { target, caller, principal } = await access.openAddress(token, 'document')
    const document = await prisma.document.findFirst({
      where: { AND: [{ id: target.id }, tenantScope.document(principal)] },
      include: { submission: true },
    })
    if (document === null || !isServed(document)) throw notServed()
    const { byteSize, mediaType, storageKey, submission } = document
    const name = downloadName(fileNameOf(masterKeys, document, submission) ?? 'document', mediaType)
    const disposition = contentDisposition(name)
    const range = readRange(req.headers.range, byteSize)
    if (range === 'UNSATISFIABLE') {
      res.writeHead(416, { 'content-range': `bytes */${byteSize}`, 'content-length': 0 }).end()
      return
    }
    if (req.method === 'GET' && (range === null || range.start === 0))
      await transactionFor(caller)(async (tx) => {
        await recordEvents(tx, [downloadEvent(principal, document, submission)])
        return { id: document.id }
      })
    if (store.presign !== null) {
      const headers = { contentType: mediaType, contentDisposition: disposition }
      const location = await store.presign.get(storageKey, headers, REDIRECT_SECONDS)
      res.writeHead(302, { location, 'content-length': 0 }).end()
      return
    }
    const head = {
      'content-type': mediaType,
      'content-disposition': disposition,
      'accept-ranges': 'bytes',
      'content-length': range === null ? byteSize : range.end - range.start + 1,
      ...(range === null ? {} : { 'content-range': `bytes ${range.start}-${range.end}/${byteSize}` }),
    }
    if (req.method === 'HEAD') {
      res.writeHead(range === null ? 200 : 206, head).end()
      return
    }
    const body = await store.get(storageKey, range ?? undefined)
    if (body === null) throw notServed()
    res.writeHead(range === null ? 200 : 206, head)
    await pipeline(body, res)
  }
}

/** A browser must neither keep nor run anything of a document. */
export function protect(res: ServerResponse): void {
  res.setHeader('cache-control', 'private, no-store')
  res.setHeader('content-security-policy', "sandbox; default-src 'none'")
  res.setHeader('referrer-policy', 'no-referrer')
}

export function downloadEvent(
  principal: Principal,
  { id }: Pick<Document, 'id'>,
  submission: Submission,
): NewEvent {
  const actor = actorOf(principal)
  return { type: 'document.downloaded', ...aboutSubmission(submission, id), actor }
}

function notServed(): Problem {
  return new Problem(
    'DOCUMENT_NOT_FOUND',
    'This document cannot be downloaded. Load it again to see its status.',
  )
}
