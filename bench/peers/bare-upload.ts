// node:http that streams each PUT to a file. With BENCH_UPLOAD_FLUSH it waits for the disk, as Latchkey does.

import { createWriteStream } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { serve } from '../peer.ts'

const folder = process.env['BENCH_UPLOADS'] ?? ''
const flush = process.env['BENCH_UPLOAD_FLUSH'] === 'true'

const server = createServer(async (req, res) => {
  const name = new URL(req.url ?? '', 'http://bench').pathname.slice(1)
  await pipeline(req, createWriteStream(join(folder, `bare-${flush}-${name}`), { mode: 0o600, flush }))
  res.writeHead(200, { 'content-length': 0 }).end()
})
serve(server)
