// changedColumns and moveEvent: what a change writes to a submission and to its events. Used by moves and demo data. Pure.

import type { Submission, SubmissionStatus } from '@latchkey/prisma'
import { isFunderOnly } from '../../events/event-types.ts'
import { type Actor, aboutSubmission, type NewEvent } from '../../events/record-event.ts'
import { brokerStatus } from '../broker-view.ts'

type Changed = Pick<
  Submission,
  'status' | 'version' | 'hiddenChanges' | 'updatedAt' | 'statusChangedAt' | 'shownStatusChangedAt' | 'heldAt'
>

/** Status, version and times after a change. It is hidden from the broker if all its events are. */
export function changedColumns(
  submission: Changed,
  status: SubmissionStatus,
  events: readonly Pick<NewEvent, 'type'>[],
  now: Date,
): Changed {
  const isMoved = status !== submission.status
  const isShown = brokerStatus(status) !== brokerStatus(submission.status)
  const isHidden = !isShown && events.every(({ type }) => isFunderOnly(type))
  return {
    status,
    version: submission.version + 1,
    hiddenChanges: submission.hiddenChanges + (isHidden ? 1 : 0),
    updatedAt: isHidden ? submission.updatedAt : now,
    statusChangedAt: isMoved ? now : submission.statusChangedAt,
    shownStatusChangedAt: isShown ? now : submission.shownStatusChangedAt,
    heldAt: isMoved ? (status === 'HELD' ? now : null) : submission.heldAt,
  }
}

type Moved = Changed & Parameters<typeof aboutSubmission>[0]

export interface MoveEvent extends Pick<NewEvent, 'type' | 'data'> {
  /** Default: the submission. */
  readonly subjectId?: string
}

/** `submission`: before the change. Events that the broker sees contain the broker's status and version. */
export function moveEvent(
  submission: Moved,
  status: SubmissionStatus,
  { type, subjectId = submission.id, actor, data = {} }: MoveEvent & { readonly actor: Actor },
): NewEvent {
  const isHidden = isFunderOnly(type)
  const shown = (one: SubmissionStatus) => (isHidden ? one : brokerStatus(one))
  return {
    type,
    ...aboutSubmission(submission, subjectId),
    actor,
    data: {
      status: shown(status),
      previousStatus: shown(submission.status),
      version: submission.version + 1 - (isHidden ? 0 : submission.hiddenChanges),
      ...data,
    },
  }
}
