// The GraphQL enum Environment. Used by every type that belongs to one environment.

import { Environment as Values } from '@latchkey/prisma'
import { builder } from '../builder.ts'

export const Environment = builder.enumType('Environment', {
  description: 'One of two separate sets of data. Each credential belongs to one and never sees the other.',
  values: {
    [Values.DEVELOPMENT]: { description: 'To build and try against.' },
    [Values.PRODUCTION]: { description: 'Real applications.' },
  },
})
