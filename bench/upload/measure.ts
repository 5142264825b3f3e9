// Uploads of 25 MB to Latchkey and to a bare node:http that streams to the same disk, in turn.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headersOf } from '../generator.ts'
import { type Stage, startServer } from '../measure.ts'
import type { Used } from '../peer.ts'
import { ratios, type Spread, spread } from '../report/figures.ts'
import { atLeastRatio, type Floor } from '../report/floors.ts'
import { columns } from '../report/table.ts'
import { order } from '../rounds.ts'
import { LATCHKEY, SUBMISSION } from '../subjects.ts'
import { putFile } from './put-file.ts'

const MB = 25
const AT_ONCE = 4
/** Files per connection in each round. */
const FILES = 3

interface UploadLine {
  readonly name: string
  /** Megabytes per second, and milliseconds of server CPU per file. */
  readonly rate: Spread
  readonly cpu: Spread
  /** Latchkey's throughput divided by this server's, and this server's CPU divided by Latchkey's. */
  readonly ratio: Spread
  readonly cpuRatio: Spread
}

export type Uploads = readonly UploadLine[]

const BARE = import.meta.resolve('../peers/bare-upload.ts')

export async function measureUploads(stage: Stage): Promise<Uploads> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-uploads-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const start = async (file: string, env: Readonly<Record<string, string>> = {}) =>
    startServer(stage, file, stage.databaseUrl, started, { BENCH_UPLOADS: folder, ...env })
  const places = (address: string) => Array.from({ length: AT_ONCE }, (_, index) => `${address}/${index}`)
  const bare = await start(BARE)
  const flushed = await start(BARE, { BENCH_UPLOAD_FLUSH: 'true' })
  const latchkey = await start(LATCHKEY)
  const servers = [
    { name: 'bare node:http', ...bare, urls: places(bare.address) },
    { name: 'bare node:http that flushes', ...flushed, urls: places(flushed.address) },
    { name: 'Latchkey', ...latchkey, urls: await requestPlaces(stage, latchkey.address) },
  ]
  const measured = servers.map(() => ({ rates: [] as number[], cpu: [] as number[] }))
  // The first round warms up.
  for (let round = 0; round <= stage.rounds; round += 1) {
    for (const index of order(round, servers.length)) {
      stage.signal.throwIfAborted()
      const { server, urls } = servers[index]!
      const before = await server.ask<Used>({})
      const began = performance.now()
      await Promise.all(urls.map((url) => putFiles(url)))
      const seconds = (performance.now() - began) / 1_000
      const after = await server.ask<Used>({})
      if (round === 0) continue
      measured[index]!.rates.push((MB * AT_ONCE * FILES) / seconds)
      measured[index]!.cpu.push((after.cpu - before.cpu) / 1_000 / (AT_ONCE * FILES))
    }
    const now = measured.map(({ rates }) => Math.round(rates.at(-1) ?? 0))
    stage.report(`Round ${round} of ${stage.rounds}, MB/s: ${now.join('  ')}`)
  }
  const own = measured.at(-1)!
  return servers.map(({ name }, index) => {
    const { rates, cpu } = measured[index]!
    return {
      name,
      rate: spread(rates),
      cpu: spread(cpu),
      ratio: ratios(own.rates, rates),
      cpuRatio: ratios(cpu, own.cpu),
    }
  })
}

export function uploadFloors([bare]: Uploads): Floor[] {
  return [
    atLeastRatio('upload / bare node:http, throughput', 0.5, bare?.ratio),
    atLeastRatio('upload / bare node:http, by CPU time', 0.5, bare?.cpuRatio),
  ]
}

export function uploadTable(lines: Uploads): string {
  return columns([
    [`uploads of ${MB} MB, ${AT_ONCE} at once`, 'MB/s', 'CPU/file', 'Latchkey / peer', 'by CPU time'],
    ...lines.map(({ name, rate, cpu, ratio, cpuRatio }) => [
      name,
      rate.median.toFixed(0),
      `${cpu.median.toFixed(1)} ms`,
      ratio.median.toFixed(2),
      cpuRatio.median.toFixed(2),
    ]),
  ])
}

async function putFiles(url: string): Promise<void> {
  for (let file = 0; file < FILES; file += 1) await putFile(url, MB * 1_024 * 1_024)
}

/** Signed addresses. Each can be used again: a PUT replaces the bytes. */
async function requestPlaces({ secrets }: Stage, address: string): Promise<string[]> {
  const send = async (query: string, input: object) => {
    const body = JSON.stringify({ query, variables: { input } })
    const headers = headersOf(secrets[0] ?? '')
    const { data, errors } = await (
      await fetch(`${address}/graphql`, { method: 'POST', headers, body })
    ).json()
    if (errors !== undefined) throw new Error(`Upload: ${JSON.stringify(errors)}`)
    return data
  }
  const { createSubmission } = await send(
    'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }',
    SUBMISSION,
  )
  const urls: string[] = []
  for (let place = 0; place < AT_ONCE; place += 1) {
    const { requestDocumentUpload } = await send(
      'mutation ($input: RequestDocumentUploadInput!) { requestDocumentUpload(input: $input) { url } }',
      { submissionId: createSubmission.id, fileName: 'statement.pdf', byteSize: MB * 1_024 * 1_024 },
    )
    urls.push(requestDocumentUpload.url)
  }
  return urls
}
