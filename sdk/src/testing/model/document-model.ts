// addDocumentAnswers: uploads, lists and downloads of documents. Used by test-client.ts.

import type { Document, RequestDocumentUploadInput } from '../../generated/types.ts'
import type { AnswerBook } from '../answer-book.ts'
import { problem } from '../answers.ts'
import { fakeDocument, fakeId } from '../fake-records.ts'
import type { TestStorage } from '../test-storage.ts'
import { pageOf } from './paging.ts'
import type { Records } from './records.ts'

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
  csv: 'text/csv',
}

export function addDocumentAnswers(book: AnswerBook, records: Records, storage: TestStorage): void {
  const uploads = new Map<string, RequestDocumentUploadInput>()
  const completed = new Map<string, string>()
  const documentOf = (id: string): Document => {
    const found = records.documents.get(id)
    if (found === undefined) throw problem('DOCUMENT_NOT_FOUND')
    return found.document
  }
  const change = (id: string, changes: Partial<Document>): Document => {
    const document = { ...documentOf(id), ...changes }
    const submissionId = records.documents.get(id)?.submissionId ?? ''
    records.documents.set(id, { submissionId, document })
    return document
  }

  book.model('requestDocumentUpload', (input) => {
    records.submission(input.submissionId)
    const id = fakeId('upl')
    uploads.set(id, input)
    return { id, url: storage.uploadUrl(id), headers: [] }
  })
  book.model('completeDocumentUpload', ({ uploadId }) => {
    const known = completed.get(uploadId)
    if (known !== undefined) return documentOf(known)
    const input = uploads.get(uploadId)
    const bytes = storage.uploaded(uploadId)
    if (input === undefined) throw problem('NOT_FOUND')
    if (bytes?.byteLength !== input.byteSize) throw problem('UPLOAD_MISMATCH')
    const { submissionId, fileName, byteSize, periodMonth = null, accountLast4 = null } = input
    const mediaType =
      MEDIA_TYPES[fileName.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
    const document = fakeDocument({
      fileName,
      byteSize,
      mediaType,
      periodMonth,
      accountLast4,
      class: input.class ?? 'OTHER',
      requirementId: input.requirementId ?? null,
      createdAt: records.now().toISOString(),
    })
    storage.keep(document.id, { bytes, fileName, mediaType })
    records.documents.set(document.id, { submissionId, document })
    completed.set(uploadId, document.id)
    records.record(submissionId, 'DOCUMENT_UPLOADED')
    return document
  })
  book.model('document', ({ id }) => documentOf(id))
  book.model('submissionDocuments', ({ id, ...range }) => {
    records.submission(id)
    const all = [...records.documents.values()].reverse()
    const own = all.filter(
      ({ submissionId, document }) => submissionId === id && document.status !== 'REMOVED',
    )
    return {
      documents: pageOf(
        own.map(({ document }) => document),
        range,
      ),
    }
  })
  book.model('documentDownload', ({ id }) => {
    const { status, fileName, byteSize, sha256 } = documentOf(id)
    return { status, fileName, byteSize, sha256, download: { url: storage.downloadUrl(id) } }
  })
  book.model('setDocumentClass', ({ id, class: documentClass, periodMonth, accountLast4 }) =>
    change(id, {
      class: documentClass,
      ...(periodMonth === undefined ? {} : { periodMonth }),
      ...(accountLast4 === undefined ? {} : { accountLast4 }),
    }),
  )
  book.model('removeDocument', ({ id }) => change(id, { status: 'REMOVED' }))
}
