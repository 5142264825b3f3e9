// createDocumentRoutes: maps the paths of signed addresses to their routes. Used by router.ts.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestLog } from '../http-response.ts'
import type { RequestTarget } from '../request-target.ts'
import { createUploadRoute } from './blobs.ts'
import { createDownloadRoute, type DownloadOptions } from './documents.ts'
import { createArchiveRoute } from './documents-zip.ts'

/** False: another path. The log gets the path without the token, which opens the file. */
type DocumentRoutes = (
  target: RequestTarget,
  req: IncomingMessage,
  res: ServerResponse,
  requestLog: RequestLog,
) => Promise<boolean>

export function createDocumentRoutes(options: DownloadOptions): DocumentRoutes {
  const answerUpload = createUploadRoute(options)
  const answerDownload = createDownloadRoute(options)
  const answerArchive = createArchiveRoute(options)
  return async ({ path, parameters }, req, res, requestLog) => {
    const [, folder, token] = /^\/(blobs|documents)\/([\w.-]+)$/.exec(path) ?? []
    if (folder !== undefined && token !== undefined) {
      requestLog.path = `/${folder}/{token}`
      await (folder === 'blobs' ? answerUpload : answerDownload)(token, req, res)
      return true
    }
    const [, id] = /^\/submissions\/([a-z0-9_]+)\/documents\.zip$/.exec(path) ?? []
    if (id === undefined) return false
    requestLog.path = '/submissions/{id}/documents.zip'
    await answerArchive(id, parameters.get('signature') ?? '', req, res)
    return true
  }
}
