// Brand of the error classes: makes instanceof work across copies of this package. Used by errors.ts.

/** A brand instead of the prototype, because a program can contain this package more than once. */
export const KINDS = Symbol.for('@latchkey/sdk/error-kinds')

/** Implements instanceof for the class `this`. */
export function isInstance(this: object, value: unknown): boolean {
  // Classes of your program that extend these have no kind.
  return Object.hasOwn(this, 'kind')
    ? brandOf(value).includes(Reflect.get(this, 'kind'))
    : Function.prototype[Symbol.hasInstance].call(this, value)
}

/** Kinds of a thrown value. Empty for other values. */
export function brandOf(value: unknown): readonly unknown[] {
  const kinds = typeof value === 'object' && value !== null ? Reflect.get(value, KINDS) : undefined
  return Array.isArray(kinds) ? kinds : []
}

/** Kinds of a class and of the classes that it extends. */
export function kindsOf(type: unknown): readonly string[] {
  if (typeof type !== 'function') return []
  const kind: unknown = Object.hasOwn(type, 'kind') ? Reflect.get(type, 'kind') : undefined
  const above = kindsOf(Object.getPrototypeOf(type))
  return typeof kind === 'string' ? [kind, ...above] : above
}
