// A complete Latchkey for one test: a database, one or more servers on free ports, and actors.
//
//   await using world = await createWorld()
//   const funder = await world.funder()
//   const broker = await funder.broker('bee.example')
//   await broker.submits('Corner Bakery, new oven')

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, type Environment, openDatabase } from '@latchkey/prisma'
import { authKeysOf } from '@latchkey/server/auth/auth-secret.ts'
import { masterKeysOf } from '@latchkey/server/auth/master-keys.ts'
import type { RecurringJob } from '@latchkey/server/jobs/queues.ts'
import { createFolderMailer, type KeptMail, readMailbox } from '@latchkey/server/mail/folder-mailer.ts'
import { createLog } from '@latchkey/server/observability/log.ts'
import { createServer, type LatchkeyServer } from '@latchkey/server/server.ts'
import type { BlobStore } from '@latchkey/server/storage/blob-store.ts'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { Funder } from './actors.ts'
import { Directory } from './broker-directory.ts'
import { createDatabase } from './database.ts'
import { jobsDone } from './jobs-done.ts'
import { UNLIMITED } from './unlimited.ts'
import type { WorldOptions } from './world-options.ts'

/** Shared by all test servers, so that a test can sign its own tokens. */
export const MASTER_KEYS = masterKeysOf(`k1:${'11'.repeat(32)}`)
export const AUTH_KEYS = authKeysOf('the same for all servers of a test')

/** A response: status, headers, the parsed body, and its cost and rate limit extensions. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: responses have many shapes.
  readonly extensions?: any
  // biome-ignore lint/suspicious/noExplicitAny: responses have many shapes.
  readonly body: any
}

interface Pools {
  taken: number
}

/** Which server a request is for, and its headers. */
interface To {
  readonly server?: number
  readonly headers?: Record<string, string>
}

export class World implements AsyncDisposable {
  readonly url: string
  /** URLs of the servers. `url` is the first. */
  readonly urls: readonly string[]
  readonly databaseUrl: string
  readonly database: Database
  readonly directory: Directory
  /** Log lines of the servers, as written. */
  readonly log: readonly string[]
  readonly servers: readonly LatchkeyServer[]
  /** Store of the documents of all servers. */
  readonly blobs: BlobStore
  readonly #pools: Pools
  /** Folder of the sent mails. */
  readonly mailFolder: string
  readonly #resources: AsyncDisposableStack

  constructor(
    urls: string[],
    databaseUrl: string,
    database: Database,
    log: string[],
    servers: readonly LatchkeyServer[],
    pools: Pools,
    mailFolder: string,
    blobs: BlobStore,
    resources: AsyncDisposableStack,
  ) {
    this.urls = urls
    this.url = urls[0] ?? ''
    this.databaseUrl = databaseUrl
    this.database = database
    this.directory = new Directory(database)
    this.log = log
    this.servers = servers
    this.#pools = pools
    this.mailFolder = mailFolder
    this.blobs = blobs
    this.#resources = resources
  }

  /** Creates a funder with an owner who has a USER key with all scopes. */
  funder(options: { name?: string; environment?: Environment } = {}): Promise<Funder> {
    return Funder.open(this, options)
  }

  /** How many times the servers took a database connection from the pool. */
  get queryCount(): number {
    return this.#pools.taken
  }

  /** Returns the sent mails, newest first, after all pending ones are sent. */
  async mails(): Promise<KeptMail[]> {
    await this.jobsDone()
    return readMailbox(this.mailFolder)
  }

  /** Waits until no job waits or runs. */
  async jobsDone(): Promise<void> {
    await jobsDone(this.servers)
  }

  /** Runs a recurring job now, and waits until it has run. */
  async runs(name: RecurringJob, server = 0): Promise<void> {
    await this.servers[server]?.jobs.run(name)
    await this.jobsDone()
  }

  /** Writes the buffered key usage. The servers do this every second on their own. */
  async flushUsage(): Promise<void> {
    await Promise.all(this.servers.map(({ usageRecorder }) => usageRecorder.flush()))
  }

  /** Sends a POST with JSON, as a program would, for example to /auth/. */
  async post(path: string, body: object, { server = 0, headers = {} }: To = {}): Promise<Answer> {
    const response = await fetch(`${this.urls[server]}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

  /** Advances the clock of the database, the only clock: `await world.advance('31 days')`. */
  async advance(interval: string): Promise<void> {
    await this.sql('UPDATE test_clock SET ahead = ahead + $1::interval', interval)
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows have many shapes.
  async sql(text: string, ...values: unknown[]): Promise<any[]> {
    return (await this.database.pool.query(text, values)).rows
  }

  /** Sends a request to /graphql as a program would. `secret` null: without a credential. */
  async graphql(
    secret: string | null,
    query: string,
    variables: object = {},
    { server = 0, headers = {} }: To = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.urls[server]}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret === null ? {} : { 'x-api-key': secret }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    })
    const { extensions, ...body } = (await response.json()) as { extensions?: unknown }
    return { status: response.status, headers: response.headers, body, extensions }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#resources.disposeAsync()
  }
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  await using resources = new AsyncDisposableStack()
  const { url } = resources.use(
    await createDatabase(options.hostileSettings === undefined ? {} : { hostile: options.hostileSettings }),
  )
  const lines: string[] = []
  const log = createLog(options.logLevel ?? 'debug', { write: (line: string) => lines.push(line) })
  const open = () => {
    const onError = (error: Error) => lines.push(String(error))
    const { connections = 10 } = options
    return resources.adopt(openDatabase({ url, connections, onError }), (it) => it.close())
  }
  const mailFolder = await mkdtemp(join(tmpdir(), 'latchkey-mail-'))
  resources.defer(() => rm(mailFolder, { recursive: true, force: true }))
  const mailer = options.mailer ?? createFolderMailer(mailFolder, 'Latchkey <latchkey@localhost>')
  const blobFolder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
  resources.defer(() => rm(blobFolder, { recursive: true, force: true }))
  const blobs = options.blobs ?? createDiskStore(blobFolder)
  const pools: Pools = { taken: 0 }
  const urls: string[] = []
  const servers: LatchkeyServer[] = []
  for (let index = 0; index < (options.servers ?? 1); index += 1) {
    const {
      allowedOrigins = [],
      publicUrl = null,
      trustedProxies = 0,
      limits = UNLIMITED,
      timeouts = {},
      metricsToken = null,
      tracing = false,
      workers = true,
      noticeSeconds = 0,
    } = options
    const database = open()
    for (const pool of [database.pool, database.credentialPool]) pool.on('acquire', () => (pools.taken += 1))
    const server = createServer({
      database,
      log,
      authKeys: AUTH_KEYS,
      masterKeys: MASTER_KEYS,
      mailer,
      mailbox: mailFolder,
      blobs,
      scanner: options.scanner ?? null,
      allowedOrigins,
      publicUrl,
      trustedProxies,
      limits,
      metricsToken,
      tracing,
      workers,
      // Tests start them with `runs`.
      recurs: false,
      noticeSeconds,
      timeouts,
      ...(options.limiter ? { limiter: options.limiter(index) } : {}),
    })
    servers.push(server)
    urls.push(await server.listen(0, '127.0.0.1'))
    resources.defer(() => server.drain())
  }
  return new World(urls, url, open(), lines, servers, pools, mailFolder, blobs, resources.move())
}
