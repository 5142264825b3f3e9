// One server: started on its core, asked for what it can do, warmed up; and then pressed, once in every round.

import { fileURLToPath } from 'node:url'
import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { Child } from './child.ts'
import { busySeconds, type Cores, SERVER } from './cores.ts'
import { type Fault, headersOf, isExpected, type Load, type Loaded } from './generator.ts'
import type { Listening, Used } from './peer.ts'
import type { Question, Subject } from './subjects.ts'

const WARM_UP_SECONDS = 3
// What answers slowly is pressed on, or it would be measured before V8 has compiled it.
const WARM_UP_REQUESTS = 3_000
const MAX_WARM_UPS = 5
// Before each measurement: connections are opened again, and caches are the server's own again.
const LEAD_SECONDS = 0.3

export interface Stage {
  readonly cores: Cores
  readonly databaseUrl: string
  readonly generator: Child
  readonly connections: number
  /** One connection each, or some for each connection. */
  readonly secrets: readonly string[]
  readonly rounds: number
  readonly seconds: number
  readonly signal: AbortSignal
  /** What goes on, for people to read. */
  readonly report: (line: string) => void
}

export interface Measurement {
  readonly requestsPerSecond: number
  /** Microseconds of CPU that the server spent on a request: what other processes do hardly changes it. */
  readonly cpuPerRequest: number
  /** How much of the time the server was running: well below 1, something else was the limit. */
  readonly busy: number
  /** How much of the server's core others took; null where nobody knows. */
  readonly others: number | null
  readonly p50: number
  readonly p99: number
}

/** A question to a server, and who asks it. */
export interface Running extends Question {
  readonly name: string
  readonly server: Child
  readonly url: string
  readonly secrets: readonly string[]
}

/** Starts a server on its core; `started` gets the process, to be ended with the part that it is of. */
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

/** A server that has shown what it can do, warm, and idle until it is measured. */
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
  if (requests === 0) throw new Error(`${running.name} answers nothing in ${seconds} s.`)
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

/** What is sent to ask a question. */
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

/** The right answer to a right key and none to a wrong one: a bench of errors, or of an open door, is worthless. */
async function requireAnswer(running: Running): Promise<void> {
  const { name, url, secrets, expected, guarded } = running
  const sendQuery = (key: string) =>
    fetch(url, { method: 'POST', headers: headersOf(key), body: bodyOf(running) })
  const answer = await sendQuery(secrets[0] ?? '')
  const body = await answer.text()
  if (answer.status !== 200 || !isExpected(body, expected))
    throw new Error(`${name} answers ${answer.status}: ${body}`)
  const stranger = await sendQuery(mintSecret('BROKER', 'PARTNER'))
  await stranger.body?.cancel()
  if (guarded && stranger.status !== 401)
    throw new Error(`${name} answers ${stranger.status} to a key that nobody has.`)
}
