// FaultRun: one broker's program that creates, uploads and submits, and repeats what failed with the same keys.

import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import { isLatchkeyError, Latchkey, LatchkeyError } from '@latchkey/sdk'
import type { World } from '../../../support/world.ts'
import type { Random } from './random.ts'

interface Setting {
  readonly world: World
  readonly random: Random
  readonly url: string
  readonly apiKey: string
  /** Unique. */
  readonly name: string
}

/** What the run must never print. */
const CANARY = 'canary-no-error-may-contain'

export class FaultRun {
  /** Errors that the SDK threw, by code. */
  readonly errors: string[] = []
  readonly #setting: Setting
  readonly #latchkey: Latchkey

  constructor(setting: Setting) {
    this.#setting = setting
    const { random, url, apiKey } = setting
    this.#latchkey = new Latchkey({
      url: `${url}/graphql`,
      apiKey,
      timeoutMs: 2_000,
      maxRetries: random.pick(0, 1, 2, 10),
      headers: { 'x-internal': CANARY },
      // The delays between attempts are tested elsewhere.
      pause: () => new Promise((resolve) => setTimeout(resolve, 5)),
    })
  }

  /** Returns what is wrong with the result. Empty: nothing was lost or doubled. */
  async run(): Promise<readonly string[]> {
    const { name, random } = this.#setting
    const key = createHash('sha256').update(name).digest('hex').slice(0, 32)
    const input = {
      name: `${CANARY} ${name}`,
      externalReference: name,
      company: {
        legalName: `${CANARY} LLC`,
        taxId: { kind: 'EIN', number: taxIdOf(random) },
      },
      amount: { amountMinor: 2_500_000, currency: 'USD' },
      purpose: 'EQUIPMENT',
      owners: [{ firstName: CANARY, lastName: 'Ruiz', ownershipPercent: 100 }],
    } as const
    const created = await this.#repeat('create', () =>
      this.#latchkey.submissions.create(input, { idempotencyKey: `${key}-create` }),
    )
    const lines = Array.from({ length: 100 }, (_, day) => `${day},${Math.floor(random.next() * 1e6)}`)
    const content = Buffer.from(['day,amount', ...lines].join('\n'))
    const upload = () =>
      this.#latchkey.documents.upload(created.id, content, {
        fileName: `${CANARY}.csv`,
        class: 'INVOICE',
        idempotencyKey: `${key}-upload`,
      })
    const document = await this.#repeat('upload', async () => {
      try {
        return await upload()
      } catch (error) {
        // A transfer that was repeated at a new address has another upload. The document of a lost response exists.
        if (!isLatchkeyError(error, 'DUPLICATE_FILE')) throw error
        const [existing] = await this.#latchkey.documents.list(created.id).toArray({ limit: 1 })
        if (existing === undefined) throw error
        return existing
      }
    })
    await this.#repeat('submit', () =>
      this.#latchkey.submissions.submit(created.id, {}, { idempotencyKey: `${key}-submit` }),
    )
    return this.#check(created.id, document.id)
  }

  /** Sends a call until it succeeds, as a program does after a failure, with the same idempotency key. */
  async #repeat<T>(what: string, call: () => PromiseLike<T>): Promise<T> {
    // An earlier call that may have been applied can still be applied while a later one fails.
    let isPending = false
    for (let tries = 1; ; tries += 1) {
      const before = await this.#facts()
      try {
        return await call()
      } catch (error) {
        this.#record(what, error)
        const isLatchkeyError = error instanceof LatchkeyError
        if (!isLatchkeyError || !(error.retryable || error.maybeApplied) || tries > 50) throw error
        isPending ||= error.maybeApplied
        if (!isPending && JSON.stringify(await this.#facts()) !== JSON.stringify(before))
          throw new Error(`${what} was applied, but maybeApplied is false.`, { cause: error })
      }
    }
  }

  #record(what: string, error: unknown): void {
    const { apiKey } = this.#setting
    this.errors.push(`${what} ${error instanceof LatchkeyError ? error.code : String(error)}`)
    const shown = [
      inspect(error, { depth: 9, showHidden: true, getters: true }),
      JSON.stringify(error),
      String(error),
      error instanceof Error ? `${error.message} ${error.stack}` : '',
    ].join('\n')
    for (const secret of [CANARY, apiKey, '/blobs/', 'signature'])
      if (shown.includes(secret)) throw new Error(`An error of ${what} contains ${secret.slice(0, 6)}….`)
  }

  async #facts(): Promise<readonly object[]> {
    const { world, name } = this.#setting
    return world.sql(
      `SELECT id, status,
         (SELECT count(*)::int FROM document WHERE submission_id = submission.id) AS documents,
         (SELECT count(*)::int FROM event WHERE submission_id = submission.id AND type = 'submission.submitted') AS submits
       FROM submission WHERE external_reference = $1`,
      name,
    )
  }

  async #check(id: string, documentId: string): Promise<readonly string[]> {
    const facts = await this.#facts()
    const expected = [{ id, status: 'SUBMITTED', documents: 1, submits: 1 }]
    const [document] = await this.#setting.world.sql(
      'SELECT submission_id FROM document WHERE id = $1',
      documentId,
    )
    return JSON.stringify(facts) === JSON.stringify(expected) && document?.submission_id === id
      ? []
      : [`${this.#setting.name}: ${JSON.stringify(facts)}`]
  }
}

function taxIdOf({ next }: Random): string {
  const digits = String(Math.floor(next() * 9_999_999)).padStart(7, '0')
  return `12-${digits}`
}
