// The Requirement type and the requirements of a submission. Loaded by schema.ts.

import {
  RequirementKind as Kinds,
  RequirementStage as Stages,
  RequirementStatus as Statuses,
} from '@latchkey/prisma'
import { tenantScope } from '../../auth/tenant-scope.ts'
import { builder } from '../../builder.ts'
import { IN_ROW, listOf } from '../../graphql/complexity.ts'
import { registerNode } from '../../graphql/load-by-id.ts'
import { Node } from '../../graphql/node.ts'
import { DocumentClass } from '../document-class.ts'
import { unseal } from '../unseal.ts'

/** Per submission. */
export const MAX_REQUIREMENTS = 50

export const RequirementKind = builder.enumType('RequirementKind', {
  description: 'What a requirement asks for.',
  values: {
    [Kinds.DOCUMENT]: { description: 'A document of a class.' },
    [Kinds.QUESTION]: { description: 'An answer to a question.' },
  },
})

export const RequirementStage = builder.enumType('RequirementStage', {
  description: 'When a requirement must be met.',
  values: {
    [Stages.PRE_DECISION]: { description: 'Before the funder decides.' },
    [Stages.PRE_FUNDING]: { description: 'Before the funder pays out.' },
  },
})

const RequirementStatus = builder.enumType('RequirementStatus', {
  description: 'Status of a requirement.',
  values: {
    [Statuses.OPEN]: { description: 'The broker must respond.' },
    [Statuses.RESPONDED]: { description: 'The broker responded; the funder must check it.' },
    [Statuses.ACCEPTED]: { description: 'The funder accepted the response.' },
    [Statuses.REJECTED]: { description: 'The funder rejected the response; the broker must respond again.' },
    [Statuses.WAIVED]: { description: 'The funder no longer requires it.' },
  },
})

export const Requirement = builder.prismaObject('Requirement', {
  interfaces: [Node],
  description: 'A document or an answer that the funder asks for.',
  fields: (t) => ({
    kind: t.expose('kind', { type: RequirementKind, description: 'What it asks for.' }),
    stage: t.expose('stage', { type: RequirementStage, description: 'When it must be met.' }),
    status: t.expose('status', { type: RequirementStatus, description: 'Status of the requirement.' }),
    documentClass: t.expose('documentClass', {
      type: DocumentClass,
      nullable: true,
      description: 'Class of the document. Null for a QUESTION.',
    }),
    months: t.exposeStringList('months', {
      complexity: IN_ROW,
      description: 'Months that the documents must cover, such as 2026-09. Empty: not by month.',
    }),
    text: t.string({
      nullable: true,
      description: 'The question, or an explanation of the document. Null if there is none.',
      resolve: ({ id, submissionId, textCipher }, _args, context) =>
        unseal(context, submissionId, textCipher, `${id}.text`),
    }),
    response: t.string({
      nullable: true,
      description: 'Latest answer of the broker. Null if there is none.',
      resolve: ({ id, submissionId, responseCipher }, _args, context) =>
        unseal(context, submissionId, responseCipher, `${id}.response`),
    }),
    note: t.string({
      nullable: true,
      description: 'Why the funder rejected the latest response. Null if it did not.',
      resolve: ({ id, submissionId, noteCipher }, _args, context) =>
        unseal(context, submissionId, noteCipher, `${id}.note`),
    }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the response is due. Null: no due date.',
    }),
    overdueAt: t.expose('overdueAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the server noticed that the due date had passed without a response. Null: it has not.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    respondedAt: t.expose('respondedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the broker last responded. Null: never.',
    }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was accepted or waived. Null before that.',
    }),
  }),
})

registerNode('Requirement', 'submission', ({ db, principal }, id) =>
  db.requirement.findFirst({ where: { AND: [{ id }, tenantScope.requirement(principal)] } }),
)

builder.prismaObjectField('Submission', 'requirements', (t) =>
  t.relation('requirements', {
    complexity: listOf(MAX_REQUIREMENTS),
    query: { orderBy: { id: 'asc' } },
    description: `Documents and answers that the funder asks for, oldest first, at most ${MAX_REQUIREMENTS}.`,
  }),
)
