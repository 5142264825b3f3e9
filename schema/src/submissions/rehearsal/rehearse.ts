// movesOf: the moves that a rehearsal makes after the submit, in the same transaction. Used by submitSubmission.

import { SYSTEM_ACTOR } from '../../events/record-event.ts'
import { approve } from '../effects/approve.ts'
import { decline } from '../effects/decline.ts'
import { requireInformation } from '../effects/require-information.ts'
import type { Move } from '../move-submission.ts'
import type { Effect } from '../moves/apply-effect.ts'
import { rehearsalOffer } from './rehearsal-offers.ts'
import type { Course } from './rehearsal-tax-ids.ts'

const DUE_DAYS = 14
const DAY_MS = 86_400_000
const STATEMENT_MONTHS = 3

/** In the data of the events. */
export const REHEARSAL = { rehearsal: true } as const

/** The server makes them, so they have no user or key. */
const NOBODY = null

const REVIEW: Move = {
  move: 'startReview',
  run: async () => ({ status: 'IN_REVIEW', events: [{ type: 'submission.review_started' }] }),
}

const COURSES: Record<Course, readonly Move[]> = {
  APPROVAL: [REVIEW, approval('MCA')],
  CHOICE: [REVIEW, approval('MCA', 'TERM_LOAN', 'LINE_OF_CREDIT')],
  DECLINE: [
    {
      move: 'declineSubmission',
      run: (state) =>
        decline(state, { reasons: ['OVER_LEVERAGED', 'VOLATILE_DEPOSITS'], note: null, decidedById: NOBODY }),
    },
  ],
  INFORMATION: [
    {
      move: 'requestInformation',
      run: (state) =>
        requireInformation(
          state,
          [
            {
              kind: 'DOCUMENT',
              stage: 'PRE_DECISION',
              documentClass: 'BANK_STATEMENT',
              months: monthsBefore(state.now),
              text: 'Statements of the main business account.',
              dueAt: new Date(state.now.getTime() + DUE_DAYS * DAY_MS),
            },
          ],
          NOBODY,
        ),
    },
  ],
  WAIT: [],
  DUPLICATE: [],
}

export function movesOf(course: Course): Move[] {
  return COURSES[course].map(({ move, run }) => ({
    move,
    run: async (state) => asRehearsal(await run(state)),
  }))
}

/** The events name the server as the actor, and say that this was a rehearsal. */
function asRehearsal(effect: Effect): Effect {
  const events = effect.events.map((event) => ({
    ...event,
    actor: SYSTEM_ACTOR,
    data: { ...event.data, ...REHEARSAL },
  }))
  return { ...effect, events }
}

function approval(...products: Parameters<typeof rehearsalOffer>[0][]): Move {
  return {
    move: 'approveSubmission',
    run: (state) => {
      const amount = state.submission.amountMinor ?? 0n
      return approve(
        state,
        products.map((product) => rehearsalOffer(product, amount, state.now)),
        NOBODY,
      )
    },
  }
}

/** The last complete months, oldest first, such as 2026-09. */
function monthsBefore(now: Date): string[] {
  return Array.from({ length: STATEMENT_MONTHS }, (_, index) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - STATEMENT_MONTHS + index))
    return month.toISOString().slice(0, 7)
  })
}
