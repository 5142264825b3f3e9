// The world of a key history: two servers, a funder, and its owner with a USER key and a session.

import type { KeyKind } from '@latchkey/prisma'
import { signBearer } from '@latchkey/schema/auth/bearer-token.ts'
import type { Funder } from '../../support/actors.ts'
import { AUTH_KEYS, createWorld, type World } from '../../support/world.ts'
import type { Act, By, Code } from './key-model.ts'
import type { KnownObjects } from './known-objects.ts'

/** The result of an action, with the key and the secret that it created. */
export interface Response {
  readonly code: Code
  readonly made: { readonly secret: string; readonly id: string; readonly relationshipId: string } | null
}

const HOUR_MS = 3_600_000

export class HistoryWorld implements AsyncDisposable {
  readonly world: World
  readonly #funder: Funder
  readonly #bearer: string
  #brokers = 0
  #hours = 0

  private constructor(world: World, funder: Funder, bearer: string) {
    this.world = world
    this.#funder = funder
    this.#bearer = bearer
  }

  static async open(): Promise<HistoryWorld> {
    const world = await createWorld({ servers: 2 })
    const funder = await world.funder()
    await funder.logsIn({ userId: funder.ownerId })
    // The history moves the clock by days. This session and its token must outlast that.
    const forever = new Date('3000-01-01')
    const [{ digest }] = await world.sql('UPDATE session SET expires_at = $1 RETURNING digest', forever)
    await world.sql('UPDATE session_use SET used_at = $1', forever)
    const { token } = await signBearer(AUTH_KEYS.bearer, digest, forever)
    return new HistoryWorld(world, funder, token)
  }

  /** Returns the domain of a broker that no other step uses. */
  async domain(): Promise<string> {
    this.#brokers += 1
    const domain = `history-${this.#brokers}.example`
    await this.world.directory.know(domain)
    return domain
  }

  /** The clock of the world, accurate to the duration of a request. */
  get now(): number {
    return Date.now() + this.#hours * HOUR_MS
  }

  async pass(hours: number): Promise<void> {
    this.#hours += hours
    await this.world.advance(`${hours} hours`)
  }

  /** `expiresAt`: the expiry that the action sets, if it sets one. */
  async apply(
    act: Act,
    by: By,
    knownObjects: KnownObjects,
    server: number,
    expiresAt: Date | null,
  ): Promise<Response> {
    const secret = typeof by === 'object' ? knownObjects.secrets.get(by.secret)?.secret : undefined
    const id = 'key' in act ? knownObjects.keys.get(act.key) : knownObjects.relationshipId
    const grace = act.do === 'rotate' ? act.grace * 3_600 : undefined
    const variables = { id, grace, expiresAt, email: `sam@${knownObjects.domain}` }
    const credential = by === 'KEY' ? this.#funder.secret : (secret ?? null)
    const headers = credential === null ? { authorization: `Bearer ${this.#bearer}` } : {}
    const document = act.do === 'create' ? CREATIONS[knownObjects.kind] : DOCUMENTS[act.do]
    const { body } = await this.world.graphql(credential, document, variables, { server, headers })
    const made = body.data?.made
    return {
      code: body.errors?.[0]?.extensions?.code ?? null,
      made: made && { secret: made.secret, id: made.apiKey.id, relationshipId: made.apiKey.relationship?.id },
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.world[Symbol.asyncDispose]()
  }
}

const MADE = '{ secret apiKey { id relationship { id } } }'
const mutationById = (mutation: string) => `mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id } }`

const CREATIONS: Record<KeyKind, string> = {
  BROKER: `mutation ($email: String!) { made: createBrokerKey(input: { email: $email }) ${MADE} }`,
  TIERED: `mutation { made: createTieredKey(input: { name: "A key", tier: PUBLIC, scopes: [SUBMISSIONS] }) ${MADE} }`,
  USER: `mutation { made: createUserKey(input: { name: "A key" }) ${MADE} }`,
}

const DOCUMENTS: Record<Exclude<Act['do'], 'create'>, string> = {
  use: '{ viewer { environment } }',
  rotate: `mutation ($id: ID!, $grace: Int) { made: rotateApiKey(input: { id: $id, graceSeconds: $grace }) ${MADE} }`,
  expire:
    'mutation ($id: ID!, $expiresAt: DateTime) { updateApiKey(input: { id: $id, expiresAt: $expiresAt }) { id } }',
  deactivate: mutationById('deactivateApiKey'),
  reactivate: mutationById('reactivateApiKey'),
  delete: mutationById('deleteApiKey'),
  finish: mutationById('finishRotation'),
  cancel: mutationById('cancelRotation'),
  pause: mutationById('pauseRelationship'),
  resume: mutationById('resumeRelationship'),
  end: mutationById('endRelationship'),
}
