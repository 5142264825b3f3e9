// Command `sweep-uploads`: deletes uploads that became no document and scans documents that wait.

import { openBlobStore, openScanner } from '../storage/open-storage.ts'
import { scanDocuments } from '../storage/scan-documents.ts'
import { sweepUploads } from '../storage/sweep-uploads.ts'
import type { Parent, Run } from './command.ts'
import { openMigrated } from './open-database.ts'

export function addSweepUploads(program: Parent, run: Run): void {
  program
    .command('sweep-uploads')
    .description('delete uploads that became no document, and scan documents that wait for the virus scanner')
    .action(() =>
      run(async (config, opened) => {
        const { prisma } = await openMigrated(config, opened)
        const store = await openBlobStore(config)
        const scanner = openScanner(config)
        const { uploads, documents } = await sweepUploads({ prisma, store })
        const scanned = scanner === null ? 0 : await scanDocuments({ prisma, store, scanner })
        return {
          text: `Deleted ${uploads} uploads and the content of ${documents} removed documents. Scanned ${scanned} documents.`,
          json: { uploads, documents, scanned },
        }
      }),
    )
}
