// SignedAddress and DocumentUpload: GraphQL types of signed URLs. Used by document.ts and the upload mutations.

import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import type { SignedAddress as Address, SignedRequest } from './document-storage.ts'

export const SignedAddress = builder.objectRef<Address>('SignedAddress').implement({
  description: 'A URL that needs no credential and expires soon. Do not store it.',
  fields: (t) => ({
    url: t.exposeString('url', { description: 'URL for GET. It supports Range requests for documents.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When the URL expires.' }),
  }),
})

const UploadHeader = builder.objectRef<SignedRequest['headers'][number]>('UploadHeader').implement({
  description: 'A header that the upload request must have.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name of the header.' }),
    value: t.exposeString('value', { description: 'Value of the header.' }),
  }),
})

interface Upload extends SignedRequest {
  readonly id: string
}

export const DocumentUpload = builder.objectRef<Upload>('DocumentUpload').implement({
  description: 'A place for the bytes of one file. Send them, then call completeDocumentUpload.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque id (`upl_`), for completeDocumentUpload.' }),
    url: t.exposeString('url', {
      description: 'URL for the bytes of the file. It needs no credential; do not send one.',
    }),
    method: t.exposeString('method', { description: 'HTTP method: PUT.' }),
    headers: t.field({
      type: [UploadHeader],
      complexity: IN_ROW,
      description: 'Headers that the request must have.',
      resolve: ({ headers }) => headers,
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When the URL expires: at most 15 minutes after the request.',
    }),
  }),
})
