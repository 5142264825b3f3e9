// The ApiKey type and the queries `apiKey` and `apiKeys`. Used by the mutations of keys.

import type { Prisma } from '@latchkey/prisma'
import { User } from '../accounts/users/user.ts'
import { hasPermission } from '../auth/permissions.ts'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { batched } from '../graphql/batch.ts'
import { IN_ROW, listOf } from '../graphql/complexity.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { displayId } from '../graphql/ids.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Problem } from '../graphql/problem.ts'
import { containing, LONGEST_SEARCH, searchOf } from '../graphql/search.ts'
import { ApiKeyKind, ApiKeyState, Scope, Tier } from './enums.ts'

const MAX_REJECTED_USES = 100

export const ApiKey = builder.prismaObject('ApiKey', {
  interfaces: [Node],
  description: 'An API key. Its secret is shown once, in the response that creates it.',
  fields: (t) => ({
    kind: t.expose('kind', {
      type: ApiKeyKind,
      description: 'Whether the key acts as a user, a broker or the funder.',
    }),
    state: t.expose('state', {
      type: ApiKeyState,
      description: 'Whether the key is active, inactive or deleted.',
    }),
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    name: t.exposeString('name', { description: 'A label, 1 to 128 characters.' }),
    prefix: t.string({
      // One row for the secret, and the key's row again if the query also selects `secrets`.
      complexity: 2,
      description: 'Displayable start of the current secret. Identifies the key, but cannot authenticate.',
      select: { secrets: { select: { prefix: true }, where: { state: 'CURRENT' } } },
      resolve: ({ secrets }) => secrets[0]?.prefix ?? '',
    }),
    tier: t.expose('tier', {
      type: Tier,
      description: 'Determines the allowed scopes and the rate limits.',
    }),
    scopes: t.expose('scopes', {
      type: [Scope],
      complexity: IN_ROW,
      description: 'Scopes granted to the key.',
    }),
    allowList: t.exposeStringList('allowList', {
      complexity: IN_ROW,
      description:
        'Addresses and CIDR blocks, in canonical form, from which the key is accepted. Empty: any address.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key expires, by the database clock. Null: never.',
    }),
    relationship: t.relation('relationship', {
      nullable: true,
      description: 'The relationship of a BROKER key. Null for other kinds of keys.',
    }),
    createdBy: t.field({
      type: User,
      nullable: true,
      description:
        'User who created the key. Null if no user created it, or if you use a BROKER key, which cannot see users.',
      // A foreign key ties the creator to the funder of the key. Selected with the key, so a list needs one
      // query.
      select: (_args, { principal }, nested) => (principal.kind === 'BROKER' ? {} : { createdBy: nested() }),
      resolve: (key) => ('createdBy' in key ? key.createdBy : null),
    }),
    lastUsedAt: t.field({
      type: 'DateTime',
      nullable: true,
      complexity: 1,
      description:
        'Time of the last authenticated request with any secret of the key. Updated within 1 second. Null: never used.',
      select: { id: true },
      resolve: ({ id }, _args, context) => loadLastUse(context, id),
    }),
    secrets: t.relation('secrets', {
      complexity: listOf(2),
      query: (_args, { principal }) => ({
        where: {
          OR: [
            { state: { in: ['CURRENT', 'PENDING'] } },
            { state: 'RETIRING', retiresAt: { gt: principal.now } },
          ],
        },
        orderBy: { createdAt: 'desc' },
      }),
      description: 'Secrets that authenticate the key: one, or two during a rotation. Newest first.',
    }),
    rejectedUses: t.prismaField({
      type: ['RejectedUse'],
      complexity: listOf(MAX_REJECTED_USES),
      description:
        'Requests rejected with API_KEY_INVALID because the secret is dead or the key is no longer accepted (deleted, expired, inactive, or its user disabled). One entry per secret and address, most recent first, at most 20 per secret. Updated within 1 second.',
      resolve: (query, { id }, _args, { db }) =>
        db.rejectedUse.findMany({
          ...query,
          where: { secret: { apiKeyId: id } },
          orderBy: { lastAt: 'desc' },
          take: MAX_REJECTED_USES,
        }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was deleted. Null: not deleted.',
    }),
  }),
})

registerNode('ApiKey', 'apiKey', ({ db, principal }, id) =>
  db.apiKey.findFirst({ where: { AND: [{ id }, tenantScope.apiKey(principal)] } }),
)

builder.queryField('apiKey', (t) =>
  t.prismaField({
    type: 'ApiKey',
    description: 'An API key by id, including deleted keys. A BROKER key sees only itself.',
    args: { id: t.arg.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const key = await db.apiKey.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.apiKey(principal)] },
      })
      if (key === null)
        throw new Problem(
          'API_KEY_NOT_FOUND',
          `There is no API key ${displayId(id)}. Use the query apiKeys to find the id.`,
        )
      return key
    },
  }),
)

