// Model of keys of one kind, compared with the servers by run-history.ts. Pure functions.
// Time is in hours. Every duration ends at a half hour, so the minutes that a history takes never matter.

import type { KeyKind } from '@latchkey/prisma'
import type { ProblemCode } from '@latchkey/schema/graphql/problem.ts'

type Secret =
  | { readonly state: 'CURRENT' | 'DEAD' }
  | { readonly state: 'PENDING'; readonly grace: number }
  | { readonly state: 'RETIRING'; readonly until: number }

interface Key {
  state: 'ACTIVE' | 'INACTIVE' | 'DELETED'
  expiresAt: number | null
  /** By the names that the history gives them. */
  secrets: Record<string, Secret>
}

export interface Model {
  readonly kind: KeyKind
  now: number
  relationship: 'ACTIVE' | 'PAUSED' | 'ENDED'
  keys: Record<string, Key>
}

/** The caller: the owner with a USER key or a session, or the holder of a secret. */
export type By = 'KEY' | 'SESSION' | { readonly secret: string }

/** An action, with the history's names of its targets and of the objects it creates. */
export type Act =
  | { readonly do: 'create'; readonly makes: string }
  | { readonly do: 'rotate'; readonly key: string; readonly grace: number; readonly makes: string }
  | { readonly do: 'expire'; readonly key: string; readonly in: number | null }
  | {
      readonly do: 'deactivate' | 'reactivate' | 'delete' | 'finish' | 'cancel'
      readonly key: string
    }
  | { readonly do: 'pause' | 'resume' | 'end' }
  | { readonly do: 'use' }

/** The problem code of a rejection. Null: success. */
export type Code = ProblemCode | null

/** An atomic part of an action. Other actions can run between two parts. */
export type Moment = (model: Model, before: Code) => Code

/** Returns the atomic parts of an action. The last part gives the response. */
export function momentsOf(act: Act, by: By): Moment[] {
  if (typeof by === 'string') return act.do === 'use' ? [] : [(model) => apply(model, act, by)]
  const { secret } = by
  // Authentication (which records the first use), then the credential re-verification: before a response is sent, or
  // inside the write.
  const client: Moment = (model) => use(model, secret)
  if (act.do === 'use') return [client, (model, before) => before ?? admission(model, secret)]
  return [
    client,
    (model, before) => before ?? admission(model, secret) ?? apply(model, act, by),
    (model, before) => (before === null ? null : (admission(model, secret) ?? before)),
  ]
}

/** Why the server rejects a secret. Null: it accepts the secret. */
export function admission(model: Model, secret: string): Code {
  const key = Object.values(model.keys).find(({ secrets }) => secret in secrets)
  if (key === undefined || key.state !== 'ACTIVE' || isExpired(model, key)) return 'API_KEY_INVALID'
  if (!isLive(model, key.secrets[secret]) || model.relationship === 'ENDED') return 'API_KEY_INVALID'
  return model.relationship === 'PAUSED' ? 'RELATIONSHIP_PAUSED' : null
}

/**
 * Whether a request with this secret changes state: it is pending, so this is its first use in a rotation.
 */
export function isPending(model: Model, secret: string): boolean {
  return Object.values(model.keys).some(({ secrets }) => secrets[secret]?.state === 'PENDING')
}

function use(model: Model, secret: string): Code {
  const refused = admission(model, secret)
  if (refused !== null) return refused
  for (const { secrets } of Object.values(model.keys)) {
    const used = secrets[secret]
    if (used?.state !== 'PENDING') continue
    turn(secrets, 'CURRENT', { state: 'RETIRING', until: model.now + used.grace })
    secrets[secret] = { state: 'CURRENT' }
  }
  return null
}

function apply(model: Model, act: Exclude<Act, { do: 'use' }>, by: By): Code {
  if (act.do === 'create') return create(model, act.makes)
  if (!('key' in act)) return set(model, act.do)
  const key = model.keys[act.key]
  if (key === undefined || key.state === 'DELETED') return 'API_KEY_NOT_FOUND'
  return change(model, key, act, by)
}

