// Converts an input to plain JSON. Rejects values that JSON would drop or turn into null, by path.

import { CALENDAR_DAYS } from '../generated/calendar-days.ts'
import { type Issue, LatchkeyInputError } from './errors.ts'

const MAX_DEPTH = 32
const MAX_ISSUES = 20

/**
 * Copies `input` to values that JSON represents exactly; Dates become ISO 8601 strings. Throws a
 * `LatchkeyInputError`.
 */
export function sendable(input: object): Record<string, unknown> {
  const issues: Issue[] = []
  const copy = copyOfObject(input, [], [], issues)
  if (issues.length > 0) throw new LatchkeyInputError(issues)
  return copy
}

/**
 * Returns a copy of `given` if it is a plain object. Reading the properties of a Map or class instance would
 * lose its content.
 */
export function plainObject<Given extends object>(name: string, given: Given): Given {
  const issues: Issue[] = []
  try {
    if (isPlainObject(given)) return { ...given }
    addUnsupported(issues, [name], given)
  } catch {
    addUnreadable(issues, [unreadableName(given) ?? name])
  }
  throw new LatchkeyInputError(issues)
}

/** Builds the input of a mutation from the id of a record and the changes. */
export function withId<Changes extends object>(
  id: string,
  name: string,
  changes: Changes,
): Changes & { id: string } {
  return { ...plainObject(name, changes), id }
}

type Path = readonly string[]

function copyOf(value: unknown, path: Path, above: readonly object[], issues: Issue[]): unknown {
  switch (typeof value) {
    case 'boolean':
    case 'undefined':
      return value
    case 'string':
      if (isIllFormed(value)) add(issues, path, 'ILL_FORMED_TEXT', ILL_FORMED)
      return value
    case 'number':
      if (!Number.isFinite(value))
        add(issues, path, 'NOT_A_NUMBER', `JSON cannot represent ${value}. Pass a finite number.`)
      return value
    case 'object':
      return value === null ? null : copyOfContainer(value, path, above, issues)
    default:
      return addUnsupported(issues, path, value)
  }
}

/** Reads a property once: a getter can return another value the next time, or throw. */
function copyOfMember(
  container: object,
  name: string | number,
  path: Path,
  above: readonly object[],
  issues: Issue[],
): unknown {
  const at = [...path, String(name)]
  try {
    const value: unknown = Reflect.get(container, name)
    if (value === undefined && Array.isArray(container))
      return add(issues, at, 'UNDEFINED_ITEM', 'This item is undefined. Remove it, or pass null.')
    return copyOf(value, at, above, issues)
  } catch {
    return addUnreadable(issues, at)
  }
}

function copyOfContainer(value: object, path: Path, above: readonly object[], issues: Issue[]): unknown {
  if (isDate(value)) return isoOf(value, path, issues)
  if (above.includes(value))
    return add(issues, path, 'CIRCULAR', 'This value contains itself. Remove the circular reference.')
  if (above.length >= MAX_DEPTH)
    return add(issues, path, 'TOO_DEEP', `This is nested too deeply. Use at most ${MAX_DEPTH} levels.`)
  if (Array.isArray(value)) return copyOfArray(value, path, [...above, value], issues)
  return copyOfObject(value, path, [...above, value], issues)
}

function copyOfArray(
  array: readonly unknown[],
  path: Path,
  above: readonly object[],
  issues: Issue[],
): unknown[] {
  const copy: unknown[] = []
  // By index, to find the holes of a sparse array. They can be many.
  for (let index = 0; index < array.length && issues.length < MAX_ISSUES; index += 1)
    copy.push(copyOfMember(array, index, path, above, issues))
  const [name] = Object.keys(array).filter((key) => !/^\d+$/.test(key))
  if (name !== undefined)
    add(issues, [...path, name], 'UNSUPPORTED_TYPE', 'JSON cannot represent a named property of an array.')
  return copy
}

function copyOfObject(
  object: object,
  path: Path,
  above: readonly object[],
  issues: Issue[],
): Record<string, unknown> {
  if (!isPlainObject(object)) {
    addUnsupported(issues, path, object)
    return {}
  }
  const symbols = Object.getOwnPropertySymbols(object).filter((one) =>
    Object.prototype.propertyIsEnumerable.call(object, one),
  )
  if (symbols.length > 0)
    add(issues, path, 'UNSUPPORTED_TYPE', 'The name of a property is a symbol. Use a string.')
  const entries = Object.keys(object).map((name) => {
    if (isIllFormed(name)) add(issues, [...path, name], 'ILL_FORMED_TEXT', ILL_FORMED)
    return [name, copyOfMember(object, name, path, above, issues)] as const
  })
  return Object.fromEntries(entries)
}

function isoOf(date: Date, path: Path, issues: Issue[]): string | null {
  // The day of a Date depends on the time zone. A wrong date of birth is worse than an error.
  if (CALENDAR_DAYS.includes(path.at(-1) ?? ''))
    return add(issues, path, 'CALENDAR_DAY', "This is a calendar day. Pass a string such as '2026-11-22'.")
  if (Number.isNaN(Date.prototype.getTime.call(date)))
    return add(
      issues,
      path,
      'INVALID_DATE',
      'This Date is invalid. Check the value that it was created from.',
    )
  return Date.prototype.toISOString.call(date)
}

/** Also true for a Date of another realm, such as an iframe. */
function isDate(value: object): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (Object.prototype.toString.call(value) !== '[object Object]') return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const ILL_FORMED =
  'This text is not well-formed Unicode: it contains half of a surrogate pair. Check whether it was cut off.'

function add(issues: Issue[], path: Path, code: string, message: string): null {
  if (issues.length < MAX_ISSUES) issues.push({ path: shown(path), code, message })
  return null
}

function addUnsupported(issues: Issue[], path: Path, value: unknown): null {
  const message = `JSON cannot represent ${kindOf(value)}. Pass a plain object, an array, a string, a number, a boolean or null.`
  return add(issues, path, 'UNSUPPORTED_TYPE', message)
}

/** Without the error of the getter or Proxy, which can contain anything. */
function addUnreadable(issues: Issue[], path: Path): null {
  return add(issues, path, 'UNREADABLE', 'Reading this value throws an error. Pass a plain value.')
}

/** The first property that cannot be read. Null for a Proxy that cannot be read at all. */
function unreadableName(object: object): string | null {
  let current: string | null = null
  try {
    for (const name of Object.keys(object)) {
      current = name
      Reflect.get(object, name)
    }
    return null
  } catch {
    return current
  }
}

/** Half of a surrogate pair. `isWellFormed` is in browsers only since 2023. */
function isIllFormed(text: string): boolean {
  return /\p{Surrogate}/u.test(text)
}

/** Names the class of a value, never its content. */
function kindOf(value: unknown): string {
  if (value === null) return 'null here'
  if (Array.isArray(value)) return 'an array here'
  if (typeof value !== 'object') return `a ${typeof value} here`
  const made: unknown = value.constructor
  const name = typeof made === 'function' ? made.name : ''
  return /^\w{1,40}$/.test(name) ? `an instance of ${name}` : 'an instance of a class'
}

/** Path below `input`, in the server's format. Names that are not valid field names are masked. */
function shown(path: Path): string {
  const below = path[0] === 'input' && path.length > 1 ? path.slice(1) : path
  return below.map((name) => (/^\w{1,64}$/.test(name) ? name : '?')).join('.')
}
