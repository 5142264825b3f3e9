// Many clients during a rotation: each switches to the new secret at some time, and no call fails.

import { Latchkey } from '@latchkey/sdk'
import { expect, it } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld } from '../../support/world.ts'

const CLIENTS = 20
/** Calls of each client after which it has certainly continued. */
const CALLS = 2

const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id, graceSeconds: 3600 }) { secret } }'
const FINISH = 'mutation ($id: ID!) { finishRotation(input: { id: $id }) { secrets { state } } }'
const USES = 'query ($id: ID!) { apiKey(id: $id) { secrets { state use { count } } } }'

it('no call of 20 clients fails during a rotation', async () => {
  await using world = await createWorld({ servers: 2, connections: 20 })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const id = broker.apiKeyId
  const fleet = Array.from({ length: CLIENTS }, (_, number) => new Client(world.urls, number, broker.secret))
  const done = fleet.map((client) => client.run())

  /** Returns how many times the old secret was used so far. */
  const usesOfOld = async (): Promise<number> => {
    // Every client has made calls since, and all earlier requests are answered.
    await Promise.all(fleet.map((client) => client.calls(CALLS)))
    await world.flushUsage()
    const { body } = await funder.query(USES, { id })
    const old = body.data.apiKey.secrets.find(({ state }: { state: string }) => state === 'RETIRING')
    return old.use.count
  }

  for (let rotation = 0; rotation < count(1, 10); rotation += 1) {
    const { secret } = (await sendQuery(funder, ROTATE, id)).rotateApiKey
    for (const [number, client] of fleet.entries()) {
      await client.calls(1)
      // The last client is late, and the key's usage shows that a client still uses the old secret.
      if (number === CLIENTS - 1) {
        const seen = await usesOfOld()
        while ((await usesOfOld()) <= seen);
      }
      client.secret = secret
    }
    let [before, now] = [-1, await usesOfOld()]
    while (now !== before) [before, now] = [now, await usesOfOld()]
    const { secrets } = (await sendQuery(funder, FINISH, id)).finishRotation
    expect(secrets).toEqual([{ state: 'CURRENT' }])
    await Promise.all(fleet.map((client) => client.calls(CALLS)))
  }
  for (const client of fleet) client.stop()
  await Promise.all(done)

  expect(fleet.flatMap(({ failures }) => failures)).toEqual([])
  const answered = fleet.reduce((sum, client) => sum + client.answered, 0)
  console.log(`${CLIENTS} clients, ${count(1, 10)} rotations: ${answered} calls, none failed`)
  const submissions = fleet.flatMap((client) => client.submissions)
  expect(new Set((await world.sql('SELECT id FROM submission')).map((row) => row.id))).toEqual(
    new Set(submissions),
  )
  expect(await countDeadlocks(world)).toBe(0)
})

/** A broker's client that submits and queries in a loop, alternating between two servers. */
class Client {
  secret: string
  answered = 0
  readonly submissions: string[] = []
  readonly failures: unknown[] = []
  readonly #urls: readonly string[]
  readonly #number: number
  #runs = true
  #waiting: { readonly for: number; readonly resolve: () => void }[] = []

  constructor(urls: readonly string[], number: number, secret: string) {
    this.#urls = urls
    this.#number = number
    this.secret = secret
  }

  async run(): Promise<void> {
    for (let turn = this.#number; this.#runs; turn += 1) {
      const url = `${this.#urls[turn % this.#urls.length]}/graphql`
      const latchkey = new Latchkey({ apiKey: this.secret, url })
      try {
        if (turn % 3 === 0) await latchkey.submissions.list({ first: 5 }).page()
        else
          this.submissions.push((await latchkey.submissions.create({ name: `Of a fleet, turn ${turn}` })).id)
        this.answered += 1
      } catch (error) {
        this.failures.push(error)
      }
      this.#waiting = this.#waiting.filter((one) => {
        if (this.answered + this.failures.length < one.for) return true
        one.resolve()
        return false
      })
    }
  }

  /** Waits until this many more responses have arrived. */
  calls(more: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ for: this.answered + this.failures.length + more, resolve })
    return promise
  }

  stop(): void {
    this.#runs = false
  }
}

// biome-ignore lint/suspicious/noExplicitAny: responses have many shapes.
async function sendQuery(funder: Funder, document: string, id: string): Promise<any> {
  const { status, body } = await funder.query(document, { id })
  expect(status).toBe(200)
  return body.data
}
