// createArchiveRoute: GET /submissions/{id}/documents.zip, all documents of a submission. Used by document-routes.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Document, Submission } from '@latchkey/prisma'
import { tenantScope } from '@latchkey/schema/auth/tenant-scope.ts'
import { isServed } from '@latchkey/schema/documents/document.ts'
import { fileNameOf } from '@latchkey/schema/documents/document-rules.ts'
import { archiveName } from '@latchkey/schema/documents/file-name.ts'
import { recordEvents } from '@latchkey/schema/events/record-event.ts'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { create as contentDisposition } from 'content-disposition'
import { ZipFile } from 'yazl'
import { handleCors } from '../cors.ts'
import { requireMethod } from '../methods.ts'
import { type DownloadOptions, downloadEvent, protect } from './documents.ts'

const METHODS = ['GET', 'HEAD', 'OPTIONS']

type ArchiveRoute = (id: string, token: string, req: IncomingMessage, res: ServerResponse) => Promise<void>

export function createArchiveRoute(options: DownloadOptions): ArchiveRoute {
  const { store, access, prisma, transactionFor, masterKeys, allowedOrigins } = options

  /** The ZIP as a stream. It reads one document after the other, when their turn comes. */
  function zipOf(submission: Submission, documents: readonly Document[]): ZipFile {
    const zip = new ZipFile()
    const taken = new Set<string>()
    for (const document of documents) {
      const fileName = fileNameOf(masterKeys, document, submission) ?? 'document'
      const settings = {
        mtime: document.createdAt,
        size: document.byteSize,
        // The other types are compressed already.
        compress: document.mediaType === 'text/csv',
      }
      zip.addReadStreamLazy(archiveName({ ...document, fileName }, taken), settings, (done) => {
        store.get(document.storageKey).then(
          (stream) => (stream === null ? zip.emit('error', missing()) : done(null, stream)),
          (error: unknown) => zip.emit('error', error),
        )
      })
    }
    zip.end()
    return zip
  }

  return async (id, token, req, res) => {
    if (handleCors(req, res, allowedOrigins, METHODS)) return
    protect(res)
    requireMethod(req, METHODS)
    const { target, caller, principal } = await access.openAddress(token, 'archive')
    const submission = await prisma.submission.findFirst({
      where: { AND: [{ id: target.submissionId }, tenantScope.submission(principal)] },
      include: { documents: { orderBy: { id: 'asc' } } },
    })
    if (submission === null || submission.id !== id || submission.erasedAt !== null)
      throw new Problem('SUBMISSION_NOT_FOUND', 'This submission does not exist, or you cannot see it.')
    const documents = submission.documents.filter(isServed)
    const head = {
      'content-type': 'application/zip',
      'content-disposition': contentDisposition(`documents-${id}.zip`),
    }
    if (req.method === 'HEAD') {
      res.writeHead(200, head).end()
      return
    }
    await transactionFor(caller)(async (tx) => {
      await recordEvents(
        tx,
        documents.map((document) => downloadEvent(principal, document, submission)),
      )
      return { id }
    })
    const zip = zipOf(submission, documents)
    zip.once('error', (error) => res.destroy(error instanceof Error ? error : missing()))
    res.writeHead(200, head)
    await pipeline(zip.outputStream, res)
  }
}

function missing(): Error {
  return new Error('A document of the archive has no content.')
}
