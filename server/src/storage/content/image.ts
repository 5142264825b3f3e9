// checkPng, checkJpeg, checkHeic: whether an image is whole. They read the structure, never the pixels.

import { type ByteSource, windowsOf } from './byte-source.ts'
import { corrupt, type Finding, truncated } from './finding.ts'

const MAX_PARTS = 100_000

function imageOf(mediaType: 'image/png' | 'image/jpeg' | 'image/heic'): Finding {
  return { mediaType, hasActiveContent: false, isDangerous: false }
}

/** Walks the chunks from IHDR to IEND. Bytes after IEND are allowed. */
export async function checkPng(source: ByteSource): Promise<Finding> {
  let position = 8
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const head = await source.read(position, 8)
    if (head.length < 8) throw truncated('image')
    const type = head.toString('latin1', 4)
    if (!/^[A-Za-z]{4}$/.test(type) || (part === 0) !== (type === 'IHDR')) throw corrupt('image')
    position += 12 + head.readUInt32BE()
    if (position > source.size) throw truncated('image')
    if (type === 'IEND') return imageOf('image/png')
  }
  throw corrupt('image')
}

/** Walks the segments to the first scan, then looks for the end marker. Cameras append data after it. */
export async function checkJpeg(source: ByteSource): Promise<Finding> {
  let position = 2
  for (let part = 0; part < MAX_PARTS; part += 1) {
    const head = await source.read(position, 4)
    if (head.length < 4) throw truncated('image')
    const marker = head[1] ?? 0
    if (head[0] !== 0xff) throw corrupt('image')
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      position += 1
      continue
    }
    if (marker < 0xc0 || marker === 0xd8 || marker === 0xd9) throw corrupt('image')
    const length = head.readUInt16BE(2)
    if (length < 2) throw corrupt('image')
    position += 2 + length
    if (position > source.size) throw truncated('image')
    if (marker === 0xda) break
  }
  for await (const { bytes } of windowsOf(source, 1, position))
    if (bytes.includes(Buffer.of(0xff, 0xd9))) return imageOf('image/jpeg')
  throw truncated('image')
}

const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs', 'mif1', 'msf1']

export function isHeic(start: Buffer): boolean {
  return start.toString('latin1', 4, 8) === 'ftyp' && HEIC_BRANDS.includes(start.toString('latin1', 8, 12))
}

/** Walks the top-level boxes. The image needs `meta` or `moov`, and `mdat` or `idat` inside `meta`. */
export async function checkHeic(source: ByteSource): Promise<Finding> {
  let position = 0
  let hasIndex = false
  for (let part = 0; part < MAX_PARTS && position < source.size; part += 1) {
    const head = await source.read(position, 16)
    if (head.length < 8) break
    const type = head.toString('latin1', 4, 8)
    if (!/^[\w -]{4}$/.test(type)) {
      if (hasIndex) break
      throw corrupt('image')
    }
    if (type === 'meta' || type === 'moov') hasIndex = true
    const size = head.readUInt32BE()
    if (size === 0) break
    if (size === 1 && head.length < 16) throw truncated('image')
    const whole = size === 1 ? Number(head.readBigUInt64BE(8)) : size
    if (whole < 8) throw corrupt('image')
    position += whole
    if (position > source.size) throw truncated('image')
  }
  if (!hasIndex) throw truncated('image')
  return imageOf('image/heic')
}
