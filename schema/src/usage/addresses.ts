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
  description: 'A client address of authenticated requests with a key. Updated within 1 second.',
  fields: (t) => ({
    address: t.exposeString('address', {
      description: 'IPv4 or IPv6 address. Empty: a trusted proxy sent no address; no allow-list contains it.',
    }),
    firstAt: t.expose('firstAt', {
      type: 'DateTime',
      description: 'Time of the first request from this address among the recent ones that the server keeps.',
    }),
    lastAt: t.expose('lastAt', {
      type: 'DateTime',
      description: 'Time of the last request from this address.',
    }),
    count: t.expose('count', {
      type: 'SafeInt',
      description: 'Number of requests from this address since `firstAt`.',
    }),
    userAgent: t.exposeString('userAgent', {
      description: 'User-Agent of the last request, at most 200 characters.',
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'addresses', (t) =>
  t.prismaField({
    type: ['KeyAddress'],
    complexity: listOf(MAX_ADDRESSES),
    description: `The last ${MAX_ADDRESSES} distinct addresses of authenticated requests with the key, most recent first.`,
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
  description: `Shows which of the last ${MAX_ADDRESSES} addresses of the key an allow-list would accept.`,
  fields: (t) => ({
    allowList: t.exposeStringList('allowList', {
      complexity: IN_ROW,
      description: 'The allow-list in canonical form. Empty: any address.',
    }),
    accepted: t.field({
      type: [ApiKeyAddress],
      complexity: IN_ROW,
      description: 'Addresses that the allow-list contains, most recent first.',
      resolve: ({ accepted }) => accepted,
    }),
    refused: t.field({
      type: [ApiKeyAddress],
      complexity: IN_ROW,
      description:
        'Addresses that the allow-list does not contain. Requests from them would fail with IP_NOT_ALLOWED.',
      resolve: ({ refused }) => refused,
    }),
  }),
})

builder.prismaObjectField('ApiKey', 'previewAllowList', (t) =>
  t.field({
    type: AllowListPreview,
    complexity: MAX_ADDRESSES,
    description:
      'Shows which recent addresses of the key a new allow-list would accept or reject, without changing the key. Invalid entries: VALIDATION_FAILED.',
    args: {
      allowList: t.arg.stringList({
        required: true,
        description: 'IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address.',
      }),
    },
    resolve: async ({ id }, { allowList: entries }, { db }) => {
      const issues = new Issues()
      const allowList = checkAllowList(issues, 'allowList', entries)
      issues.throwIfAny()
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
