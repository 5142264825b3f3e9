// The people and programs of a test's world, and what they do.

import type { Environment, KeyKind, Role, Scope, Tier } from '@latchkey/prisma'
import { ROLE_SCOPES } from '@latchkey/schema/auth/scopes.ts'
import { newId } from '@latchkey/schema/graphql/ids.ts'
import { mintKey } from '@latchkey/schema/keys/mint-key.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { Latchkey } from '@latchkey/sdk'
import { PASSWORD, Person, passwordHash } from './person.ts'
import type { Answer, World } from './world.ts'

/** A program with a key: it asks by the SDK (`latchkey`) or by plain HTTP (`asks`). */
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
  /** Creates a submission; answers its id, or fails with the problem. */
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

/** A funder, acting through its owner's USER key. */
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

  /** The same funder in the other environment; PRODUCTION is opened for it. */
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

  /** A user of a role and a USER key of that user, with all that the role holds unless chosen. */
  async user({ role = 'ADMIN', ...choice }: KeyChoice = {}): Promise<KeyHolder> {
    const userId = await addUser(this.world, this.id, role)
    return this.key({ userId, role, ...choice })
  }

  /** Another USER key of the owner, or of `userId`. */
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

  /** A person of a role who has just logged in; of a user there is already, if `userId` is given. */
  async logsIn({
    role = 'OWNER' as Role,
    userId = null as string | null,
    environment = this.environment,
    server = 0,
  } = {}): Promise<Person> {
    const id = userId ?? (await addUser(this.world, this.id, role))
    // Not ON CONFLICT DO NOTHING: the trigger would run all the same, and end the sessions there are.
    await this.world.sql(
      'INSERT INTO password SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM password WHERE user_id = $1)',
      id,
      await passwordHash,
    )
    const [{ username }] = await this.world.sql('SELECT username FROM "user" WHERE id = $1', id)
    const given = { username, password: PASSWORD, environment }
    const { body, status } = await this.world.post('/auth/token', given, { server })
    if (status !== 200) throw new Error(`The log-in failed: ${JSON.stringify(body)}`)
    return new Person(this.world, id, username, body.accessToken)
  }

  /** A TIERED key of the funder. */
  async tieredKey(tier: Tier, scopes: Scope[]): Promise<KeyHolder> {
    const { funderId, environment } = { funderId: this.id, environment: this.environment }
    const key = await mint(this.world, { kind: 'TIERED', funderId, environment, tier, scopes })
    return new KeyHolder(this.world, key.id, key.secret)
  }

  /** A broker of the directory with a key that this funder gives it through the API. */
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

  /** Brokers of so many domains, each with its key. */
  brokers(count: number): Promise<BrokerActor[]> {
    return Promise.all(Array.from({ length: count }, (_, index) => this.broker(`broker-${index}.example`)))
  }
}

/** As the platform does it, with `latchkey-admin open-production`. */
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
  if (minted === null) throw new Error('No key was made.')
  return minted
}
