// openBlobStore, openScanner: the store and the virus scanner of the configuration. Used by main.ts and the CLI.

import { join } from 'node:path'
import type { Config } from '../config.ts'
import { type BlobStore, readS3Settings } from './blob-store.ts'
import { createDiskStore } from './disk-store.ts'
import { createScanner, type Scanner } from './scanner.ts'

/** Loads the AWS SDK only if it is used: it is large. */
export async function openBlobStore(config: Pick<Config, 's3' | 'dataDir'>): Promise<BlobStore> {
  const settings = readS3Settings(config)
  if (settings === null) return createDiskStore(join(config.dataDir, 'blobs'))
  const { createS3Store } = await import('./s3-store.ts')
  return createS3Store(settings)
}

/** Null: no scanner is configured. */
export function openScanner({ clamd }: Pick<Config, 'clamd'>): Scanner | null {
  return clamd === null ? null : createScanner(clamd)
}
