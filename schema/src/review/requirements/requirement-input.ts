// RequirementInput and its validation. Used by requestInformation.

import type { SubmissionStatus } from '@latchkey/prisma'
import { builder } from '../../builder.ts'
import { DocumentClass } from '../../submissions/document-class.ts'
import { RequirementKind, RequirementStage } from '../../submissions/requirements/requirement.ts'
import { isMonth } from '../../validation/days.ts'
import type { Issues } from '../../validation/issues.ts'

const MAX_PER_REQUEST = 20
const MAX_MONTHS = 36

export const RequirementInput = builder.inputType('RequirementInput', {
  description: 'A document or an answer to ask for.',
  fields: (t) => ({
    kind: t.field({ type: RequirementKind, required: true, description: 'What you ask for.' }),
    stage: t.field({
      type: RequirementStage,
      required: true,
      defaultValue: 'PRE_DECISION',
      description: 'When it must be met.',
    }),
    documentClass: t.field({
      type: DocumentClass,
      description: 'Class of the document. Required for a DOCUMENT, not allowed for a QUESTION.',
    }),
    months: t.stringList({
      description: `Months that the documents must cover, such as 2026-09, at most ${MAX_MONTHS}. Only for a DOCUMENT.`,
    }),
    text: t.string({
      description:
        'The question, or an explanation of the document, 1 to 2,000 characters. Required for a QUESTION.',
    }),
    dueAt: t.field({ type: 'DateTime', description: 'When the response is due, in the future.' }),
  }),
})

type Given = typeof RequirementInput.$inferInput

export type CheckedRequirement = ReturnType<typeof checkRequirement>

export function checkRequirements(
  issues: Issues,
  path: string,
  requirements: readonly Given[],
  now: Date,
): CheckedRequirement[] {
  if (requirements.length < 1 || requirements.length > MAX_PER_REQUEST) {
    issues.add(
      path,
      'INVALID_COUNT',
      `Send 1 to ${MAX_PER_REQUEST} requirements; you sent ${requirements.length}.`,
    )
    return []
  }
  return requirements.map((one, index) => checkRequirement(issues, `${path}.${index}`, one, now))
}

function checkRequirement(issues: Issues, path: string, given: Given, now: Date) {
  const { kind, stage } = given
  const documentClass = given.documentClass ?? null
  const dueAt = given.dueAt ?? null
  const months = [...new Set(given.months ?? [])].sort()
  const text = issues.optionalText(`${path}.text`, given.text, { max: 2_000, multiline: true })
  if (kind === 'DOCUMENT' && documentClass === null)
    issues.add(`${path}.documentClass`, 'REQUIRED', 'Required for a DOCUMENT.')
  if (kind === 'QUESTION' && documentClass !== null)
    issues.add(`${path}.documentClass`, 'NOT_ALLOWED', 'Omit it for a QUESTION.')
  if (kind === 'QUESTION' && text === null) issues.add(`${path}.text`, 'REQUIRED', 'Required for a QUESTION.')
  if (kind === 'QUESTION' && months.length > 0)
    issues.add(`${path}.months`, 'NOT_ALLOWED', 'Omit them for a QUESTION.')
  if (months.length > MAX_MONTHS) issues.add(`${path}.months`, 'TOO_MANY_MONTHS', `At most ${MAX_MONTHS}.`)
  if (!months.every(isMonth))
    issues.add(`${path}.months`, 'INVALID_MONTH', 'Each must be a year and a month, such as 2026-09.')
  if (dueAt !== null && dueAt <= now) issues.add(`${path}.dueAt`, 'IN_THE_PAST', 'Must be in the future.')
  return { kind, stage, documentClass, months, text, dueAt }
}

/** Before the approval, at least one PRE_DECISION; after it, only PRE_FUNDING. */
export function checkStages(
  issues: Issues,
  status: SubmissionStatus,
  requirements: readonly Pick<CheckedRequirement, 'stage'>[],
): void {
  if (status !== 'APPROVED') {
    if (requirements.some(({ stage }) => stage === 'PRE_DECISION')) return
    issues.add('requirements', 'STAGE_NOT_ALLOWED', 'Before the approval, at least one must be PRE_DECISION.')
    return
  }
  for (const [index, { stage }] of requirements.entries()) {
    if (stage === 'PRE_FUNDING') continue
    issues.add(
      `requirements.${index}.stage`,
      'STAGE_NOT_ALLOWED',
      'Must be PRE_FUNDING, because the submission is APPROVED.',
    )
  }
}