function set(model: Model, to: 'pause' | 'resume' | 'end'): Code {
  if (to === 'end') {
    model.relationship = 'ENDED'
    for (const key of Object.values(model.keys)) key.state = 'DELETED'
    return null
  }
  if (model.relationship === 'ENDED') return 'RELATIONSHIP_NOT_ACTIVE'
  model.relationship = to === 'pause' ? 'PAUSED' : 'ACTIVE'
  return null
}

function create(model: Model, makes: string): Code {
  if (model.kind === 'BROKER') {
    if (model.relationship === 'PAUSED') return 'RELATIONSHIP_NOT_ACTIVE'
    if (Object.values(model.keys).some(({ state }) => state !== 'DELETED')) return 'BROKER_KEY_EXISTS'
    model.relationship = 'ACTIVE'
  }
  model.keys[makes] = { state: 'ACTIVE', expiresAt: null, secrets: { [makes]: { state: 'CURRENT' } } }
  return null
}

function change(model: Model, key: Key, act: Extract<Act, { key: string }>, by: By): Code {
  const { secrets } = key
  switch (act.do) {
    case 'deactivate':
      key.state = 'INACTIVE'
      return null
    case 'reactivate':
      if (isExpired(model, key)) return 'KEY_NOT_ACTIVE'
      key.state = 'ACTIVE'
      return null
    case 'delete':
      key.state = 'DELETED'
      return null
    case 'expire': {
      const expiresAt = act.in === null ? null : model.now + act.in
      const later = (expiresAt ?? Number.POSITIVE_INFINITY) > (key.expiresAt ?? Number.POSITIVE_INFINITY)
      if (later && by !== 'SESSION') return 'FORBIDDEN'
      key.expiresAt = expiresAt
      return null
    }
  }
  // Only users can rotate USER and TIERED keys.
  if (by === 'KEY' && model.kind !== 'BROKER') return 'WRONG_KEY_KIND'
  const isRetiring = Object.values(secrets).some((it) => it.state === 'RETIRING' && isLive(model, it))
  const isUnused = Object.values(secrets).some(({ state }) => state === 'PENDING')
  switch (act.do) {
    case 'rotate':
      if (typeof by === 'object' && act.grace < 24) return 'FORBIDDEN'
      if (key.state !== 'ACTIVE' || isExpired(model, key)) return 'KEY_NOT_ACTIVE'
      if (act.grace === 0)
        for (const state of ['CURRENT', 'PENDING', 'RETIRING'] as const)
          turn(secrets, state, { state: 'DEAD' })
      else if (isRetiring || isUnused) return 'ROTATION_PENDING'
      secrets[act.makes] = act.grace === 0 ? { state: 'CURRENT' } : { state: 'PENDING', grace: act.grace }
      return null
    case 'finish':
      if (isUnused) turn(secrets, 'CURRENT', { state: 'DEAD' })
      turn(secrets, 'PENDING', { state: 'CURRENT' })
      turn(secrets, 'RETIRING', { state: 'DEAD' })
      return null
    case 'cancel':
      if (isRetiring) return 'ROTATION_PENDING'
      turn(secrets, 'PENDING', { state: 'DEAD' })
      return null
  }
}

function turn(secrets: Key['secrets'], from: Secret['state'], to: Secret): void {
  for (const [name, { state }] of Object.entries(secrets)) if (state === from) secrets[name] = to
}

function isExpired({ now }: Model, { expiresAt }: Key): boolean {
  return expiresAt !== null && expiresAt <= now
}

function isLive({ now }: Model, secret: Secret | undefined): boolean {
  if (secret === undefined || secret.state === 'DEAD') return false
  return secret.state !== 'RETIRING' || secret.until > now
}
