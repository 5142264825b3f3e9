// Creates funders in both environments with one of everything. All texts have their tenant's mark.

import { type Environment, Role, Scope } from '@latchkey/prisma'
import type { Funder, KeyHolder } from '../../support/actors.ts'
import { statementOf } from '../../support/files/samples.ts'
import { placeFor, uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { OFFER, sendMove } from '../../support/submission-life.ts'
import type { World } from '../../support/world.ts'

/** A funder in one environment. */
export interface Tenant {
  readonly name: string
  readonly funderId: string
  readonly environment: Environment
  /** Included in the texts of this environment, or of the funder in both. */
  readonly marks: readonly string[]
  /** One per accepted credential. The first is the OWNER, who sees the most. */
  readonly callers: readonly Caller[]
  /** Secrets of keys that were accepted here, and no longer are. */
  readonly deadSecrets: readonly string[]
}

export interface Caller {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

const MARKS = { DEVELOPMENT: 'dev', PRODUCTION: 'prod' }

/** Returns the funder in DEVELOPMENT and in PRODUCTION. */
export async function createTenants(world: World, mark: string): Promise<[Tenant, Tenant]> {
  const development = await world.funder({ name: `${mark}.both Capital` })
  const users = await hire(development, `${mark}.both`)
  const production = await development.inEnvironment('PRODUCTION')
  // A role has the same permissions in both environments: each role gets one of them, and the OWNER both.
  const owner = new Map([...users].filter(([role]) => role === 'OWNER'))
  return [await furnish(development, users, mark), await furnish(production, owner, mark)]
}

/** Creates a user of each role, a disabled one and an invited one. Returns the first ones, by role. */
async function hire(funder: Funder, mark: string): Promise<ReadonlyMap<Role, string>> {
  const { world } = funder
  const owner = await funder.logsIn({ userId: funder.ownerId })
  const users = new Map<Role, string>([['OWNER', funder.ownerId]])
  for (const role of Object.values(Role).filter((one) => one !== 'OWNER'))
    users.set(role, (await funder.logsIn({ role })).userId)
  const { userId } = await funder.logsIn({ role: 'VIEWER' })
  await owner.query('mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }', { id: userId })
  await owner.query('mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }', {
    input: { username: `${mark}.new`, name: mark, email: `${mark}.new@funder.example`, role: 'ADMIN' },
  })
  await world.sql(
    `UPDATE "user" SET name = $1 || ' ' || name, email = $1 || '.' || email WHERE funder_id = $2`,
    mark,
    funder.id,
  )
  return users
}

async function furnish(
  funder: Funder,
  users: ReadonlyMap<Role, string>,
  funderMark: string,
): Promise<Tenant> {
  const { world, id: funderId, environment } = funder
  const mark = `${funderMark}.${MARKS[environment]}`
  const scopes = Object.values(Scope)

  // The first broker is a partner of every funder, and its submissions are alike.
  const shared = await funder.broker('shared.example')
  const alike = { name: 'Corner Bakery, new oven', externalReference: 'Order 1' }
  await addDocuments(shared, (await shared.latchkey.submissions.create(alike)).id, mark)
  const own = []
  for (const name of ['off', 'paused', 'ended']) {
    const broker = await funder.broker(`${name}.${mark}.example`)
    own.push(broker)
    if (name === 'off') continue
    const { id } = await broker.latchkey.submissions.create({
      name: `${mark} submission`,
      externalReference: `${mark} order`,
      company: { legalName: `${mark} Company`, dba: mark, website: `https://${mark}.example` },
      amount: { amountMinor: 2_500_000 },
      owners: [{ firstName: mark, lastName: mark, title: mark, email: `owner@${mark}.example` }],
    })
    await review(funder, broker, id, mark)
    const document = await addDocuments(broker, id, mark)
    const rejection = { id: document, reason: 'UNREADABLE', note: `${mark} rejection` }
    await sendMove(funder, 'rejectDocument', rejection)
  }
  const [off, paused, ended] = own
  const relationships = [paused, ended].map((broker) => broker?.latchkey.viewer())
  const [pausedId, endedId] = (await Promise.all(relationships)).map((viewer) => viewer?.relationship?.id)
  await changed(funder, 'pauseRelationship', pausedId)
  await changed(funder, 'endRelationship', endedId)

  const dead: (KeyHolder | undefined)[] = [off, ended]
  await changed(funder, 'deactivateApiKey', off?.apiKeyId)
  for (const mutation of ['deactivateApiKey', 'deleteApiKey']) {
    const keys = [await funder.key(), await funder.tieredKey('PARTNER', ['SUBMISSIONS'])]
    for (const { apiKeyId } of keys) await changed(funder, mutation, apiKeyId)
    dead.push(...keys)
  }
  await world.sql(
    `UPDATE api_key SET name = $1 || ' ' || name WHERE funder_id = $2 AND environment = $3::"Environment"`,
    mark,
    funderId,
    environment,
  )

  const name = `${funderMark} in ${environment}`
  const callers: Caller[] = []
  for (const [role, userId] of users) {
    const { bearer } = await funder.logsIn({ role, userId })
    callers.push({ name: `${name}: a session of ${role}`, headers: { authorization: `Bearer ${bearer}` } })
  }
  const keys = { USER: funder, TIERED: await funder.tieredKey('INTERNAL', scopes), BROKER: shared }
  for (const [kind, { secret }] of Object.entries(keys))
    callers.push({ name: `${name}: a ${kind} key`, headers: { 'x-api-key': secret } })
  const deadSecrets = dead.flatMap((holder) => (holder ? [holder.secret] : []))
  return { name, funderId, environment, marks: [mark, `${funderMark}.both`], callers, deadSecrets }
}

/** Adds a message, a note, a requirement, a decision and an offer to a submission. */
async function review(funder: Funder, broker: KeyHolder, id: string, mark: string): Promise<void> {
  const send = async (by: KeyHolder, mutation: string, input: object) => {
    const answer = await sendMove(by, mutation, input)
    if (outcome(answer) !== '200') throw new Error(`${mutation}: ${JSON.stringify(answer.body)}`)
  }
  await send(broker, 'addMessage', { submissionId: id, text: `${mark} message` })
  await send(funder, 'addNote', { submissionId: id, text: `${mark} note` })
  await funder.world.sql(
    `UPDATE submission SET status = 'IN_REVIEW', submitted_at = app_now() WHERE id = $1`,
    id,
  )
  const requirements = [{ kind: 'QUESTION', text: `${mark} question` }]
  await send(funder, 'requestInformation', { id, requirements })
  const [{ id: requirement }] = await funder.world.sql(
    'SELECT id FROM requirement WHERE submission_id = $1',
    id,
  )
  await send(broker, 'respondToRequirement', { id: requirement, text: `${mark} answer` })
  await send(funder, 'approveSubmission', { id, offers: [OFFER] })
}

/** Adds a document, whose id it returns, and an upload whose bytes were not sent. */
async function addDocuments(broker: KeyHolder, id: string, mark: string): Promise<string> {
  await placeFor(broker, id, 10, { fileName: `${mark} pending.pdf` })
  return uploads(broker, id, statementOf(mark), { fileName: `${mark}.pdf`, accountLast4: '1234' })
}

async function changed(funder: Funder, mutation: string, id: string | undefined): Promise<void> {
  const { body } = await funder.query(`mutation ($id: ID!) { ${mutation}(input: { id: $id }) { id } }`, {
    id,
  })
  if (body.errors) throw new Error(`${mutation}: ${body.errors[0].message}`)
}
