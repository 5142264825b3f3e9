// Address: GraphQL type, input and validation. Used by companies and owners.

import { getCountries } from 'libphonenumber-js/min'
import { builder } from '../../builder.ts'
import type { Issues } from '../../validation/issues.ts'
import { stateCode } from '../../validation/us-states.ts'

/** As stored, in a jsonb column. */
export type StoredAddress = {
  line1: string | null
  line2: string | null
  city: string | null
  state: string | null
  postalCode: string | null
  country: string
}

export const Address = builder.objectRef<StoredAddress>('Address').implement({
  description: 'A postal address. Each field except `country` is null until it is set.',
  fields: (t) => ({
    line1: t.exposeString('line1', { nullable: true, description: 'Street and number.' }),
    line2: t.exposeString('line2', { nullable: true, description: 'Suite, unit or floor.' }),
    city: t.exposeString('city', { nullable: true, description: 'City or town.' }),
    state: t.exposeString('state', {
      nullable: true,
      description: 'In the US the two-letter code of the state; elsewhere the name of the region.',
    }),
    postalCode: t.exposeString('postalCode', {
      nullable: true,
      description: 'In the US a ZIP code: `10001` or `10001-1234`.',
    }),
    country: t.exposeString('country', { description: 'ISO 3166 code of two capital letters, such as US.' }),
  }),
})

export const AddressInput = builder.inputType('AddressInput', {
  description: 'A postal address. It replaces the whole stored address.',
  fields: (t) => ({
    line1: t.string({ description: 'Street and number, 1 to 200 characters.' }),
    line2: t.string({ description: 'Suite, unit or floor, 1 to 200 characters.' }),
    city: t.string({ description: 'City or town, 1 to 100 characters.' }),
    state: t.string({
      description: 'In the US the code or name of a state, district or territory; elsewhere a region.',
    }),
    postalCode: t.string({ description: 'In the US a ZIP code of 5 or 9 digits.' }),
    country: t.string({ defaultValue: 'US', description: 'ISO 3166 code of two letters, such as US.' }),
  }),
})

const COUNTRIES = new Set<string>(getCountries())
const US_NAMES = new Set(['USA', 'UNITED STATES', 'UNITED STATES OF AMERICA'])

export function checkAddress(
  issues: Issues,
  path: string,
  given: typeof AddressInput.$inferInput | null | undefined,
): StoredAddress | null {
  if (given == null) return null
  const country = checkCountry(issues, `${path}.country`, given.country)
  const isUs = country === 'US'
  return {
    line1: issues.optionalText(`${path}.line1`, given.line1, { max: 200 }),
    line2: issues.optionalText(`${path}.line2`, given.line2, { max: 200 }),
    city: issues.optionalText(`${path}.city`, given.city, { max: 100 }),
    state: isUs
      ? checkState(issues, `${path}.state`, given.state)
      : issues.optionalText(`${path}.state`, given.state, { max: 100 }),
    postalCode: isUs
      ? checkZip(issues, `${path}.postalCode`, given.postalCode)
      : issues.optionalText(`${path}.postalCode`, given.postalCode, { max: 20 }),
    country,
  }
}

/** The code of a US state, district or territory. */
export function checkState(issues: Issues, path: string, given: string | null | undefined): string | null {
  const text = issues.optionalText(path, given, { max: 100 })
  const code = text === null ? null : stateCode(text)
  if (text !== null && code === null)
    issues.add(
      path,
      'INVALID_STATE',
      'Must be the two-letter code or the name of a US state, district or territory, such as NY or New York.',
    )
  return code
}

function checkCountry(issues: Issues, path: string, given: string | null | undefined): string {
  const text = (issues.optionalText(path, given, { max: 100 }) ?? 'US').toUpperCase().replaceAll('.', '')
  if (US_NAMES.has(text)) return 'US'
  if (!COUNTRIES.has(text))
    issues.add(path, 'INVALID_COUNTRY', 'Must be an ISO 3166 code of two letters, such as US.')
  return text
}

function checkZip(issues: Issues, path: string, given: string | null | undefined): string | null {
  const text = issues.optionalText(path, given, { max: 20 })
  if (text === null) return null
  const [, zip, plus4] = /^(\d{5})(?:[\s-]*(\d{4}))?$/.exec(text) ?? []
  if (zip === undefined)
    issues.add(
      path,
      'INVALID_ZIP',
      'Must be a ZIP code of 5 or 9 digits, such as 02134 or 02134-1000. Keep leading zeros.',
    )
  return plus4 === undefined ? (zip ?? null) : `${zip}-${plus4}`
}

/** Reads a jsonb column. */
export function storedAddress(stored: unknown): StoredAddress | null {
  return isStoredAddress(stored) ? stored : null
}

function isStoredAddress(stored: unknown): stored is StoredAddress {
  return typeof stored === 'object' && stored !== null && 'country' in stored
}
