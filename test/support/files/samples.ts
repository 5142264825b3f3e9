// Real files of common programs (samples/), and what a test does with their bytes.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ByteSource } from '@latchkey/server/storage/content/byte-source.ts'
import { checkContent } from '@latchkey/server/storage/content/check-content.ts'
import { FileFault } from '@latchkey/server/storage/content/finding.ts'

const FOLDER = join(import.meta.dirname, 'samples')

export const SAMPLES: readonly string[] = readdirSync(FOLDER).sort()

export function sample(name: string): Buffer {
  return readFileSync(join(FOLDER, name))
}

/** A PDF with its own text, so that two documents of a test differ. */
export function statementOf(text: string): Buffer {
  return Buffer.concat([sample('statement.pdf'), Buffer.from(`\n% ${text}\n`)])
}

/** What a check asked of the file. */
export interface Work {
  reads: number
  bytes: number
  /** Bytes of the longest read: the check has no more of the file in memory at once. */
  longestRead: number
}

function sourceOf(bytes: Buffer, work: Work): ByteSource {
  return {
    size: bytes.length,
    read: async (position, length) => {
      const read = bytes.subarray(position, position + length)
      work.reads += 1
      work.bytes += read.length
      work.longestRead = Math.max(work.longestRead, read.length)
      return read
    },
  }
}

export async function checkCounted(
  bytes: Buffer,
  fileName: string,
): Promise<{ verdict: string; work: Work }> {
  const work = { reads: 0, bytes: 0, longestRead: 0 }
  return { verdict: await verdictOn(bytes, fileName, work), work }
}

/** `application/pdf`, `application/pdf active`, `application/pdf dangerous`, or the code of the fault. */
export async function verdictOn(
  bytes: Buffer,
  fileName: string,
  work: Work = { reads: 0, bytes: 0, longestRead: 0 },
): Promise<string> {
  try {
    const { mediaType, hasActiveContent, isDangerous } = await checkContent(sourceOf(bytes, work), fileName)
    return `${mediaType}${isDangerous ? ' dangerous' : hasActiveContent ? ' active' : ''}`
  } catch (error) {
    if (error instanceof FileFault) return error.code
    throw error
  }
}
