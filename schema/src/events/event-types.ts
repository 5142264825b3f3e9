// EVENT_TYPES: every type of domain event and who sees it. Used by recordEvents, timelines and webhooks.

/** FUNDER: only the funder. BOTH: also the broker, if the event concerns its relationship. */
type Audience = 'FUNDER' | 'BOTH'

const SUBMISSION = {
  'submission.created': 'BOTH',
  'submission.updated': 'BOTH',
  'submission.submitted': 'BOTH',
  // A broker sees a held submission as SUBMITTED and gets no event of the hold or its release.
  'submission.held': 'FUNDER',
  'submission.released': 'FUNDER',
  'submission.review_started': 'BOTH',
  'submission.information_requested': 'BOTH',
  'submission.approved': 'BOTH',
  'submission.declined': 'BOTH',
  'submission.reopened': 'BOTH',
  'submission.withdrawn': 'BOTH',
  'submission.funded': 'BOTH',
  'submission.funding_corrected': 'FUNDER',
  'submission.stage_changed': 'BOTH',
  'submission.assigned': 'FUNDER',
  'submission.erased': 'BOTH',
  // Never delivered. A broker must not learn of a dispute.
  'submission.legal_hold_set': 'FUNDER',
  'submission.legal_hold_released': 'FUNDER',
  'requirement.created': 'BOTH',
  'requirement.responded': 'BOTH',
  'requirement.accepted': 'BOTH',
  'requirement.rejected': 'BOTH',
  'requirement.waived': 'BOTH',
  'requirement.overdue': 'BOTH',
  'document.uploaded': 'BOTH',
  'document.accepted': 'BOTH',
  'document.rejected': 'BOTH',
  'document.quarantined': 'BOTH',
  'document.removed': 'BOTH',
  'document.downloaded': 'FUNDER',
  'offer.created': 'BOTH',
  'offer.accepted': 'BOTH',
  'offer.rejected': 'BOTH',
  'offer.not_selected': 'BOTH',
  'offer.extended': 'BOTH',
  'offer.expired': 'BOTH',
  'offer.rescinded': 'BOTH',
  'message.created': 'BOTH',
  'sensitive_data.revealed': 'FUNDER',
} as const satisfies Record<string, Audience>

const ACCOUNT = {
  'api_key.created': 'BOTH',
  'api_key.updated': 'BOTH',
  'api_key.rotated': 'BOTH',
  'api_key.rotation_finished': 'BOTH',
  'api_key.rotation_cancelled': 'BOTH',
  'api_key.deactivated': 'BOTH',
  'api_key.reactivated': 'BOTH',
  'api_key.deleted': 'BOTH',
  'relationship.created': 'FUNDER',
  'relationship.restarted': 'FUNDER',
  'relationship.paused': 'FUNDER',
  'relationship.resumed': 'FUNDER',
  'relationship.ended': 'FUNDER',
  'relationship.updated': 'FUNDER',
  'user.invited': 'FUNDER',
  'user.invitation_resent': 'FUNDER',
  'user.invitation_revoked': 'FUNDER',
  'user.role_changed': 'FUNDER',
  'user.disabled': 'FUNDER',
  'user.enabled': 'FUNDER',
  // latchkey-admin only.
  'user.reset_link_sent': 'FUNDER',
  'funder.production_opened': 'FUNDER',
  'funder.production_closed': 'FUNDER',
} as const satisfies Record<string, Audience>

export const EVENT_TYPES = { ...SUBMISSION, ...ACCOUNT }

export type EventType = keyof typeof EVENT_TYPES

export function isFunderOnly(type: EventType): boolean {
  return EVENT_TYPES[type] === 'FUNDER'
}

/** Names in an event's data that the broker also sees. A broker sees no other names. */
export const BROKER_DATA: ReadonlySet<string> = new Set([
  'kind',
  'tier',
  'scopes',
  'fields',
  'graceSeconds',
  'firstUse',
  'version',
  'requirementId',
  'documentId',
  'offerId',
  'messageId',
])

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENT_TYPES, type)
}
