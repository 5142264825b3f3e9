// recordUserEvent: writes the event of a change that the platform's operator makes to a user.

import type { EventType } from '@latchkey/schema/events/event-types.ts'
import {
  inBothEnvironments,
  type NewEvent,
  PLATFORM_ACTOR,
  recordEvents,
} from '@latchkey/schema/events/record-event.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'

export async function recordUserEvent(
  tx: Transaction,
  type: EventType & `user.${string}`,
  { id, funderId }: { readonly id: string; readonly funderId: string },
  data: NonNullable<NewEvent['data']> = {},
): Promise<void> {
  await recordEvents(tx, inBothEnvironments({ type, funderId, subjectId: id, actor: PLATFORM_ACTOR, data }))
}
