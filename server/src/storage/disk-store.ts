// createDiskStore: stores blobs as files in a folder. The default; several servers need a shared file system.

import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { link, mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type BlobStore, requireKey, SizeMismatch } from './blob-store.ts'

const REMAINS_AGE_MS = 60 * 60_000

export function createDiskStore(folder: string): BlobStore {
  const pathOf = (key: string) => join(folder, requireKey(key))
  const incoming = join(folder, 'incoming')

  return {
    async put(key, body, byteSize) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      const part = join(incoming, randomUUID())
      try {
        // The file is on the disk before it gets its name.
        await pipeline(body, exactly(byteSize), createWriteStream(part, { mode: 0o600, flush: true }))
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

/** Passes the bytes on and fails unless they are exactly `byteSize`. */
function exactly(byteSize: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > byteSize) done(new SizeMismatch('The body has too many bytes.'))
      else done(null, chunk)
    },
    flush(done) {
      done(size === byteSize ? null : new SizeMismatch('The body has too few bytes.'))
    },
  })
}

function unlessMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
    return null
  throw error
}
