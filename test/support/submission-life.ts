// A funder and a broker who move submissions through their statuses. Used by tests of submissions and review.

import type { SubmissionStatus } from '@latchkey/prisma'
import type { BrokerActor, Funder, KeyHolder } from './actors.ts'
import { outcome } from './graphql-result.ts'
import type { Answer, World } from './world.ts'

type Sender = Pick<KeyHolder, 'query'>

const COMPLETE = {
  name: 'Corner Bakery, new oven',
  company: { legalName: 'Corner Bakery LLC' },
  amount: { amountMinor: 2_500_000 },
  purpose: 'EQUIPMENT',
  owners: [{ firstName: 'Ana', lastName: 'Ruiz' }],
} as const

export const OFFER = { product: 'MCA', fundedAmount: { amountMinor: 2_000_000 } } as const
export const QUESTION = { kind: 'QUESTION', text: 'Why did deposits fall in July?' } as const

let brokers = 0
let taxIds = 0

/** Sends one mutation with its input. */
export function sendMove(
  by: Sender,
  mutation: string,
  input: object,
  selection = 'id',
  server = 0,
): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const document = `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { ${selection} } }`
  return by.query(document, { input }, { server })
}

export class SubmissionLife {
  readonly world: World
  readonly funder: Funder
  readonly broker: BrokerActor

  constructor(funder: Funder, broker: BrokerActor) {
    this.world = funder.world
    this.funder = funder
    this.broker = broker
  }

  static async open(world: World): Promise<SubmissionLife> {
    const funder = await world.funder()
    return new SubmissionLife(funder, await newBroker(funder))
  }

  /** The same funder with another broker. */
  async otherBroker(): Promise<SubmissionLife> {
    return new SubmissionLife(this.funder, await newBroker(this.funder))
  }

  /** A draft that can be submitted. Its tax id is unique by default. */
  async draft(taxId = `unique ${++taxIds}`): Promise<string> {
    const { id } = await this.broker.latchkey.submissions.create(COMPLETE)
    await this.world.sql(
      `UPDATE submission SET tax_id_kind = 'EIN', tax_id_cipher = '\\x00', tax_id_last4 = '0000',
         tax_id_hash = sha256($2::bytea) WHERE id = $1`,
      id,
      taxId,
    )
    return id
  }

  /** Sends a mutation and returns its answer. Throws unless it succeeds. */
  // biome-ignore lint/suspicious/noExplicitAny: answers have many shapes.
  async moves(by: Sender, mutation: string, input: object, selection = 'id status version'): Promise<any> {
    const answer = await sendMove(by, mutation, input, selection)
    if (outcome(answer) !== '200') throw new Error(`${mutation}: ${JSON.stringify(answer.body)}`)
    return answer.body.data.answer
  }

  /** A submission that reached the status through the API. */
  async at(status: SubmissionStatus, taxId?: string): Promise<string> {
    const { broker, funder } = this
    const id = await this.draft(taxId)
    if (status === 'DRAFT') return id
    await this.moves(broker, 'submitSubmission', { id })
    if (status === 'SUBMITTED') return id
    if (status === 'WITHDRAWN') await this.moves(broker, 'withdrawSubmission', { id, reason: 'OTHER' })
    else if (status === 'HELD') await this.moves(funder, 'holdSubmission', { id })
    else if (status === 'DECLINED')
      await this.moves(funder, 'declineSubmission', { id, reasons: ['LOW_BALANCES'] })
    else if (status === 'INFO_REQUESTED')
      await this.moves(funder, 'requestInformation', { id, requirements: [QUESTION] })
    else {
      await this.moves(funder, 'startReview', { id })
      if (status === 'IN_REVIEW') return id
      await this.moves(funder, 'approveSubmission', { id, offers: [OFFER, OFFER] })
      if (status === 'APPROVED') return id
      await this.moves(broker, 'acceptOffer', { id: await this.offerOf(id) }, 'id')
      const funding = { amount: { amountMinor: 2_000_000 }, fundedOn: '2026-01-02' }
      await this.moves(funder, 'markFunded', { id, ...funding })
    }
    return id
  }

