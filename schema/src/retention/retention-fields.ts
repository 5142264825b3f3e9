// Submission.erasedAt and Submission.legalHold. Loaded by schema.ts.

import { builder } from '../builder.ts'

builder.prismaObjectFields('Submission', (t) => ({
  erasedAt: t.expose('erasedAt', {
    type: 'DateTime',
    nullable: true,
    description:
      'When its data was erased: texts and owners are gone, and the name is `Erased submission`. Null before that.',
  }),
  legalHold: t.boolean({
    nullable: true,
    description:
      'Whether a legal hold keeps its data from being erased. Null for a BROKER key: brokers do not see holds.',
    resolve: ({ legalHold }, _args, { principal }) => (principal.kind === 'BROKER' ? null : legalHold),
  }),
}))
