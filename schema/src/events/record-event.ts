// recordEvents: writes domain events in the transaction that causes them. Used by mutations.

import { type ActorKind, Environment, type Submission } from '@latchkey/prisma'
import { apiKeyIdOf, type Principal } from '../auth/principal.ts'
import { newId } from '../graphql/ids.ts'
import type { Transaction } from '../transaction/transaction.ts'
import { type EventType, isFunderOnly } from './event-types.ts'

export interface Actor {
  readonly kind: ActorKind
  /** A user id or API key id. Null for PLATFORM and SYSTEM. */
  readonly id: string | null
}

export interface NewEvent {
  readonly type: EventType
  readonly environment: Environment
  readonly funderId: string
  readonly relationshipId: string | null
  readonly submissionId?: string
  /** Id of the object that the event is about. */
  readonly subjectId: string
  readonly actor: Actor
  /** Ids and states. Never personal data, secrets or texts that people typed. */
  readonly data?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}

export function actorOf(principal: Principal): Actor {
  const apiKeyId = apiKeyIdOf(principal)
  if (apiKeyId !== null) return { kind: 'API_KEY', id: apiKeyId }
  return 'userId' in principal ? { kind: 'USER', id: principal.userId } : { kind: 'SYSTEM', id: null }
}

export const SYSTEM_ACTOR: Actor = { kind: 'SYSTEM', id: null }

/** The platform's operator, with latchkey-admin. */
export const PLATFORM_ACTOR: Actor = { kind: 'PLATFORM', id: null }

type WithRelationship = Pick<Submission, 'id' | 'environment' | 'funderId' | 'relationshipId'>

/** What an event of a submission is about. `subjectId` names a part of it, such as a document. */
export function aboutSubmission(submission: WithRelationship, subjectId = submission.id) {
  const { id: submissionId, environment, funderId, relationshipId } = submission
  return { environment, funderId, relationshipId, submissionId, subjectId }
}

/** Users are the same in both environments, so both audit logs get the events about them. */
export function inBothEnvironments(event: Omit<NewEvent, 'environment' | 'relationshipId'>): NewEvent[] {
  return Object.values(Environment).map((environment) => ({ ...event, environment, relationshipId: null }))
}

/** Writes events in one statement, in this order. Raw SQL: it runs in every mutation. */
export async function recordEvents(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ type, actor, ...event }) => ({
    id: newId('Event'),
    environment: event.environment,
    funder_id: event.funderId,
    relationship_id: event.relationshipId,
    submission_id: event.submissionId ?? null,
    subject_id: event.subjectId,
    type,
    broker_visible: !isFunderOnly(type) && event.relationshipId !== null,
    actor_kind: actor.kind,
    actor_id: actor.id,
    data: event.data ?? {},
  }))
  await tx.$executeRaw`
    INSERT INTO event (id, environment, funder_id, relationship_id, submission_id, subject_id, type, broker_visible,
      actor_kind, actor_id, data)
    SELECT id, environment, funder_id, relationship_id, submission_id, subject_id, type, broker_visible, actor_kind,
      actor_id, data
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (id text, environment "Environment", funder_id text,
      relationship_id text, submission_id text, subject_id text, type text, broker_visible boolean,
      actor_kind "ActorKind", actor_id text, data jsonb)`
}
