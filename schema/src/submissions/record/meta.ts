// Meta: key-value pairs of the caller's own. GraphQL type, input and validation. Used by submissions.

import { builder } from '../../builder.ts'
import type { Issues } from '../../validation/issues.ts'

const MAX_KEYS = 20
const MAX_BYTES = 4_096

interface Entry {
  readonly key: string
  readonly value: string
}

export const MetaEntry = builder.objectRef<Entry>('MetaEntry').implement({
  description: "A key-value pair of the caller's own.",
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Unique in its list.' }),
    value: t.exposeString('value', { description: 'Any text.' }),
  }),
})

export const MetaEntryInput = builder.inputType('MetaEntryInput', {
  description: "A key-value pair of the caller's own. It is not encrypted: do not store personal data in it.",
  fields: (t) => ({
    key: t.string({ required: true, description: '1 to 64 characters, unique in the list.' }),
    value: t.string({ required: true, description: 'At most 256 characters.' }),
  }),
})

/** As stored: an object. Empty for null. */
export function checkMeta(
  issues: Issues,
  path: string,
  given: readonly Entry[] | null | undefined,
): Record<string, string> {
  const entries = given ?? []
  if (entries.length > MAX_KEYS) {
    issues.add(path, 'TOO_MANY_KEYS', `At most ${MAX_KEYS} entries; you sent ${entries.length}.`)
    return {}
  }
  const checked = entries.map(({ key, value }, index): [string, string] => [
    issues.text(`${path}.${index}.key`, key, { max: 64 }),
    issues.text(`${path}.${index}.value`, value, { min: 0, max: 256, multiline: true }),
  ])
  const seen = new Set<string>()
  for (const [index, [key]] of checked.entries()) {
    if (seen.has(key)) issues.add(`${path}.${index}.key`, 'DUPLICATE_KEY', 'Each key can occur only once.')
    seen.add(key)
  }
  const bytes = checked.reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0)
  if (bytes > MAX_BYTES)
    issues.add(
      path,
      'TOO_LARGE',
      `Keys and values together: at most ${MAX_BYTES} bytes in UTF-8, now ${bytes}.`,
    )
  return Object.fromEntries(checked)
}

/** The stored object as a list, sorted by key: jsonb does not keep the order. */
export function metaEntries(stored: unknown): Entry[] {
  if (typeof stored !== 'object' || stored === null) return []
  return Object.entries(stored)
    .map(([key, value]) => ({ key, value: String(value) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
}
