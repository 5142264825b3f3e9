// One server: starts it on its core, checks its responses, warms it up, loads it once per round.

import { fileURLToPath } from 'node:url'
import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { Child } from './child.ts'
import { busySeconds, type Cores, SERVER } from './cores.ts'
import { type Fault, headersOf, isExpected, type Load, type Loaded } from './generator.ts'
import type { Listening, Used } from './peer.ts'
import type { Question, Subject } from './subjects.ts'

const WARM_UP_SECONDS = 3
// A slow server gets this many requests too. Otherwise the bench would measure it before V8 has compiled it.
const WARM_UP_REQUESTS = 3_000
const MAX_WARM_UPS = 5
// Before each measurement: reopens connections and refills the CPU caches with the server's data.
const LEAD_SECONDS = 0.3

export interface Stage {
  readonly cores: Cores
  readonly databaseUrl: string
  readonly generator: Child
  readonly connections: number
  /** One secret per connection, or several for each. */
  readonly secrets: readonly string[]
  readonly rounds: number
  readonly seconds: number
  readonly signal: AbortSignal
  /** Progress messages for people. */
  readonly report: (line: string) => void
}

export interface Measurement {
  readonly requestsPerSecond: number
  /** Microseconds of server CPU per request. Other processes hardly affect it. */
  readonly cpuPerRequest: number
  /** Share of time that the server was running. Well below 1, something else was the limit. */
  readonly busy: number
  /** Share of the server's core that other processes used. Null if unknown. */
  readonly others: number | null
  readonly p50: number
  readonly p99: number
}

/** A query with the server it goes to and the credentials to use. */
export interface Running extends Question {
  readonly name: string
  readonly server: Child
  readonly url: string
  readonly secrets: readonly string[]
}

/** Starts a server on its core. `started` takes the process and stops it at the end of the part. */
export async function startServer(
  { cores, signal }: Pick<Stage, 'cores' | 'signal'>,
  file: string,
  databaseUrl: string,
  started: AsyncDisposableStack,
  env: Readonly<Record<string, string>> = {},
): Promise<{ server: Child; address: string }> {
  const server = Child.start(cores.on(SERVER), {
    file: fileURLToPath(file),
    env: { BENCH_DATABASE_URL: databaseUrl, ...env },
    signal,
  })
  started.use(server)
  const { address } = await server.hear<Listening>()
  return { server, address }
}

/** Starts a server that has passed the check, is warmed up, and stays idle until it is measured. */
export async function start(stage: Stage, subject: Subject, started: AsyncDisposableStack): Promise<Running> {
  const { databaseUrl, secrets, report } = stage
  report(`Starting and warming up: ${subject.name}`)
  const { server, address } = await startServer(stage, subject.file, databaseUrl, started)
  const running = { ...subject, server, url: `${address}/graphql`, secrets }
  await warmUp(stage, running)
  return running
}

export async function warmUp(stage: Stage, running: Running): Promise<void> {
  await requireAnswer(running)
  let answered = 0
  for (let time = 0; time < MAX_WARM_UPS && answered < WARM_UP_REQUESTS; time += 1)
    answered += (await press(stage, running, WARM_UP_SECONDS)).requests
}

export async function measure(stage: Stage, running: Running): Promise<Measurement> {
  const { server } = running
  await press(stage, running, LEAD_SECONDS)
  const before = [await server.ask<Used>({}), await busySeconds()] as const
  const { requests, seconds, p50, p99 } = await press(stage, running, stage.seconds)
  if (requests === 0) throw new Error(`${running.name} sent no response within ${seconds} s.`)
  const after = [await server.ask<Used>({}), await busySeconds()] as const
  const cpu = after[0].cpu - before[0].cpu
  const busy = cpu / 1e6 / seconds
  const core = after[1] === null || before[1] === null ? null : (after[1] - before[1]) / seconds
  return {
    requestsPerSecond: requests / seconds,
    cpuPerRequest: cpu / requests,
    busy,
    others: core === null || stage.cores.unpinned !== null ? null : Math.max(0, core - busy),
    p50,
    p99,
  }
}

/** The request body of a query. */
export function bodyOf({ query, variables }: Question): string {
  return JSON.stringify({ query, variables })
}

async function press(stage: Stage, running: Running, seconds: number): Promise<Loaded> {
  const { generator, connections } = stage
  const { name, url, secrets, expected } = running
  const load: Load = { url, body: bodyOf(running), connections, secrets, seconds, expected }
  const answer = await generator.ask<Loaded | Fault>(load)
  if ('fault' in answer) throw new Error(`${name}: ${answer.fault}.`)
  return answer
}

/**
 * Requires the right response to a valid key and none to an invalid one: measuring errors, or a server
 * without authentication, is worthless.
 */
async function requireAnswer(running: Running): Promise<void> {
  const { name, url, secrets, expected, guarded } = running
  const sendQuery = (key: string) =>
    fetch(url, { method: 'POST', headers: headersOf(key), body: bodyOf(running) })
  const answer = await sendQuery(secrets[0] ?? '')
  const body = await answer.text()
  if (answer.status !== 200 || !isExpected(body, expected))
    throw new Error(`${name} responded with HTTP ${answer.status}: ${body}`)
  const stranger = await sendQuery(mintSecret('BROKER', 'PARTNER'))
  await stranger.body?.cancel()
  if (guarded && stranger.status !== 401)
    throw new Error(`${name} responded with HTTP ${stranger.status} to an unknown key, instead of 401.`)
}
