// saveFile, requireTarget: write a download to the disk, in Node, Deno and Bun. Used by download.ts and documents.ts.

import { LatchkeyError } from '../core/errors.ts'
import { systemCodeOf } from '../core/network-error.ts'
import { nodeModule } from './node-module.ts'

/** Options of a download that save it. */
export interface SaveOptions {
  /** Path of the file, or of an existing folder, where it gets its own name. Node, Deno and Bun only. */
  readonly toFile: string
  /** Replaces a file that exists. Default: false, so the download rejects. */
  readonly overwrite?: boolean | undefined
}

/** A download that was saved. */
export interface SavedFile {
  /** Path of the file. */
  readonly path: string
  /** Name of the document, without folders. */
  readonly fileName: string
  /** Media type, such as `application/pdf`. */
  readonly mediaType: string
  /** Size in bytes. */
  readonly byteSize: number
  /** SHA-256 of the content, 64 hex digits. Null for a ZIP. */
  readonly sha256: string | null
}

type Chunks = (restart: () => Promise<void>) => AsyncIterable<Uint8Array>

/** Rejects if `path` is a file that may not be replaced. Returns whether it is a folder. */
export async function requireTarget(path: string, overwrite: boolean): Promise<boolean> {
  if (typeof path !== 'string' || path === '')
    throw new LatchkeyError('The path of a download must be a non-empty string.')
  const found = await (await fileSystem()).stat(path).catch(() => null)
  if (found !== null && !found.isDirectory() && !overwrite) throw exists()
  return found?.isDirectory() ?? false
}

export async function saveFile(
  path: string,
  fileName: string,
  overwrite: boolean,
  chunks: Chunks,
): Promise<{ readonly path: string; readonly byteSize: number }> {
  const fs = await fileSystem()
  const target = (await requireTarget(path, overwrite))
    ? `${path.replace(/[\\/]$/, '')}/${safeName(fileName)}`
    : path
  if (target !== path && (await requireTarget(target, overwrite))) throw exists()
  // A unique name, so that two downloads to one path do not mix.
  const part = `${target}.${crypto.randomUUID()}.part`
  const file = await fs.open(part, 'wx').catch(unwritable)
  let byteSize = 0
  try {
    try {
      const restart = async () => {
        byteSize = 0
        await file.truncate(0).catch(unwritable)
      }
      for await (const chunk of chunks(restart)) {
        for (let at = 0; at < chunk.byteLength; ) {
          const { bytesWritten } = await file
            .write(chunk, at, chunk.byteLength - at, byteSize)
            .catch(unwritable)
          at += bytesWritten
          byteSize += bytesWritten
        }
      }
    } finally {
      await file.close()
    }
    if (overwrite) await fs.rename(part, target).catch(unwritable)
    else await adopt(part, target)
  } catch (error) {
    await fs.unlink(part).catch(() => undefined)
    throw error
  }
  return { path: target, byteSize }
}

/** Gives the file its name, unless another file got it during the download. */
async function adopt(part: string, target: string): Promise<void> {
  const fs = await fileSystem()
  try {
    await fs.link(part, target)
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') throw exists()
    // Not every file system has links.
    await requireTarget(target, false)
    return fs.rename(part, target).catch(unwritable)
  }
  await fs.unlink(part).catch(unwritable)
}

async function fileSystem() {
  const fs = await nodeModule('node:fs/promises')
  if (fs !== null) return fs
  throw new LatchkeyError('Saving to a file works in Node, Deno and Bun only. Use `stream` or `blob()`.')
}

/** Without characters that a file system may forbid. */
function safeName(fileName: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file systems forbid them.
  return fileName.replaceAll(/[<>:"/\\|?*\u0000-\u001f]/g, '_')
}

function exists(): LatchkeyError {
  return new LatchkeyError(
    'A file with this path already exists. Pass another path, or `overwrite: true` to replace it.',
  )
}

/** Errors of the file system contain the path. */
function unwritable(error: unknown): never {
  const code = systemCodeOf(error) ?? 'unknown error'
  throw new LatchkeyError(
    `The download cannot be saved (${code}). Check the path, permissions and free space.`,
  )
}
