// The Document type, its enums and the query `document`. Used by the mutations of documents.

import { DocumentStatus as Statuses } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { Environment } from '../graphql/environment.ts'
import { displayId } from '../graphql/ids.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Problem } from '../graphql/problem.ts'
import { DocumentClass } from '../submissions/document-class.ts'
import { fileNameOf, noteOf } from './document-rules.ts'
import { SignedAddress } from './signed-address.ts'

const DocumentStatus = builder.enumType('DocumentStatus', {
  description: 'Status of a document.',
  values: {
    [Statuses.UPLOADED]: { description: 'Its content was checked. The funder has not reviewed it yet.' },
    [Statuses.SCANNING]: {
      description: 'Waits for the virus scanner. It cannot be downloaded or rejected yet.',
    },
    [Statuses.ACCEPTED]: { description: 'The funder accepted it.' },
    [Statuses.REJECTED]: { description: 'The funder rejected it. `rejectReason` says why.' },
    [Statuses.QUARANTINED]: { description: 'It can harm a computer. Nobody can download it.' },
    [Statuses.REMOVED]: { description: 'It was removed, and its content is deleted.' },
  },
})

const REASONS = {
  UNREADABLE: { description: 'The pages cannot be read.' },
  WRONG_DOCUMENT: { description: 'It is another document than the one that was asked for.' },
  WRONG_PERIOD: { description: 'It covers another period than the one that was asked for.' },
  PAGES_MISSING: { description: 'Pages are missing.' },
  OUT_OF_DATE: { description: 'It is too old or has expired.' },
  ALTERED: { description: 'It seems to be altered.' },
  OTHER: { description: 'None of these. `note` says why.' },
}

export const DocumentRejectReason = builder.enumType('DocumentRejectReason', {
  description: 'Why the funder rejected a document.',
  values: REASONS,
})

export type RejectReason = keyof typeof REASONS

function isRejectReason(text: string): text is RejectReason {
  return Object.hasOwn(REASONS, text)
}

/** Statuses in which anybody can download a document. */
const SERVED = ['UPLOADED', 'ACCEPTED', 'REJECTED'] as const

export function isServed({ status }: { readonly status: string }): boolean {
  return SERVED.some((served) => served === status)
}

export const Document = builder.prismaObject('Document', {
  interfaces: [Node],
  description: 'A file of a submission. Requires the scope `documents:read`.',
  fields: (t) => ({
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    submission: t.relation('submission', { description: 'The submission it belongs to.' }),
    requirementId: t.exposeID('requirementId', {
      nullable: true,
      description: 'Requirement (`req_`) that it answers. Null: none.',
    }),
    status: t.expose('status', { type: DocumentStatus, description: 'Status of the document.' }),
    class: t.expose('class', { type: DocumentClass, description: 'What the document is.' }),
    periodMonth: t.exposeString('periodMonth', {
      nullable: true,
      description: 'Month that a statement covers: `2026-09`. Null if not set.',
    }),
    accountLast4: t.exposeString('accountLast4', {
      nullable: true,
      description: 'Last four digits of the account number of a statement. Null if not set.',
    }),
    fileName: t.string({
      nullable: true,
      // The row of the submission, which holds the key.
      complexity: 1,
      description: 'Name of the uploaded file, without folders. Null after the submission was erased.',
      select: {
        id: true,
        fileNameCipher: true,
        submission: { select: { dataKey: true, masterKeyId: true } },
      },
      resolve: (document, _args, { masterKeys }) => fileNameOf(masterKeys, document, document.submission),
    }),
    mediaType: t.exposeString('mediaType', {
      description: 'Media type, detected from the content: `application/pdf`.',
    }),
    byteSize: t.exposeInt('byteSize', { description: 'Size in bytes.' }),
    sha256: t.string({
      nullable: true,
      description: 'SHA-256 of the content, 64 hex digits. Null after the submission was erased.',
      select: { sha256: true },
      resolve: ({ sha256 }) => (sha256 === null ? null : Buffer.from(sha256).toString('hex')),
    }),
    hasActiveContent: t.exposeBoolean('hasActiveContent', {
      description: 'Whether it contains scripts or embedded programs. A viewer must not run them.',
    }),
    rejectReason: t.field({
      type: DocumentRejectReason,
      nullable: true,
      description: 'Why the funder rejected it. Null unless it is REJECTED.',
      select: { rejectReason: true },
      resolve: ({ rejectReason }) =>
        rejectReason !== null && isRejectReason(rejectReason) ? rejectReason : null,
    }),
    note: t.string({
      nullable: true,
      complexity: 1,
      description: "The funder's note on a rejection. Null if there is none.",
      select: { id: true, noteCipher: true, submission: { select: { dataKey: true, masterKeyId: true } } },
      resolve: (document, _args, { masterKeys }) => noteOf(masterKeys, document, document.submission),
    }),
    download: t.field({
      type: SignedAddress,
      nullable: true,
      description:
        'Signed address of the content, valid for at most 60 seconds and only while the credential of this request is accepted. Null while the document is SCANNING, QUARANTINED or REMOVED.',
      select: { id: true, status: true },
      resolve: (document, _args, { storage }) =>
        isServed(document) ? storage.signDownload(document.id) : null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was uploaded.' }),
  }),
})

registerNode('Document', 'document', ({ db, principal }, id) =>
  db.document.findFirst({ where: { AND: [{ id }, tenantScope.document(principal)] } }),
)

builder.queryField('document', (t) =>
  t.prismaField({
    type: 'Document',
    description: 'A document by id. A BROKER key sees only documents of its relationship.',
    args: { id: t.arg.id({ required: true, description: 'The id of the document (`doc_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const found = await db.document.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.document(principal)] },
      })
      if (found === null) throw documentNotFound(id)
      return found
    },
  }),
)

export function documentNotFound(id: string): Problem {
  return new Problem(
    'DOCUMENT_NOT_FOUND',
    `There is no document ${displayId(id)}. Use submission.documents to find the id.`,
  )
}
