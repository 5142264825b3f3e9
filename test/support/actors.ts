// Actors of a test world (funder, broker, user, key holder) and their actions.

import type { Environment, KeyKind, Role, Scope, Tier } from '@latchkey/prisma'
import { ROLE_SCOPES } from '@latchkey/schema/auth/scopes.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { mintKey } from '@latchkey/schema/keys/mint-key.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { Latchkey } from '@latchkey/sdk'
import { PASSWORD, Person, passwordHash } from './person.ts'
import type { Answer, World } from './world.ts'

/** A program with an API key. It sends requests through the SDK (`latchkey`) or as plain HTTP (`query`). */
export class KeyHolder {
  readonly world: World
  readonly apiKeyId: string
  readonly secret: string
  readonly latchkey: Latchkey

  constructor(world: World, apiKeyId: string, secret: string) {
    this.world = world
    this.apiKeyId = apiKeyId
    this.secret = secret
    this.latchkey = new Latchkey({ apiKey: secret, url: `${world.url}/graphql` })
  }

  query(
    query: string,
    variables: object = {},
    options: { server?: number; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    return this.world.graphql(this.secret, query, variables, options)
  }

  deletes(apiKeyId: string, options: { server?: number } = {}): Promise<Answer> {
    return this.query(
      'mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id state } }',
      { id: apiKeyId },
      options,
    )
  }
}

export class BrokerActor extends KeyHolder {
  /** Creates a submission. Returns its id; throws the problem on an error. */
  async submits(name = 'Corner Bakery, new oven'): Promise<string> {
    const { id } = await this.latchkey.submissions.create({ name })
    return id
  }
}

interface KeyChoice {
  readonly role?: Role
  readonly scopes?: Scope[]
  readonly allowList?: string[]
  readonly expiresAt?: Date | null
}

/** A funder that acts through its owner's USER key. */
export class Funder extends KeyHolder {
  readonly id: string
  readonly environment: Environment
  readonly ownerId: string

  constructor(
    world: World,
    id: string,
    environment: Environment,
    ownerId: string,
    key: { id: string; secret: string },
  ) {
    super(world, key.id, key.secret)
    this.id = id
    this.environment = environment
    this.ownerId = ownerId
  }

  static async open(
    world: World,
    { name = 'Harbor Street Capital', environment = 'DEVELOPMENT' as Environment },
  ): Promise<Funder> {
    const id = newId('Funder')
    await createSystemTransaction(world.database.prisma)((tx) => tx.funder.create({ data: { id, name } }))
    if (environment === 'PRODUCTION') await openProduction(world, id)
    const ownerId = await addUser(world, id, 'OWNER')
    const key = await addKey(world, { funderId: id, environment, userId: ownerId, role: 'OWNER' })
    return new Funder(world, id, environment, ownerId, key)
  }

  /** The same funder in the other environment. Opens PRODUCTION for it. */
  async inEnvironment(environment: Environment): Promise<Funder> {
    if (environment === 'PRODUCTION') await openProduction(this.world, this.id)
    const key = await addKey(this.world, {
      funderId: this.id,
      environment,
      userId: this.ownerId,
      role: 'OWNER',
    })
    return new Funder(this.world, this.id, environment, this.ownerId, key)
  }

  /**
   * Creates a user with a role, and a USER key of that user. The key has every scope of the role by default.
   */
  async user({ role = 'ADMIN', ...choice }: KeyChoice = {}): Promise<KeyHolder> {
    const userId = await addUser(this.world, this.id, role)
    return this.key({ userId, role, ...choice })
  }

  /** Creates another USER key for the owner, or for the user `userId`. */
  async key(choice: KeyChoice & { userId?: string } = {}): Promise<KeyHolder> {
    const { id, secret } = await addKey(this.world, {
      funderId: this.id,
      environment: this.environment,
      userId: this.ownerId,
      role: 'OWNER',
      ...choice,
    })
    return new KeyHolder(this.world, id, secret)
  }

  /** Signs in a new user with a role, or the existing user `userId`. */
  async logsIn({
    role = 'OWNER' as Role,
    userId = null as string | null,
    environment = this.environment,
    server = 0,
  } = {}): Promise<Person> {
    const id = userId ?? (await addUser(this.world, this.id, role))
    // Don't use ON CONFLICT DO NOTHING: the trigger would still run and end the user's existing sessions.
    await this.world.sql(
      'INSERT INTO password SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM password WHERE user_id = $1)',
      id,
      await passwordHash,
    )
    const [{ username }] = await this.world.sql('SELECT username FROM "user" WHERE id = $1', id)
    const given = { username, password: PASSWORD, environment }
    const { body, status } = await this.world.post('/auth/token', given, { server })
    if (status !== 200) throw new Error(`Login failed: ${JSON.stringify(body)}`)
    return new Person(this.world, id, username, body.accessToken)
  }

  async tieredKey(tier: Tier, scopes: Scope[]): Promise<KeyHolder> {
    const { funderId, environment } = { funderId: this.id, environment: this.environment }
    const key = await mint(this.world, { kind: 'TIERED', funderId, environment, tier, scopes })
    return new KeyHolder(this.world, key.id, key.secret)
  }

  /** A broker in the directory, with a key that this funder creates through the API. */
  async broker(
    domain: string,
    choice: { tier?: Tier; scopes?: Scope[]; allowList?: string[]; expiresAt?: string } = {},
  ): Promise<BrokerActor> {
    await this.world.directory.know(domain)
    const { apiKey, secret } = await this.latchkey.apiKeys.createForBroker({
      email: `sam@${domain}`,
      ...choice,
    })
    return new BrokerActor(this.world, apiKey.id, secret)
  }

  /** Creates `count` brokers, each with its own domain and key. */
  brokers(count: number): Promise<BrokerActor[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.broker(`broker-${index}.example`)))
  }
}

/** Opens PRODUCTION in the same way as `latchkey-admin open-production`. */
async function openProduction(world: World, id: string): Promise<void> {
  await world.sql('UPDATE funder SET production_opened_at = app_now() WHERE id = $1', id)
}

async function addUser(world: World, funderId: string, role: Role): Promise<string> {
  const id = newId('User')
  const data = {
    id,
    funderId,
    role,
    status: 'ACTIVE' as const,
    username: id,
    name: `${role} of ${funderId}`,
    email: `${id}@funder.example`,
  }
  await createSystemTransaction(world.database.prisma)((tx) => tx.user.create({ data }))
  return id
}

function addKey(
  world: World,
  {
    role = 'OWNER',
    scopes,
    userId,
    ...key
  }: KeyChoice & { funderId: string; environment: Environment; userId: string },
) {
  return mint(world, {
    kind: 'USER',
    tier: 'INTERNAL',
    scopes: scopes ?? [...ROLE_SCOPES[role]],
    userId,
    createdById: userId,
    ...key,
  })
}

async function mint(
  world: World,
  key: {
    kind: KeyKind
    funderId: string
    environment: Environment
    tier: Tier
    scopes: Scope[]
    userId?: string
    createdById?: string
  },
) {
  const minted = await createSystemTransaction(world.database.prisma)((tx) =>
    mintKey(tx, { name: 'A key', createdById: null, ...key }),
  )
  if (minted === null) throw new Error('mintKey returned no key.')
  return minted
}