  /** What `by` reads of a submission. */
  // biome-ignore lint/suspicious/noExplicitAny: answers have many shapes.
  async read(by: Sender, id: string, selection: string): Promise<any> {
    const { body } = await by.query(`query ($id: ID!) { submission(id: $id) { ${selection} } }`, { id })
    if (body.errors) throw new Error(JSON.stringify(body.errors))
    return body.data.submission
  }

  /** The id of the newest offer. */
  async offerOf(id: string): Promise<string> {
    return (await this.read(this.funder, id, 'offers { id }')).offers[0].id
  }

  /** The id of the first requirement. */
  async requirementOf(id: string): Promise<string> {
    return (await this.read(this.funder, id, 'requirements { id }')).requirements[0].id
  }

  setStatus(id: string, status: SubmissionStatus): Promise<unknown> {
    return this.world.sql(
      `UPDATE submission SET status = $2::"SubmissionStatus", held_at = CASE WHEN $2 = 'HELD' THEN app_now() END
       WHERE id = $1`,
      id,
      status,
    )
  }

  async pause(): Promise<void> {
    const { relationship } = await this.broker.latchkey.viewer()
    await this.funder.latchkey.relationships.pause(relationship!.id)
  }

  /** The mails about a submission, oldest first: `<address>: <subject without the id>`. */
  async mails(id: string): Promise<string[]> {
    const about = (await this.world.mails()).filter(({ subject }) => subject.endsWith(` (${id})`))
    return about.map(({ to, subject }) => `${to}: ${subject.replace(` (${id})`, '')}`).reverse()
  }

  /** The types of the events of a submission, oldest first; with `visible`, only what the broker sees. */
  async events(id: string, { visible = false } = {}): Promise<string[]> {
    const rows = await this.world.sql(
      'SELECT type FROM event WHERE submission_id = $1 AND (broker_visible OR NOT $2) ORDER BY id',
      id,
      visible,
    )
    return rows.map(({ type }) => type)
  }
}

function newBroker(funder: Funder): Promise<BrokerActor> {
  brokers += 1
  return funder.broker(`life-${brokers}.example`)
}

interface RefusedMove {
  readonly mutation: string
  /** The status in which the move is legal, and one in which it is not. */
  readonly from: SubmissionStatus
  readonly illegalIn: SubmissionStatus
  /** The input for a submission in status `from`. */
  readonly input: (life: SubmissionLife, id: string) => object | Promise<object>
}

/**
 * Provokes an error that moves have in common, checks that nothing changed, and returns the outcome, such as
 * "409 VERSION_CONFLICT".
 */
export async function provoke(world: World, code: string, move: RefusedMove): Promise<string> {
  const life = await SubmissionLife.open(world)
  const id = await life.at(move.from)
  let input = await move.input(life, id)
  let by: Sender = life.funder
  if (code.endsWith('NOT_FOUND')) by = await world.funder()
  else if (code === 'VERSION_CONFLICT') input = { ...input, expectedVersion: 99 }
  else if (code === 'ILLEGAL_TRANSITION') await life.setStatus(id, move.illegalIn)
  else if (code === 'RELATIONSHIP_NOT_ACTIVE') await life.pause()
  else throw new Error(`Write a test of its own for ${code}.`)
  const content = () =>
    world.sql(
      `SELECT s::text, (SELECT count(*) FROM event WHERE submission_id = $1), (SELECT count(*) FROM note),
         (SELECT string_agg(o::text, ',') FROM offer o WHERE submission_id = $1),
         (SELECT string_agg(r::text, ',') FROM requirement r WHERE submission_id = $1)
       FROM submission s WHERE id = $1`,
      id,
    )
  const before = await content()
  const answer = await sendMove(by, move.mutation, input)
  if (JSON.stringify(await content()) !== JSON.stringify(before))
    throw new Error('The refused move wrote data.')
  return outcome(answer)
}
