// Three attacks on one server: requests that cost a server more than they cost the sender.
// A second server that nobody attacks is the reference for what other callers notice.

import type { Funder } from '../../support/actors.ts'
import { createWorld } from '../../support/world.ts'
import { MeasuredServer } from './start-measured-server.ts'

const HEAP_MB = 160
export const ATTACK_TIMEOUT_MS = 300_000
export const VIEWER = JSON.stringify({ query: '{ viewer { environment } }' })

export interface AttackStage extends AsyncDisposable {
  readonly funder: Funder
  readonly attacked: MeasuredServer
  readonly reference: MeasuredServer
}

export async function openAttackStage(): Promise<AttackStage> {
  await using opened = new AsyncDisposableStack()
  const world = opened.use(await createWorld())
  const funder = await world.funder()
  // Without rate limits, so that the server accepts every request of an attack.
  const start = async () => opened.use(await MeasuredServer.start({ url: world.databaseUrl }, HEAP_MB))
  const [attacked, reference] = [await start(), await start()]
  const owned = opened.move()
  return { funder, attacked, reference, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}

interface Sent {
  readonly path?: string
  readonly secret?: string
  readonly body: string
}

export async function post(
  server: MeasuredServer,
  { path = '/graphql', secret, body }: Sent,
): Promise<{ status: number; text: string }> {
  const headers = {
    'content-type': 'application/json',
    ...(secret === undefined ? {} : { 'x-api-key': secret }),
  }
  const response = await fetch(`${server.address}${path}`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text() }
}

interface Attack {
  readonly what: string
  /** Distinct requests to send before the measurement. */
  readonly first: number
  readonly send: (index: number, secret: string) => Sent
  /** Expected statuses. They show that the server reads the requests and does not reject the key. */
  readonly statuses: readonly number[]
}

const large = (length: number) =>
  JSON.stringify({ query: '{ viewer { environment } }', variables: { a: 'x'.repeat(length) } })
// The largest body that the server accepts, and one that it does not accept.
const BODIES = [large(255_000), large(990_000)] as const
const WIDE = `{${Array.from({ length: 90_000 }, (_, index) => `"k${index}":1`).join(',')}}`

export const ATTACKS: readonly Attack[] = [
  {
    what: 'faulty documents',
    // If the server kept them, they would fill its memory.
    first: 4_000,
    send: (index, secret) => ({ secret, body: JSON.stringify({ query: `{ b${index} }` }) }),
    statuses: [200],
  },
  {
    what: 'large bodies',
    first: 0,
    send: (index, secret) => ({ secret, body: BODIES[index % 2 === 0 ? 0 : 1] }),
    statuses: [200, 413],
  },
  {
    what: 'bodies of 90,000 fields for /auth/login',
    first: 0,
    send: () => ({ path: '/auth/login', body: WIDE }),
    statuses: [413],
  },
]

/** Sends the requests of an attack with one key, each of them once. */
export class Attacker {
  readonly statuses = new Set<number>()
  readonly #server: MeasuredServer
  readonly #attack: Attack
  readonly #secret: string
  #sent = 0
  answered = 0

  constructor(server: MeasuredServer, attack: Attack, secret: string) {
    this.#server = server
    this.#attack = attack
    this.#secret = secret
  }

  async send(): Promise<void> {
    const sent = post(this.#server, this.#attack.send(this.#sent++, this.#secret))
    // A connection that breaks is no result: the requests of the other caller show whether the server runs.
    await sent.then(
      ({ status }) => this.statuses.add(status),
      () => undefined,
    )
    this.answered += 1
  }

  /** Sends over several connections while `condition` holds. */
  async sendWhile(condition: () => boolean, connections: number): Promise<void> {
    const worker = async () => {
      while (condition()) await this.send()
    }
    await Promise.all(Array.from({ length: connections }, worker))
  }
}
