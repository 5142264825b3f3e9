// The GraphQL enum Environment. Used by every type that belongs to one environment.

import { Environment as Values } from '@latchkey/prisma'
import { builder } from '../builder.ts'

export const Environment = builder.enumType('Environment', {
  description:
    'One of two separate data sets. Each credential belongs to one environment and cannot access the other.',
  values: {
    [Values.DEVELOPMENT]: { description: 'For development and tests.' },
    [Values.PRODUCTION]: { description: 'For real applications.' },
  },
})
