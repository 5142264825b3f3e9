// ApiKey.usage: requests, cost and refusals per hour or day. Loaded by schema.ts.

import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import { ProblemCode } from '../graphql/problem-code.ts'
import { Issues } from '../validation/issues.ts'
import { type Bucket, bucketsOf } from './buckets.ts'
import { loadUsage } from './load-usage.ts'
import { checkPeriods, countPeriods, MAX_PERIODS, type Period } from './periods.ts'

const UsagePeriod = builder.enumType('UsagePeriod', {
  description: 'How long a period is.',
  values: {
    HOUR: { description: 'An hour of UTC.' },
    DAY: { description: 'A day of UTC.' },
  } satisfies Record<Period, object>,
})

const UsageRefusal = builder.objectRef<{ code: string; count: number }>('UsageRefusal').implement({
  description: 'How many requests were refused for one reason.',
  fields: (t) => ({
    code: t.expose('code', { type: ProblemCode, description: 'The reason: the code of the first problem.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'How many.' }),
  }),
})

const UsageBucket = builder.objectRef<Bucket>('UsageBucket').implement({
  description:
    'The use of a key in one period, at most a second behind; after a crash of a server a little less than the truth.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'When the period begins.' }),
    to: t.expose('to', { type: 'DateTime', description: 'When the next one begins.' }),
    requests: t.expose('requests', {
      type: 'SafeInt',
      description: 'Requests with a secret of the key, those that were refused included.',
    }),
    cost: t.expose('cost', {
      type: 'SafeInt',
      description: 'What they were charged of the limit of 15 minutes, in root fields.',
    }),
    refusals: t.field({
      type: [UsageRefusal],
      complexity: IN_ROW,
      description:
        'Those of the requests that were refused, without any data: by reason, the most frequent first.',
      resolve: ({ refusals }) =>
        [...refusals]
          .map(([code, count]) => ({ code, count }))
          .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    }),
    addresses: t.exposeInt('addresses', {
      description:
        'From how many distinct addresses the key was admitted. Of an hour, at most 1,000 are told apart.',
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'usage', (t) =>
  t.field({
    type: [UsageBucket],
    description: `How much the key was used, by hours or days of UTC: the oldest first, those without a request too. At most ${MAX_PERIODS} periods, of today and the 90 days before; else VALIDATION_FAILED.`,
    complexity: ({ by, ...range }, { principal }) => ({
      field: countPeriods(by ?? 'HOUR', range, principal.now),
      multiplier: 1,
    }),
    args: {
      from: t.arg({
        type: 'DateTime',
        description:
          'The first period is the one of this moment. Left out: 24 hours, or 30 days, before `to`.',
      }),
      to: t.arg({
        type: 'DateTime',
        description: 'The last period is the one before this moment, or of it. Left out: the period of now.',
      }),
      by: t.arg({ type: UsagePeriod, defaultValue: 'HOUR', description: 'How long a period is.' }),
    },
    resolve: async ({ id: apiKeyId }, { from, to, by }, context) => {
      const issues = new Issues()
      const bounds = checkPeriods(issues, by ?? 'HOUR', { from, to }, context.principal.now)
      issues.refuse()
      return bucketsOf(bounds, await loadUsage(context, { apiKeyId, bounds }))
    },
  }),
)
