// scanDocument, scanDocuments: scan documents that wait for the virus scanner. Used by jobs and the CLI.

import type { Document, PrismaClient, Submission } from '@latchkey/prisma'
import { aboutSubmission, recordEvents, SYSTEM_ACTOR } from '@latchkey/schema/events/record-event.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { BlobStore } from './blob-store.ts'
import { sourceOfFile } from './content/byte-source.ts'
import type { Scanner } from './scanner.ts'

const BATCH = 50

interface ScanOptions {
  readonly prisma: PrismaClient
  readonly store: BlobStore
  readonly scanner: Scanner
  /** Stops before the next document. */
  readonly isStopped?: () => boolean
}

type Waiting = Document & { readonly submission: Submission }

/** Scans one document, if it still waits. Rejects if the scanner does not answer. */
export async function scanDocument(options: Omit<ScanOptions, 'isStopped'>, id: string): Promise<void> {
  const where = { id, status: 'SCANNING' as const }
  const document = await options.prisma.document.findFirst({ where, include: { submission: true } })
  if (document !== null) await scan(options, document)
}

/** Resolves with the number of documents that no longer wait. Rejects if the scanner does not answer. */
export async function scanDocuments(options: ScanOptions): Promise<number> {
  const { prisma, isStopped = () => false } = options
  let scanned = 0
  for (let after = ''; ; ) {
    const waiting = await prisma.document.findMany({
      where: { status: 'SCANNING', id: { gt: after } },
      include: { submission: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    for (const document of waiting) {
      if (isStopped()) return scanned
      await scan(options, document)
      scanned += 1
    }
    const last = waiting.at(-1)
    if (last === undefined || waiting.length < BATCH) return scanned
    after = last.id
  }
}

async function scan({ prisma, store, scanner }: ScanOptions, document: Waiting): Promise<void> {
  await using blob = await store.open(document.storageKey)
  if (blob === null) return
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
}
