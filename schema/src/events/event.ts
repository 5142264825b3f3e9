// The Event type and the query `events`, the audit log. Loaded by schema.ts.

import { ActorKind as Kinds, type Prisma } from '@latchkey/prisma'
import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { IN_ROW } from '../graphql/complexity.ts'
import { connectionOf, pageArguments, readPage, selectionOf } from '../graphql/connection.ts'
import { Environment } from '../graphql/environment.ts'
import { registerNode } from '../graphql/load-by-id.ts'
import { Node } from '../graphql/node.ts'
import { Issues } from '../validation/issues.ts'
import { BROKER_DATA, EVENT_TYPES, type EventType as EventTypeName, isEventType } from './event-types.ts'

const ActorKind = builder.enumType('ActorKind', {
  description: 'Who caused an event.',
  values: {
    [Kinds.USER]: { description: 'A signed-in user.' },
    [Kinds.API_KEY]: { description: 'An API key.' },
    [Kinds.PLATFORM]: { description: "The platform's operator." },
    [Kinds.SYSTEM]: { description: 'Latchkey itself, such as an expiry.' },
  },
})

const AUDIENCES = { FUNDER: 'the funder only', BOTH: 'the funder and the broker that it concerns' } as const

const EventType = builder.enumType('EventType', {
  description: 'Type of an event. New types may be added.',
  values: Object.fromEntries(
    Object.entries(EVENT_TYPES).map(([type, audience]) => [
      type.toUpperCase().replace('.', '_'),
      { value: type, description: `\`${type}\` in webhooks. Visible to ${AUDIENCES[audience]}.` },
    ]),
  ),
})

interface ShownActor {
  readonly kind: Kinds
  readonly id: string | null
}

const EventActor = builder.objectRef<ShownActor>('EventActor').implement({
  description: 'Who caused an event.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKind, description: 'A user, an API key, the operator or Latchkey.' }),
    id: t.exposeID('id', {
      nullable: true,
      description:
        'Id of the user or API key. Null for PLATFORM and SYSTEM, and for BROKER keys unless the actor is the key itself.',
    }),
  }),
})

const Event = builder.prismaObject('Event', {
  interfaces: [Node],
  description: 'Something that happened to a submission, key, relationship or user. Events never change.',
  fields: (t) => ({
    type: t.field({
      type: EventType,
      select: { type: true },
      description: 'What happened.',
      resolve: ({ type }) => type,
    }),
    environment: t.expose('environment', {
      type: Environment,
      description: 'The environment it belongs to. Events about users are in both.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened, by the database clock.' }),
    actor: t.field({
      type: EventActor,
      complexity: IN_ROW,
      select: { actorKind: true, actorId: true },
      description: 'Who caused it.',
      resolve: ({ actorKind, actorId }, _args, { principal }) => ({
        kind: actorKind,
        id: principal.kind === 'BROKER' && principal.apiKeyId !== actorId ? null : actorId,
      }),
    }),
    subjectId: t.exposeID('subjectId', {
      description: 'Id of the object that the event is about, such as a submission, document or API key.',
    }),
    submissionId: t.exposeID('submissionId', {
      nullable: true,
      description: 'Id of the submission. Null if the event concerns none.',
    }),
    data: t.field({
      type: 'JSON',
      select: { data: true },
      description: 'Ids and states, by name. Never personal data. Brokers see fewer names.',
      resolve: ({ data }, _args, { principal }) =>
        principal.kind === 'BROKER'
          ? Object.fromEntries(Object.entries(data ?? {}).filter(([name]) => BROKER_DATA.has(name)))
          : data,
    }),
  }),
})

registerNode('Event', 'events', ({ db, principal }, id) =>
  db.event.findFirst({ where: { AND: [{ id }, tenantScope.event(principal)] } }),
)

const MAX_TYPES = 20

const EventFilter = builder.inputType('EventFilter', {
  description: 'Filter for `events`. Returns events that match every field.',
  fields: (t) => ({
    types: t.field({ type: [EventType], description: `Events of these types, 1 to ${MAX_TYPES}.` }),
    submissionId: t.id({ description: 'Events of this submission (`sub_`).' }),
    subjectId: t.id({ description: 'Events about this object, such as an API key or a user.' }),
    from: t.field({ type: 'DateTime', description: 'At this time or later.' }),
    to: t.field({ type: 'DateTime', description: 'Before this time.' }),
  }),
})

export const EventConnection = connectionOf('Event', Event)

builder.queryField('events', (t) =>
  t.field({
    type: EventConnection,
    description:
      'The audit log of the funder in this environment, newest first. A BROKER key sees the events of its relationship that concern it.',
    args: {
      ...pageArguments,
      filter: t.arg({ type: EventFilter, description: 'Limits the list to matching items.' }),
    },
    resolve: (_root, args, context, info) => {
      const { submissionId, subjectId, from, to } = args.filter ?? {}
      const types = checkTypes(args.filter?.types)
      const where: Prisma.EventWhereInput = {
        AND: [
          tenantScope.event(context.principal),
          types === null ? {} : { type: { in: types } },
          submissionId == null ? {} : { submissionId },
          subjectId == null ? {} : { subjectId },
          from == null ? {} : { at: { gte: from } },
          to == null ? {} : { at: { lt: to } },
        ],
      }
      return readPage('Event', context, args, {
        find: ({ keyset, ...page }) =>
          context.db.event.findMany({
            ...selectionOf(context, info),
            where: { AND: [where, keyset] },
            ...page,
          }),
        count: (keyset, take) =>
          context.db.event.count({
            where: { AND: [where, keyset] },
            ...(take === undefined ? {} : { take }),
          }),
      })
    },
  }),
)

function checkTypes(given: readonly string[] | null | undefined): EventTypeName[] | null {
  if (given == null) return null
  const issues = new Issues()
  if (given.length < 1 || given.length > MAX_TYPES)
    issues.add('filter.types', 'INVALID_COUNT', `Must have 1 to ${MAX_TYPES} types.`)
  issues.throwIfAny()
  return given.filter(isEventType)
}
