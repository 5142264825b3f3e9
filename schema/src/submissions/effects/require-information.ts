// requireInformation: the effect of new requirements. Used by requestInformation and by rehearsals.

import type { Requirement } from '@latchkey/prisma'
import { newId } from '../../graphql/ids.ts'
import type { MoveState } from '../move-submission.ts'
import type { Effect } from '../moves/apply-effect.ts'
import { earliestOf, openRequirements } from '../requirements/move-requirement.ts'

/** A valid requirement. `text` is the question or an explanation. */
type NewRequirement = Pick<Requirement, 'kind' | 'stage' | 'documentClass' | 'months' | 'dueAt'> & {
  readonly text: string | null
}

/** `createdById`: a user or an API key; null for the server. */
export async function requireInformation(
  state: MoveState,
  requirements: readonly NewRequirement[],
  createdById: string | null,
): Promise<Effect> {
  const { environment, funderId, id: submissionId, status } = state.submission
  const rows = requirements.map(({ text, ...requirement }) => {
    const id = newId('Requirement')
    const textCipher = text === null ? null : state.seal(text, `${id}.text`)
    const whose = { environment, funderId, submissionId, createdById, createdAt: state.now }
    return { id, ...whose, ...requirement, textCipher }
  })
  await state.tx.requirement.createMany({ data: rows })
  return {
    status: status === 'APPROVED' ? 'APPROVED' : 'INFO_REQUESTED',
    changes: { dueAt: earliestOf(await openRequirements(state)) },
    events: [
      { type: 'submission.information_requested' },
      ...rows.map(({ id }) => ({ type: 'requirement.created' as const, subjectId: id })),
    ],
  }
}
