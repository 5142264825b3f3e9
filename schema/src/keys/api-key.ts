// API key: the type, and the queries that return it.

import type { Prisma } from '@latchkey/prisma'
import { visible } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { nodeOf } from '../by-id.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../connection.ts'
import { IN_THE_ROW, listOf } from '../cost.ts'
import { Environment } from '../environment.ts'
import { shownId } from '../ids.ts'
import { Node } from '../node.ts'
import { Problem } from '../problem.ts'
import { ApiKeyKind, ApiKeyState, Scope, Tier } from './words.ts'

const MOST_LATE_USES = 100

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
      // The secret's row, and the key's once more where `secrets` is selected beside it.
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
      complexity: IN_THE_ROW,
      description: 'What the key may do.',
    }),
    allowList: t.exposeStringList('allowList', {
      complexity: IN_THE_ROW,
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
    createdBy: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'The user who made it. Null when the platform did, and for brokers, who see no users.',
      resolve: (query, { createdById }, _args, { db, principal }) =>
        createdById === null
          ? null
          : db.user.findFirst({ ...query, where: { AND: [{ id: createdById }, visible.user(principal)] } }),
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
    lateUses: t.prismaField({
      type: ['LateUse'],
      complexity: listOf(MOST_LATE_USES),
      description:
        'Requests that were refused with API_KEY_INVALID and a secret of this key, because that is dead or the key not accepted any more (deleted, expired, switched off, its user disabled): by address, the last first, at most 20 for each secret. At most a second behind.',
      resolve: (query, { id }, _args, { db }) =>
        db.lateUse.findMany({
          ...query,
          where: { secret: { apiKeyId: id } },
          orderBy: { lastAt: 'desc' },
          take: MOST_LATE_USES,
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

nodeOf('ApiKey', 'apiKey', ({ db, principal }, id) =>
  db.apiKey.findFirst({ where: { AND: [{ id }, visible.apiKey(principal)] } }),
)

builder.queryField('apiKey', (t) =>
  t.prismaField({
    type: 'ApiKey',
    description: 'One key, deleted ones included. A broker key sees itself.',
    args: { id: t.arg.id({ required: true, description: 'The id of the key (`apk_`).' }) },
    resolve: async (query, _root, { id }, { db, principal }) => {
      const key = await db.apiKey.findFirst({ ...query, where: { AND: [{ id }, visible.apiKey(principal)] } })
      if (key === null)
        throw new Problem(
          'API_KEY_NOT_FOUND',
          `There is no API key ${shownId(id)}. See apiKeys for those there are.`,
        )
      return key
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
    createdById: t.id({ description: 'Keys that this user made.' }),
  }),
})

const ApiKeyConnection = connectionOf('ApiKey', ApiKey)

builder.queryField('apiKeys', (t) =>
  t.field({
    type: ApiKeyConnection,
    description: 'The keys of the funder in this environment, newest first. A broker key sees itself.',
    args: { ...pageArguments, filter: t.arg({ type: ApiKeyFilter, description: 'Which of them.' }) },
    resolve: (_root, args, context, info) => {
      const { kind, state, brokerId, createdById } = args.filter ?? {}
      const where: Prisma.ApiKeyWhereInput = {
        AND: [
          visible.apiKey(context.principal),
          { state: state ?? { not: 'DELETED' } },
          kind == null ? {} : { kind },
          brokerId == null ? {} : { relationship: { brokerId } },
          createdById == null
            ? {}
            : { createdBy: { AND: [{ id: createdById }, visible.user(context.principal)] } },
        ],
      }
      return readPage('ApiKey', context, args, {
        find: (keyset, take) =>
          context.db.apiKey.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            orderBy: { id: 'desc' },
            take,
          }),
        count: () => context.db.apiKey.count({ where }),
      })
    },
  }),
)