/** Last authenticated request per key. SQL aggregates, because the number of DEAD secrets is unlimited. */
const loadLastUse = batched<string, Date | null>(async ({ db }, ids) => {
  const rows = await db.$queryRaw<{ id: string; usedAt: number }[]>`
    SELECT api_key_id AS id, (extract(epoch FROM max(used_at)) * 1000)::float8 AS "usedAt"
    FROM secret JOIN secret_use USING (digest) WHERE api_key_id = ANY(${[...new Set(ids)]}) GROUP BY api_key_id`
  const times = new Map(rows.map(({ id, usedAt }) => [id, new Date(usedAt)]))
  return ids.map((id) => times.get(id) ?? null)
})

builder.prismaObjectField('Relationship', 'apiKey', (t) =>
  t.field({
    type: ApiKey,
    nullable: true,
    // The key, and the relationship again if two aliases select different secrets of the key.
    complexity: 2,
    description:
      'API key of the relationship, unless it is deleted. Null if there is none or if you cannot see it. Permissions: as for `apiKeys`.',
    select: (_args, { principal }, nested) => ({
      apiKeys: nested({
        where: hasPermission(principal, 'apiKeys')
          ? { AND: [tenantScope.apiKey(principal), { state: { not: 'DELETED' } }] }
          : { id: { in: [] } },
      }),
    }),
    resolve: ({ apiKeys }, _args, { principal, allowed }) => {
      // The re-verification before the response is sent includes this permission.
      if (hasPermission(principal, 'apiKeys')) allowed.add('apiKeys')
      return apiKeys[0] ?? null
    },
  }),
)

const ApiKeyFilter = builder.inputType('ApiKeyFilter', {
  description: 'Filter for `apiKeys`. Returns keys that match every field.',
  fields: (t) => ({
    kind: t.field({ type: ApiKeyKind, description: 'Keys of this kind.' }),
    state: t.field({
      type: ApiKeyState,
      description: 'Keys in this state. Default: all except DELETED.',
    }),
    brokerId: t.id({ description: 'Keys of the relationship with this broker.' }),
    relationshipId: t.id({ description: 'Keys of this relationship (`rel_`).' }),
    createdById: t.id({ description: 'Keys created by this user.' }),
    prefix: t.string({
      description:
        'Keys with a current or earlier secret that has exactly this `prefix`. Use it to find the key of a leaked secret; never send the whole secret.',
    }),
    search: t.string({
      description: `Keys with this text in the name (case-insensitive) or with a secret that has exactly this \`prefix\`. 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const ApiKeyConnection = connectionOf('ApiKey', ApiKey)

builder.queryField('apiKeys', (t) =>
  t.field({
    type: ApiKeyConnection,
    description: 'API keys of the funder in this environment, newest first. A BROKER key sees only itself.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: ApiKeyFilter, description: 'Limits the list to matching items.' }),
    },
    resolve: (_root, args, context, info) => {
      const { kind, state, brokerId, relationshipId, createdById, prefix } = args.filter ?? {}
      const search = searchOf(args.filter)
      const where: Prisma.ApiKeyWhereInput = {
        AND: [
          tenantScope.apiKey(context.principal),
          { state: state ?? { not: 'DELETED' } },
          kind == null ? {} : { kind },
          brokerId == null ? {} : { relationship: { brokerId } },
          relationshipId == null ? {} : { relationshipId },
          prefix == null ? {} : { secrets: { some: { prefix } } },
          search === null
            ? {}
            : { OR: [{ name: containing(search) }, { secrets: { some: { prefix: search } } }] },
          createdById == null
            ? {}
            : { createdBy: { AND: [{ id: createdById }, tenantScope.user(context.principal)] } },
        ],
      }
      return readPage('ApiKey', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.apiKey.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.apiKey.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)
