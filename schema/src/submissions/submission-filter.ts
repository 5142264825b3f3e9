// SubmissionFilter and its WHERE condition, as the caller sees the submissions. Used by the submission lists.

import { type Prisma, SubmissionStatus } from '@latchkey/prisma'
import type { Principal } from '../auth/principal.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { containingFolded, LONGEST_SEARCH } from '../graphql/search.ts'
import { Issues } from '../validation/issues.ts'
import { canonicalText } from '../validation/text.ts'
import { shownStatus } from './broker-view.ts'
import { SubmissionStatusEnum } from './submission-status.ts'

// Shorter texts have no trigram, so an index cannot find them.
const SHORTEST_SEARCH = 3

export const SubmissionFilter = builder.inputType('SubmissionFilter', {
  description: 'Filter for submissions. Returns submissions that match every field.',
  fields: (t) => ({
    status: t.field({ type: SubmissionStatusEnum, description: 'Submissions with this status.' }),
    statuses: t.field({
      type: [SubmissionStatusEnum],
      description: 'Submissions with one of these statuses.',
    }),
    brokerId: t.id({ description: 'Submissions of this broker.' }),
    relationshipId: t.id({ description: 'Submissions of this relationship (`rel_`).' }),
    externalReference: t.string({ description: 'Submissions with exactly this `externalReference`.' }),
    search: t.string({
      description: `Submissions with this text in the name, the legal name, the dba or the external reference, whatever the case and accents: uber finds Über. ${SHORTEST_SEARCH} to ${LONGEST_SEARCH} characters.`,
    }),
    createdFrom: t.field({ type: 'DateTime', description: 'Created at this time or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Created before this time.' }),
    submittedFrom: t.field({ type: 'DateTime', description: 'Submitted at this time or later.' }),
    submittedTo: t.field({ type: 'DateTime', description: 'Submitted before this time.' }),
    amountMinorFrom: t.field({
      type: 'SafeInt',
      description: 'Requested amount in minor units (cents) at least this.',
    }),
    amountMinorTo: t.field({
      type: 'SafeInt',
      description: 'Requested amount in minor units (cents) at most this.',
    }),
    assignedUserId: t.id({
      description:
        'Submissions assigned to this user (`usr_`). A BROKER key finds none: it sees no assignments.',
    }),
    isAssigned: t.boolean({
      description: 'Submissions that are, or are not, assigned to a user. A BROKER key finds none.',
    }),
  }),
})

type Given = typeof SubmissionFilter.$inferInput | null | undefined

/** Throws VALIDATION_FAILED. Includes the tenant scope. */
export function submissionWhere(principal: Principal, given: Given): Prisma.SubmissionWhereInput {
  const filter = given ?? {}
  const { brokerId, relationshipId, externalReference, assignedUserId, isAssigned } = filter
  const { search, statuses } = checkFilter(filter)
  const from = filter.amountMinorFrom
  const to = filter.amountMinorTo
  const hidesAssignee = principal.kind === 'BROKER' && (assignedUserId != null || isAssigned != null)
  return {
    AND: [
      tenantScope.submission(principal),
      statuses === null ? {} : { status: { in: storedStatuses(principal, statuses) } },
      brokerId == null ? {} : { brokerId },
      relationshipId == null ? {} : { relationshipId },
      externalReference == null ? {} : { externalReference: canonicalText(externalReference) },
      search === null ? {} : { searchText: containingFolded(search) },
      range('createdAt', filter.createdFrom, filter.createdTo),
      range('submittedAt', filter.submittedFrom, filter.submittedTo),
      from == null ? {} : { amountMinor: { gte: BigInt(from) } },
      to == null ? {} : { amountMinor: { lte: BigInt(to) } },
      hidesAssignee ? { id: { in: [] } } : {},
      assignedUserId == null ? {} : { assignedUserId },
      isAssigned == null ? {} : { assignedUserId: isAssigned ? { not: null } : null },
    ],
  }
}

function checkFilter({ status, statuses, search }: NonNullable<Given>) {
  const issues = new Issues()
  const text = issues.optionalText('filter.search', search, { min: SHORTEST_SEARCH, max: LONGEST_SEARCH })
  issues.throwIfAny()
  const wanted = statuses == null ? null : new Set(statuses)
  if (status == null) return { search: text, statuses: wanted === null ? null : [...wanted] }
  return { search: text, statuses: wanted === null || wanted.has(status) ? [status] : [] }
}

function range(column: 'createdAt' | 'submittedAt', from?: Date | null, to?: Date | null) {
  return {
    AND: [from == null ? {} : { [column]: { gte: from } }, to == null ? {} : { [column]: { lt: to } }],
  }
}

/** Every stored status that the caller sees as one of `shown`. */
function storedStatuses(principal: Principal, shown: readonly SubmissionStatus[]): SubmissionStatus[] {
  return Object.values(SubmissionStatus).filter((status) => shown.includes(shownStatus(principal, status)))
}
