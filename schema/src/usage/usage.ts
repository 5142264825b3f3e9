// ApiKey.usage: requests, cost and refusals per hour or day. Loaded by schema.ts.

import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import { ProblemCode } from '../graphql/problem-code.ts'
import { Issues } from '../validation/issues.ts'
import { type Bucket, bucketsOf } from './buckets.ts'
import { loadUsage } from './load-usage.ts'
import { checkPeriods, countPeriods, MAX_PERIODS, type Period } from './periods.ts'

const UsagePeriod = builder.enumType('UsagePeriod', {
  description: 'Length of a period.',
  values: {
    HOUR: { description: 'One hour, in UTC.' },
    DAY: { description: 'One day, in UTC.' },
  } satisfies Record<Period, object>,
})

const UsageRefusal = builder.objectRef<{ code: string; count: number }>('UsageRefusal').implement({
  description: 'Number of requests rejected with one error code.',
  fields: (t) => ({
    code: t.expose('code', { type: ProblemCode, description: 'Code of the first error in the response.' }),
    count: t.expose('count', { type: 'SafeInt', description: 'Number of requests.' }),
  }),
})

const UsageBucket = builder.objectRef<Bucket>('UsageBucket').implement({
  description:
    'Usage of a key in one period. Updated within 1 second. Slightly too low after a server crash.',
  fields: (t) => ({
    from: t.expose('from', { type: 'DateTime', description: 'Start of the period.' }),
    to: t.expose('to', { type: 'DateTime', description: 'End of the period, exclusive.' }),
    requests: t.expose('requests', {
      type: 'SafeInt',
      description: 'Number of requests with any secret of the key, including rejected requests.',
    }),
    cost: t.expose('cost', {
      type: 'SafeInt',
      description: 'Cost charged to the 15-minute rate limit, in root fields.',
    }),
    refusals: t.field({
      type: [UsageRefusal],
      complexity: IN_ROW,
      description: 'Requests that were rejected without any data, by error code, most frequent first.',
      resolve: ({ refusals }) =>
        [...refusals]
          .map(([code, count]) => ({ code, count }))
          .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    }),
    addresses: t.exposeInt('addresses', {
      description:
        'Number of distinct client addresses of authenticated requests. Counts at most 1,000 per hour.',
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'usage', (t) =>
  t.field({
    type: [UsageBucket],
    description: `Usage of the key per UTC hour or day, oldest first, including periods without requests. At most ${MAX_PERIODS} periods, within today and the 90 days before; otherwise VALIDATION_FAILED.`,
    complexity: ({ by, ...range }, { principal }) => ({
      field: countPeriods(by ?? 'HOUR', range, principal.now),
      multiplier: 1,
    }),
    args: {
      from: t.arg({
        type: 'DateTime',
        description:
          'Start of the range, rounded down to the start of its period. Default: 24 hours or 30 days before `to`.',
      }),
      to: t.arg({
        type: 'DateTime',
        description:
          'End of the range, rounded up to the end of its period. Default: the end of the current period.',
      }),
      by: t.arg({ type: UsagePeriod, defaultValue: 'HOUR', description: 'Length of a period.' }),
    },
    resolve: async ({ id: apiKeyId }, { from, to, by }, context) => {
      const issues = new Issues()
      const bounds = checkPeriods(issues, by ?? 'HOUR', { from, to }, context.principal.now)
      issues.throwIfAny()
      return bucketsOf(bounds, await loadUsage(context, { apiKeyId, bounds }))
    },
  }),
)
