// Requests, mails and database failures of the leak scenario. Records what secret-leaks.test.ts scans.

import { createSmtpMailer } from '@latchkey/server/mail/smtp-mailer.ts'
import { expect } from 'vitest'
import { type SmtpInbox, startInbox } from '../../support/processes/smtp-inbox.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { type Answer, createWorld, type World } from '../../support/world.ts'
import { type Arrived, LeakScan } from './leak-scan.ts'

export class LeakScenario {
  readonly world: World
  readonly #inbox: SmtpInbox
  readonly #scan = new LeakScan()

  private constructor(world: World, inbox: SmtpInbox) {
    this.world = world
    this.#inbox = inbox
  }

  static async open(): Promise<LeakScenario> {
    const inbox = await startInbox()
    const url = `smtp://127.0.0.1:${inbox.port}`
    const mailer = createSmtpMailer({ url, from: 'Latchkey <door@latchkey.example>' })
    return new LeakScenario(await createWorld({ logLevel: 'trace', mailer }), inbox)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]()
    await this.#inbox[Symbol.asyncDispose]()
  }

  /** Registers `value` as a canary under `name`. Returns it. */
  plant(name: string, value: string): string {
    return this.#scan.plant(name, value)
  }

  /** Returns every canary with the places where it was found. */
  places(): Promise<Record<string, string[]>> {
    return this.#scan.tenants(this.world, arrivedIn(this.#inbox))
  }

  /** Sends a request of any kind and records the response. */
  async sendQuery(
    path: string,
    body: object | string,
    headers: Record<string, string> = {},
    method = 'POST',
  ): Promise<Answer> {
    const answer = await sendRaw(this.world.url, {
      path,
      method,
      headers: Object.entries({ 'content-type': 'application/json', ...headers }),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    this.#scan.saw(path.split('?')[0]?.replace(/^(\/\w+\/?\w*).*/, '$1') ?? '', answer)
    return answer
  }

  /** Checks that an address has `count` mails. Returns the one-time token of the newest, as a canary. */
  async tokenFor(name: string, address: string, count: number): Promise<string> {
    await this.world.jobsDone()
    const mails = arrivedIn(this.#inbox).filter(({ to }) => to === address)
    expect(mails).toHaveLength(count)
    return this.plant(name, /#([\w-]{43})/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '')
  }

  /** Runs `act` while inserts into `table` fail, in each of the possible ways. */
  async whileFailing(table: string, act: () => Promise<Answer>): Promise<number[]> {
    const statuses: number[] = []
    // A rejected row, which PostgreSQL's error shows in full; a connection that breaks in the middle; a missing
    // table.
    await this.world.sql(`ALTER TABLE ${table} ADD CONSTRAINT mishap CHECK (false) NOT VALID`)
    statuses.push((await act()).status)
    await this.world.sql(`ALTER TABLE ${table} DROP CONSTRAINT mishap`)
    await this.world.sql(`CREATE FUNCTION mishap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`)
    await this.world.sql(
      `CREATE TRIGGER mishap BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION mishap()`,
    )
    statuses.push((await act()).status)
    await this.world.sql('DROP FUNCTION mishap CASCADE')
    await this.world.sql(`ALTER TABLE ${table} RENAME TO mishap`)
    statuses.push((await act()).status)
    await this.world.sql(`ALTER TABLE mishap RENAME TO ${table}`)
    return statuses
  }
}

/** The mails that arrived, oldest first, with their text decoded. */
function arrivedIn(inbox: SmtpInbox): Arrived[] {
  return inbox.taken.map(({ to, raw }) => {
    const [head = '', ...rest] = raw.split('\r\n\r\n')
    const quoted = /content-transfer-encoding: quoted-printable/i.test(head)
    const text = quoted
      ? rest
          .join('\n\n')
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      : rest.join('\n\n')
    return { to: to.join(), subject: /^Subject: (.*)$/m.exec(head)?.[1] ?? '', text }
  })
}
