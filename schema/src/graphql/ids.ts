// newId, typeOfId and displayId: ids with a type prefix and a ULID, sortable by creation time.

import { monotonicFactory, ulid as ulidOf } from 'ulid'

const ID_PREFIX = {
  Funder: 'fun_',
  User: 'usr_',
  Broker: 'brk_',
  Relationship: 'rel_',
  ApiKey: 'apk_',
  Submission: 'sub_',
  Owner: 'own_',
  Session: 'ses_',
  Event: 'evt_',
  Requirement: 'req_',
  Decision: 'dec_',
  Offer: 'ofr_',
  Message: 'msg_',
  Note: 'not_',
  Document: 'doc_',
  Upload: 'upl_',
} as const

export type IdentifiedType = keyof typeof ID_PREFIX

const ulid = monotonicFactory()

export function newId(type: IdentifiedType): string {
  return ID_PREFIX[type] + ulid().toLowerCase()
}

/** An id as if it were created at that time, for rows that are written later. */
export function idAt(type: IdentifiedType, time: Date): string {
  return ID_PREFIX[type] + ulidOf(time.getTime()).toLowerCase()
}

/** The type that an id names, or null if the id is malformed. */
export function typeOfId(id: string): IdentifiedType | null {
  if (!/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}$/.test(id)) return null
  for (const [type, prefix] of Object.entries(ID_PREFIX)) {
    if (id.startsWith(prefix)) return isIdentified(type) ? type : null
  }
  return null
}

function isIdentified(type: string): type is IdentifiedType {
  return type in ID_PREFIX
}

/** An id for messages. Never quotes a malformed id: it may be a secret in the wrong field. */
export function displayId(id: string): string {
  return typeOfId(id) === null ? 'with this id' : id
}
