// createDiskStore: stores blobs as files in a folder. The default; several servers need a shared file system.

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobStore, requireKey, SizeMismatch } from './blob-store.ts'

const REMAINS_AGE_MS = 60 * 60_000
const WRITE_BYTES = 256 * 1_024

export function createDiskStore(folder: string): BlobStore {
  const pathOf = (key: string) => join(folder, requireKey(key))
  const incoming = join(folder, 'incoming')

  return {
    async put(key, body, byteSize) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const part = join(incoming, randomUUID())
      try {
        // The file is on the disk before it gets its name.
        await writeNew(part, body, byteSize)
        await mkdir(dirname(pathOf(key)), { recursive: true, mode: 0o700 })
        await rename(part, pathOf(key))
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async size(key) {
      return (await stat(pathOf(key)).catch(unlessMissing))?.size ?? null
    },
    async get(key, range) {
      const handle = await open(pathOf(key)).catch(unlessMissing)
      return handle === null ? null : createReadStream('', { fd: handle, ...range })
    },
    async open(key) {
      const handle = await open(pathOf(key)).catch(unlessMissing)
      if (handle === null) return null
      const { size } = await handle.stat()
      return { handle, size, [Symbol.asyncDispose]: () => handle.close() }
    },
    async copy(from, to) {
      await mkdir(dirname(pathOf(to)), { recursive: true, mode: 0o700 })
      // `put` replaces the file of a key and never changes it, so a second name for the file is a copy.
      return (await link(pathOf(from), pathOf(to)).then(() => true, unlessMissing)) ?? false
    },
    async delete(keys) {
      for (const key of keys) {
        const path = pathOf(key)
        await rm(path, { force: true })
        // The folder of an upload, once it is empty.
        if (key.split('/').length > 2) await rmdir(dirname(path)).catch(() => undefined)
      }
    },
    async list(below) {
      const inside = below.replace(/\/$/, '')
      const names = (await readdir(pathOf(inside)).catch(unlessMissing)) ?? []
      return names.sort().map((name) => `${inside}/${name}`)
    },
    async tidy() {
      for (const name of (await readdir(incoming).catch(unlessMissing)) ?? []) {
        const path = join(incoming, name)
        const found = await stat(path).catch(unlessMissing)
        if (found !== null && Date.now() - found.mtimeMs > REMAINS_AGE_MS) await rm(path, { force: true })
      }
    },
    presign: null,
  }
}

/**
 * Writes a file and waits until it is on the disk. It gathers what the network delivers into larger writes: that
 * takes half of the processor time of a stream into a file.
 */
async function writeNew(path: string, body: AsyncIterable<Buffer>, byteSize: number): Promise<void> {
  await using handle = await open(path, 'wx', 0o600)
  let pieces: Buffer[] = []
  let [size, gathered] = [0, 0]
  for await (const piece of body) {
    size += piece.length
    if (size > byteSize) throw new SizeMismatch('The body has too many bytes.')
    pieces.push(piece)
    gathered += piece.length
    if (gathered < WRITE_BYTES) continue
    await writeAll(handle, pieces, gathered)
    pieces = []
    gathered = 0
  }
  if (size !== byteSize) throw new SizeMismatch('The body has too few bytes.')
  if (gathered > 0) await writeAll(handle, pieces, gathered)
  await handle.sync()
}

async function writeAll(handle: FileHandle, pieces: readonly Buffer[], byteSize: number): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces)
  if (bytesWritten < byteSize)
    await writeAll(handle, [Buffer.concat(pieces).subarray(bytesWritten)], byteSize - bytesWritten)
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null
  throw error
}
