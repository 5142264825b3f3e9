// ApiKey.addresses and ApiKey.previewAllowList: recent client addresses. Loaded by schema.ts.

import type { Prisma } from '@latchkey/prisma'
import { matchingEntry } from '../auth/ip-allow-list.ts'
import { builder } from '../builder.ts'
import { IN_ROW, listOf } from '../graphql/complexity.ts'
import { checkAllowList } from '../keys/key-input.ts'
import { Issues } from '../validation/issues.ts'

/** Addresses returned per key. */
const MAX_ADDRESSES = 20

const ApiKeyAddress = builder.prismaObject('KeyAddress', {
  name: 'ApiKeyAddress',
  description: 'An address that a key was admitted from, at most a second behind.',
  fields: (t) => ({
    address: t.exposeString('address', {
      description: 'IPv4 or IPv6. Empty: a trusted proxy told no address; no list contains that.',
    }),
    firstAt: t.expose('firstAt', {
      type: 'DateTime',
      description: 'The first request from there, since it is among the last addresses.',
    }),
    lastAt: t.expose('lastAt', { type: 'DateTime', description: 'The last request from there.' }),
    count: t.expose('count', {
      type: 'SafeInt',
      description: 'How many requests came from there, since then.',
    }),
    userAgent: t.exposeString('userAgent', {
      description: 'What the program called itself last; at most 200 characters.',
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'addresses', (t) =>
  t.prismaField({
    type: ['KeyAddress'],
    complexity: listOf(MAX_ADDRESSES),
    description: `The last ${MAX_ADDRESSES} distinct addresses that the key was admitted from, the last first.`,
    resolve: (query, { id }, _args, { db }) => db.keyAddress.findMany({ ...query, ...mostRecent(id) }),
  }),
)

type KeyAddress = Prisma.KeyAddressGetPayload<object>

interface Preview {
  readonly allowList: string[]
  readonly accepted: KeyAddress[]
  readonly refused: KeyAddress[]
}

const AllowListPreview = builder.objectRef<Preview>('AllowListPreview').implement({
  description: `What an allow-list would make of the last ${MAX_ADDRESSES} addresses that the key was admitted from, if it had that list.`,
  fields: (t) => ({
    allowList: t.exposeStringList('allowList', {
      complexity: IN_ROW,
      description: 'The list in canonical form, as the key would have it. Empty: from anywhere.',
    }),
    accepted: t.field({
      type: [ApiKeyAddress],
      complexity: IN_ROW,
      description: 'The addresses that it contains, the last first.',
      resolve: ({ accepted }) => accepted,
    }),
    refused: t.field({
      type: [ApiKeyAddress],
      complexity: IN_ROW,
      description: 'Those that it does not: requests from there would be refused with IP_NOT_ALLOWED.',
      resolve: ({ refused }) => refused,
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'previewAllowList', (t) =>
  t.field({
    type: AllowListPreview,
    complexity: MAX_ADDRESSES,
    description:
      'What a new allow-list would refuse of what the key is used from. Nothing is changed. What cannot stand in a list: VALIDATION_FAILED.',
    args: {
      allowList: t.arg.stringList({
        required: true,
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: from anywhere.',
      }),
    },
    resolve: async ({ id }, { allowList: entries }, { db }) => {
      const issues = new Issues()
      const allowList = checkAllowList(issues, 'allowList', entries)
      issues.refuse()
      const addresses = await db.keyAddress.findMany(mostRecent(id))
      // Parse the allow-list once, however many fields are selected.
      const accepts = matchingEntry(allowList)
      const { accepted = [], refused = [] } = Object.groupBy(addresses, ({ address }) =>
        accepts(address) ? 'accepted' : 'refused',
      )
      return { allowList, accepted, refused }
    },
  }),
)

function mostRecent(apiKeyId: string) {
  return {
    where: { apiKeyId },
    orderBy: [{ lastAt: 'desc' }, { address: 'asc' }],
    take: MAX_ADDRESSES,
  } satisfies Prisma.KeyAddressFindManyArgs
}
