// scanDocument, scanDocuments: scan documents that wait for the virus scanner. Used by jobs and the CLI.

import type { Document, PrismaClient, Submission } from '@latchkey/prisma'
import { aboutSubmission, recordEvents, SYSTEM_ACTOR } from '@latchkey/schema/events/record-event.ts'
import { eachDue } from '@latchkey/schema/submissions/moves/each-due.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { BlobStore } from './blob-store.ts'
import { sourceOfFile } from './content/byte-source.ts'
import type { Scanner } from './scanner.ts'

interface ScanOptions {
  readonly prisma: PrismaClient
  readonly store: BlobStore
  readonly scanner: Scanner
  /** Stops before the next document. */
  readonly isStopped?: () => boolean
}

type Waiting = Document & { readonly submission: Submission }

/** False: it no longer waits, or has no content. Rejects if the scanner does not answer. */
export async function scanDocument(options: Omit<ScanOptions, 'isStopped'>, id: string): Promise<boolean> {
  const where = { id, status: 'SCANNING' as const }
  const document = await options.prisma.document.findFirst({ where, include: { submission: true } })
  return document !== null && (await scan(options, document))
}

/**
 * Resolves with the number of documents that were scanned. A document that cannot be scanned does not stop the others:
 * its error is thrown at the end.
 */
export function scanDocuments({ isStopped = () => false, ...options }: ScanOptions): Promise<number> {
  const due = (after: string, take: number) =>
    options.prisma.document.findMany({
      where: { status: 'SCANNING', id: { gt: after } },
      select: { id: true },
      orderBy: { id: 'asc' },
      take,
    })
  return eachDue(due, { isStopped }, (id) => scanDocument(options, id))
}

async function scan({ prisma, store, scanner }: ScanOptions, document: Waiting): Promise<boolean> {
  await using blob = await store.open(document.storageKey)
  if (blob === null) return false
  const verdict = await scanner(sourceOfFile(blob.handle, blob.size))
  const status = verdict === 'CLEAN' ? 'UPLOADED' : 'QUARANTINED'
  await createSystemTransaction(prisma)(async (tx) => {
    const { count } = await tx.document.updateMany({
      where: { id: document.id, status: 'SCANNING' },
      data: { status },
    })
    if (count === 0 || status === 'UPLOADED') return
    const about = aboutSubmission(document.submission, document.id)
    await recordEvents(tx, [{ type: 'document.quarantined', ...about, actor: SYSTEM_ACTOR }])
  })
  return true
}
