// zipOf: makes ZIP files for the tests of the content checks.

import { deflateSync } from 'node:zlib'

/** A ZIP file with deflated entries. */
export function zipOf(entries: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const body = deflateSync(content).subarray(2, -4)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(body.length, 14)
    shared.writeUInt32LE(content.length, 18)
    shared.writeUInt16LE(name.length, 22)
    const local = concat('PK\x03\x04', shared, name, body)
    const position = Buffer.alloc(16)
    position.writeUInt32LE(offset, 12)
    directory.push(concat('PK\x01\x02', Buffer.of(20, 0), shared, position.subarray(2), name))
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(listed.length, 8)
  end.writeUInt32LE(offset, 12)
  return concat(...parts, listed, 'PK\x05\x06', end)
}

function concat(...parts: (Buffer | string)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)))
}
