// A server with its PostgreSQL, a worker process and a mail server. The test kills them with kill -9.

import { findEmbedded } from '@latchkey/prisma'
import { DEMO_OWNER } from '@latchkey/server/demo/seed.ts'
import { post } from '../../support/concurrency/timed-request.ts'
import { Program } from '../../support/processes/server-process.ts'
import { type SmtpInbox, startInbox } from '../../support/processes/smtp-inbox.ts'
import { Installation } from './installation.ts'

export const VICTIMS = ['the server', 'the worker', 'PostgreSQL', 'everything'] as const
export type Victim = (typeof VICTIMS)[number]

/** A running server: its address, the secret of a USER key, and a session of an OWNER. */
export interface Access {
  readonly address: string
  readonly key: string
  readonly session: string
}

const SECRETS = {
  AUTH_SECRET: 'the same for the server and its worker',
  ENCRYPTION_KEYS: `k1:${'22'.repeat(32)}`,
}

export class Deployment implements AsyncDisposable {
  readonly inbox: SmtpInbox
  readonly #installation: Installation
  readonly #variables: Record<string, string>
  #worker: Program | null = null
  /** Resolves when the server accepts requests. */
  access: Promise<Access>

  private constructor(installation: Installation, inbox: SmtpInbox) {
    this.#installation = installation
    this.inbox = inbox
    this.#variables = { ...SECRETS, SMTP_URL: `smtp://127.0.0.1:${inbox.port}?requireTLS=false` }
    this.access = this.#startServer()
  }

  static async create(): Promise<Deployment> {
    await using stack = new AsyncDisposableStack()
    const inbox = stack.use(await startInbox())
    const installation = stack.use(await Installation.create({}))
    const deployment = new Deployment(installation, inbox)
    await deployment.access
    await deployment.#startWorker()
    stack.move()
    return deployment
  }

  get blobFolder(): string {
    return `${this.#installation.dataDir}/blobs`
  }

  async databaseUrl(): Promise<string> {
    const found = await findEmbedded(this.#installation.dataDir)
    if (found.state !== 'running') throw new Error("The installation's PostgreSQL is not running.")
    return found.url
  }

  /** Kills one part or all, and starts it again. PostgreSQL is restarted by the server, if that still runs. */
  async kill(victim: Victim): Promise<void> {
    const isKilled = (part: Victim) => victim === part || victim === 'everything'
    const postmaster = isKilled('PostgreSQL') ? await this.#installation.postmaster() : null
    if (postmaster !== null) process.kill(postmaster, 'SIGKILL')
    const worker = isKilled('the worker') ? this.#worker?.ends('SIGKILL') : null
    if (isKilled('the server')) {
      await this.#installation.end('SIGKILL')
      this.access = this.#startServer()
      await this.access
    }
    await worker
    if (isKilled('the worker')) await this.#startWorker()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.ends('SIGTERM')
    await this.#installation[Symbol.asyncDispose]()
    await this.inbox[Symbol.asyncDispose]()
  }

  async #startServer(): Promise<Access> {
    const { address, key } = await this.#installation.start({ ...this.#variables, WORKERS: 'false' })
    const password = /^LATCHKEY_PASSWORD=(\S+)$/m.exec(await this.#installation.demoEnv())?.[1]
    const login = { username: DEMO_OWNER.username, password }
    const { status, data } = await post(address, '/auth/token', () => ({}), login)
    if (status !== 200) throw new Error(`Login failed: ${status} ${JSON.stringify(data)}`)
    return { address, key, session: data.accessToken }
  }

  async #startWorker(): Promise<void> {
    const { dataDir } = this.#installation
    this.#worker = new Program({
      ...this.#variables,
      DATABASE_URL: await this.databaseUrl(),
      DATA_DIR: dataDir,
      WORKERS: 'true',
      SEED_DEMO: 'false',
    })
    await this.#worker.prints(/"listening"/)
  }
}
