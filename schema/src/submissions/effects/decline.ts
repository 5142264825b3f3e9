// decline: the effect of a refusal with its reasons. Used by declineSubmission and by rehearsals.

import type { DeclineReason } from '@latchkey/prisma'
import { newId } from '../../graphql/ids.ts'
import { brokerReasons } from '../broker-view.ts'
import type { MoveState } from '../move-submission.ts'
import type { Effect } from '../moves/apply-effect.ts'
import { closeOffers } from '../offers/open-offers.ts'

interface Refusal {
  readonly reasons: DeclineReason[]
  /** Internal explanation. */
  readonly note: string | null
  /** A user or an API key; null for the server. */
  readonly decidedById: string | null
}

export async function decline(state: MoveState, { reasons, note, decidedById }: Refusal): Promise<Effect> {
  const { environment, funderId, id: submissionId } = state.submission
  const id = newId('Decision')
  await state.tx.decision.create({
    data: {
      id,
      environment,
      funderId,
      submissionId,
      outcome: 'DECLINED',
      reasons,
      noteCipher: note === null ? null : state.seal(note, `${id}.note`),
      decidedById,
      createdAt: state.now,
    },
  })
  const offers = await closeOffers(state, 'RESCINDED')
  return {
    status: 'DECLINED',
    changes: { closingStage: null, dueAt: null },
    // The broker sees this event.
    events: [{ type: 'submission.declined', data: { reasons: brokerReasons(reasons) } }, ...offers],
  }
}
