// Ids: a prefix that names the type, and a ULID, so that ids of one type sort by the time they were made.

import { monotonicFactory } from 'ulid'

const ID_PREFIX = {
  Funder: 'fun_',
  User: 'usr_',
  Broker: 'brk_',
  Relationship: 'rel_',
  ApiKey: 'apk_',
  Submission: 'sub_',
  Owner: 'own_',
  Session: 'ses_',
} as const

export type IdentifiedType = keyof typeof ID_PREFIX

const ulid = monotonicFactory()

export function newId(type: IdentifiedType): string {
  return ID_PREFIX[type] + ulid().toLowerCase()
}

/** The type that an id names, or null for what is no id of ours. */
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

/** An id as it may stand in a message. What is no id of ours may be a secret that was pasted in the wrong place. */
export function displayId(id: string): string {
  return typeOfId(id) === null ? 'with this id' : id
}
