// keyEvent: the domain event of a change to a key. Used by every mutation of keys.

import type { Environment } from '@latchkey/prisma'
import type { EventType } from '../events/event-types.ts'
import type { Actor, NewEvent } from '../events/record-event.ts'

interface ChangedKey {
  readonly id: string
  readonly environment: Environment
  readonly funderId: string
  readonly relationshipId: string | null
}

export type KeyEventType = EventType & `api_key.${string}`

export function keyEvent(
  type: KeyEventType,
  { id, environment, funderId, relationshipId }: ChangedKey,
  actor: Actor,
  data: NonNullable<NewEvent['data']> = {},
): NewEvent {
  return { type, environment, funderId, relationshipId, subjectId: id, actor, data }
}
