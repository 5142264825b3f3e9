// WebhookEvent, toEvent: the event of a verified delivery. Used by verify.ts.

import type { EventType } from '../generated/types.ts'
import { WebhookError } from './errors.ts'

type Subject =
  | 'api_key'
  | 'document'
  | 'funder'
  | 'message'
  | 'offer'
  | 'relationship'
  | 'requirement'
  | 'submission'
  | 'user'

/** `api_key_rotated` is `api_key.rotated`. */
type Dotted<Name extends string, Start extends string = Subject> = Start extends string
  ? Name extends `${Start}_${infer Act}`
    ? `${Start}.${Act}`
    : never
  : never

/** Types that are in the audit log only. */
type NeverSent = 'document.downloaded' | 'submission.legal_hold_set' | 'submission.legal_hold_released'

/** Type of an event, such as `submission.approved`. A newer server may send others. */
export type WebhookEventType = Exclude<Dotted<Lowercase<EventType>>, NeverSent>

/** Ids, states and codes of an event. Never personal data: read the object with the API. */
export interface WebhookData {
  readonly submissionId?: string | null
  readonly externalReference?: string | null
  readonly relationshipId?: string | null
  readonly requirementId?: string | null
  readonly documentId?: string | null
  readonly offerId?: string | null
  readonly messageId?: string | null
  readonly status?: string
  readonly previousStatus?: string
  /** Version of the submission. Ignore an event with a lower version than the last one. */
  readonly version?: number
  readonly [name: string]: unknown
}

interface EventOf<Type extends WebhookEventType> {
  /** Id of the event. It is the same in all deliveries of the event: process each id once. */
  readonly id: string
  /** What happened. Compare it to find the event's kind, and ignore types that you do not know. */
  readonly type: Type
  /** When it happened, ISO 8601 in UTC. */
  readonly occurredAt: string
  readonly data: WebhookData
}

/** A verified event: a union of all types, discriminated by `type`. */
export type WebhookEvent<Type extends WebhookEventType = WebhookEventType> = {
  [Each in WebhookEventType]: EventOf<Each>
}[Type]

/** The event in the text of a verified delivery. */
export function toEvent(id: string, text: string): WebhookEvent {
  const { type, occurredAt, timestamp, data = {} } = parsed(text)
  const at = occurredAt ?? timestamp
  if (typeof type !== 'string' || typeof at !== 'string' || typeof data !== 'object' || data === null)
    throw invalid()
  const event = { id, type, occurredAt: at, data }
  if (!isEvent(event)) throw invalid()
  return event
}

/** Also true for types of a newer server: it signed the event. */
function isEvent(event: { readonly type: string }): event is WebhookEvent {
  return /^\w+(?:\.\w+)+$/.test(event.type)
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // The error below replaces the parser's error, which quotes the body.
  }
  throw invalid()
}

function invalid(): WebhookError {
  return new WebhookError(
    'INVALID_BODY',
    'The body is signed, but it is not an event of Latchkey: a JSON object with `type`, `timestamp` and `data`.',
  )
}
