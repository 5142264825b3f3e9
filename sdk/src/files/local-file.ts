// localFile: reads a file of the disk, in Node, Deno and Bun. Used by file-source.ts.

import { LatchkeyError } from '../core/errors.ts'
import { systemCodeOf } from '../core/network-error.ts'
import { nodeModule } from './node-module.ts'

interface LocalFile {
  readonly byteSize: number
  /** Opens the file again and yields its bytes from the start. */
  readonly read: () => AsyncGenerator<Uint8Array, void, undefined>
}

export async function localFile(path: string, chunkBytes: number): Promise<LocalFile> {
  const fs = await nodeModule('node:fs/promises')
  if (fs === null)
    throw new LatchkeyError('A path works in Node, Deno and Bun only. Pass a File, a Blob or bytes.')
  const open = () => fs.open(path, 'r').catch(unreadable)
  const handle = await open()
  const status = await handle.stat().finally(handle.close.bind(handle))
  if (!status.isFile()) throw new LatchkeyError('The path of an upload must lead to a file.')

  async function* read(): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await open()
    try {
      for (let position = 0; ; ) {
        const bytes = new Uint8Array(chunkBytes)
        const { bytesRead } = await file.read(bytes, 0, chunkBytes, position).catch(unreadable)
        if (bytesRead === 0) return
        position += bytesRead
        yield bytes.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }
  return { byteSize: status.size, read }
}

/** Errors of the file system contain the path. */
function unreadable(error: unknown): never {
  const code = systemCodeOf(error) ?? 'unknown error'
  throw new LatchkeyError(`The file of an upload cannot be read (${code}). Check its path and permissions.`)
}
