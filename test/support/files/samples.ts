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

function sourceOf(bytes: Buffer): ByteSource {
  return {
    size: bytes.length,
    read: (position, length) => Promise.resolve(bytes.subarray(position, position + length)),
  }
}

/** `application/pdf`, `application/pdf active`, `application/pdf dangerous`, or the code of the fault. */
export async function verdictOn(bytes: Buffer, fileName: string): Promise<string> {
  try {
    const { mediaType, hasActiveContent, isDangerous } = await checkContent(sourceOf(bytes), fileName)
    return `${mediaType}${isDangerous ? ' dangerous' : hasActiveContent ? ' active' : ''}`
  } catch (error) {
    if (error instanceof FileFault) return error.code
    throw error
  }
}
