// Fields of Submission for the record: notes, source, meta, warnings, readiness. Loaded by schema.ts.

import { SubmissionSource as Sources } from '@latchkey/prisma'
import { builder } from '../../builder.ts'
import type { Context } from '../../context.ts'
import { batched } from '../../graphql/batch.ts'
import { IN_ROW } from '../../graphql/complexity.ts'
import type { Issue } from '../../graphql/problem.ts'
import { type Readiness, readinessOf } from '../readiness.ts'
import { MetaEntry, metaEntries } from './meta.ts'
import { unseal } from './sealing.ts'
import { warningsOf } from './warnings.ts'

const SubmissionSource = builder.enumType('SubmissionSource', {
  description: 'How a submission was created.',
  values: {
    [Sources.API]: { description: 'With an API key.' },
    [Sources.EMBED]: { description: 'In the embedded application form.' },
    [Sources.MANUAL]: { description: 'By a user of the funder, in a session.' },
  },
})

const SubmissionIssue = builder.objectRef<Issue>('SubmissionIssue').implement({
  description: 'Something to check or to add in a submission.',
  fields: (t) => ({
    path: t.exposeString('path', { description: 'Path of the field, such as `company.taxId`.' }),
    code: t.exposeString('code', { description: 'Stable code of the issue.' }),
    message: t.exposeString('message', { description: 'The issue and what to do, in plain English.' }),
  }),
})

const SubmissionReadiness = builder.objectRef<Readiness>('SubmissionReadiness').implement({
  description: 'Whether a submission has all data that it needs to be submitted.',
  fields: (t) => ({
    isReady: t.exposeBoolean('isReady', { description: 'True if nothing is missing.' }),
    missing: t.expose('missing', {
      type: [SubmissionIssue],
      complexity: IN_ROW,
      description: 'The missing values, each with the code REQUIRED.',
    }),
  }),
})

builder.prismaObjectFields('Submission', (t) => ({
  purposeNote: t.string({
    nullable: true,
    description: 'Details of the purpose. Null if there are none.',
    resolve: (submission, _args, { masterKeys }) =>
      unseal(masterKeys, submission, submission.purposeNoteCipher, [submission.id, 'purpose_note']),
  }),
  source: t.expose('source', { type: SubmissionSource, description: 'How the submission was created.' }),
  sourceName: t.exposeString('sourceName', {
    nullable: true,
    description: 'Person or system at the broker that the application comes from. Null if unknown.',
  }),
  sourceEmail: t.exposeString('sourceEmail', {
    nullable: true,
    description: 'E-mail address of that person. Null if unknown.',
  }),
  sourceNotes: t.string({
    nullable: true,
    description: 'Notes of the broker for the funder. Null if there are none.',
    resolve: (submission, _args, { masterKeys }) =>
      unseal(masterKeys, submission, submission.sourceNotesCipher, [submission.id, 'source_notes']),
  }),
  meta: t.field({
    type: [MetaEntry],
    complexity: IN_ROW,
    description: "Key-value pairs of the broker's own, at most 20, sorted by key.",
    resolve: ({ meta }) => metaEntries(meta),
  }),
  warnings: t.field({
    type: [SubmissionIssue],
    // One row: the totals of the owners.
    complexity: { field: 1, multiplier: 1 },
    description:
      'Values that are valid but probably wrong: UNKNOWN_EIN_PREFIX, INCONSISTENT_REVENUE, OWNERSHIP_BELOW_100, OWNERSHIP_ABOVE_100. New codes may be added.',
    resolve: async (submission, _args, context) => {
      const { id, taxIdKind, taxIdCipher } = submission
      const { ownershipBasisPoints } = await ownerTotals(context, id)
      const ein =
        taxIdKind === 'EIN' ? unseal(context.masterKeys, submission, taxIdCipher, [id, 'tax_id']) : null
      return warningsOf({ ...submission, ein, ownershipBasisPoints })
    },
  }),
  readiness: t.field({
    type: SubmissionReadiness,
    // One row: the totals of the owners.
    complexity: { field: 1, multiplier: 1 },
    description: 'Whether the submission can be submitted, and what is missing.',
    resolve: async (submission, _args, context) => {
      const { ownerCount } = await ownerTotals(context, submission.id)
      return readinessOf({ ...submission, ownerCount })
    },
  }),
}))

interface OwnerTotals {
  readonly ownerCount: number
  readonly ownershipBasisPoints: number | null
}

/** One statement for all submissions of a page. They are visible: the caller has loaded them. */
const ownerTotals = batched(async ({ db }: Context, ids: readonly string[]) => {
  const rows = await db.$queryRaw<(OwnerTotals & { readonly id: string })[]>`
    SELECT submission_id AS id, count(*)::int AS "ownerCount",
      sum(ownership_basis_points)::int AS "ownershipBasisPoints"
    FROM owner WHERE submission_id = ANY (${[...new Set(ids)]}) GROUP BY submission_id`
  const totals = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id): OwnerTotals => totals.get(id) ?? { ownerCount: 0, ownershipBasisPoints: null })
})
