// ByteSource: random access to the bytes of a file, for the content checks. windowsOf reads one in order.

import type { FileHandle } from 'node:fs/promises'

export interface ByteSource {
  readonly size: number
  /** At most `length` bytes from `position`; fewer at the end of the file. */
  readonly read: (position: number, length: number) => Promise<Buffer>
}

export function sourceOfFile(handle: FileHandle, size: number): ByteSource {
  return {
    size,
    async read(position, length) {
      const wanted = Math.max(0, Math.min(length, size - position))
      const buffer = Buffer.allocUnsafe(wanted)
      let filled = 0
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, position + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return buffer.subarray(0, filled)
    },
  }
}

const BLOCK_BYTES = 64 * 1_024

/** Serves small reads from blocks, so that a file of many small parts costs few reads of the disk. */
export function inBlocks({ size, read }: ByteSource): ByteSource {
  let block: Buffer = Buffer.alloc(0)
  let start = 0
  return {
    size,
    async read(position, length) {
      if (length > BLOCK_BYTES) return read(position, length)
      if (position < start || Math.min(position + length, size) > start + block.length) {
        block = await read(position, BLOCK_BYTES)
        start = position
      }
      return block.subarray(position - start, position - start + length)
    },
  }
}

const WINDOW_BYTES = 256 * 1_024

interface Window {
  readonly bytes: Buffer
  /** Position of the first byte in the file. */
  readonly position: number
}

/** All bytes from `from` in windows. Each starts with the last `overlap` bytes of the one before. */
export async function* windowsOf(source: ByteSource, overlap = 0, from = 0): AsyncGenerator<Window> {
  for (let position = from; position < source.size; position += WINDOW_BYTES) {
    const start = Math.max(from, position - overlap)
    yield { bytes: await source.read(start, WINDOW_BYTES + position - start), position: start }
    if (position + WINDOW_BYTES >= source.size) return
  }
}
