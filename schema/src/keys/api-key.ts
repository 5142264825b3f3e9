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
  description: 'An API key: the record. Its secret is shown once, when it is made.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ApiKeyKind, description: 'Whom the key acts for.' }),
    state: t.expose('state', { type: ApiKeyState, description: 'Whether the key is switched on.' }),
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to.',
    }),
    name: t.exposeString('name', { description: 'A label, 1 to 128 characters.' }),
    prefix: t.string({
      // One row for the secret, and the key's row again if the query also selects `secrets`.
      complexity: 2,
      description: 'What may be shown of the secret: enough to tell keys apart, not to use them.',
      select: { secrets: { select: { prefix: true }, where: { state: 'CURRENT' } } },
      resolve: ({ secrets }) => secrets[0]?.prefix ?? '',
    }),
    tier: t.expose('tier', {
      type: Tier,
      description: 'Which scopes it may hold and how many requests it may make.',
    }),
    scopes: t.expose('scopes', {
      type: [Scope],
      complexity: IN_ROW,
      description: 'What the key may do.',
    }),
    allowList: t.exposeStringList('allowList', {
      complexity: IN_ROW,
      description:
        'Addresses and CIDR blocks, in canonical form, that the key is accepted from. Empty: from anywhere.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: "When the key stops being accepted, by the database's clock. Null: never.",
    }),
    relationship: t.relation('relationship', {
      nullable: true,
      description: 'The relationship that a BROKER key belongs to. Null for the other kinds.',
    }),
    createdBy: t.field({
      type: User,
      nullable: true,
      description: 'The user who made it. Null when the platform did, and for brokers, who see no users.',
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
        'The last request that was admitted with any secret of the key, at most a second behind. Null: never used.',
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
      description:
        'The secrets that are accepted while the key is: one, or two during a rotation. Newest first.',
    }),
    rejectedUses: t.prismaField({
      type: ['RejectedUse'],
      complexity: listOf(MAX_REJECTED_USES),
      description:
        'Requests that were refused with API_KEY_INVALID and a secret of this key, because that is dead or the key not accepted any more (deleted, expired, switched off, its user disabled): by address, the last first, at most 20 for each secret. At most a second behind.',
      resolve: (query, { id }, _args, { db }) =>
        db.rejectedUse.findMany({
          ...query,
          where: { secret: { apiKeyId: id } },
          orderBy: { lastAt: 'desc' },
          take: MAX_REJECTED_USES,
        }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    deletedAt: t.expose('deletedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was deleted, if it was.',
    }),
  }),
})

registerNode('ApiKey', 'apiKey', ({ db, principal }, id) =>
  db.apiKey.findFirst({ where: { AND: [{ id }, tenantScope.apiKey(principal)] } }),
)

builder.queryField('apiKey', (t) =>
  t.prismaField({
    type: 'ApiKey',
    description: 'One key, deleted ones included. A broker key sees itself.',
    args: { id: t.arg.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const key = await db.apiKey.findFirst({
        ...query,
        where: { AND: [{ id }, tenantScope.apiKey(principal)] },
      })
      if (key === null)
        throw new Problem(
          'API_KEY_NOT_FOUND',
          `There is no API key ${displayId(id)}. See apiKeys for those there are.`,
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
      'The key of the relationship that is not deleted. Null if there is none, or if the credential does not see it: see `apiKeys`.',
    select: (_args, { principal }, nested) => ({
      apiKeys: nested({
        where: hasPermission(principal, 'apiKeys')
          ? { AND: [tenantScope.apiKey(principal), { state: { not: 'DELETED' } }] }
          : { id: { in: [] } },
      }),
    }),
    resolve: ({ apiKeys }, _args, { principal, allowed }) => {
      // The re-check before the response is sent includes this permission.
      if (hasPermission(principal, 'apiKeys')) allowed.add('apiKeys')
      return apiKeys[0] ?? null
    },
  }),
)

const ApiKeyFilter = builder.inputType('ApiKeyFilter', {
  description: 'Which keys to list; all of what is given must hold.',
  fields: (t) => ({
    kind: t.field({ type: ApiKeyKind, description: 'Keys of this kind.' }),
    state: t.field({
      type: ApiKeyState,
      description: 'Keys in this state. Left out: all but the deleted ones.',
    }),
    brokerId: t.id({ description: 'Keys of the relationship with this broker.' }),
    relationshipId: t.id({ description: 'Keys of this relationship (`rel_`).' }),
    createdById: t.id({ description: 'Keys that this user made.' }),
    prefix: t.string({
      description:
        'Keys that have, or had before a rotation, a secret with exactly this `prefix`. Finds the key of a leaked secret; never send the whole secret.',
    }),
    search: t.string({
      description: `Keys whose name contains this text, in any case, or that have a secret with this \`prefix\`. 1 to ${LONGEST_SEARCH} characters.`,
    }),
  }),
})

const ApiKeyConnection = connectionOf('ApiKey', ApiKey)

builder.queryField('apiKeys', (t) =>
  t.field({
    type: ApiKeyConnection,
    description: 'The keys of the funder in this environment, newest first. A broker key sees itself.',
    args: { ...pageArguments, filter: t.arg({ type: ApiKeyFilter, description: 'Which of them.' }) },
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
