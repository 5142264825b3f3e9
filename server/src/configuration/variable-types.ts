// Types of variables, and what --help and the docs print of them. Used by config.ts and sections.ts.

import { z } from 'zod'

export interface VariableInfo {
  /** What a valid value is: "a number from 0 to 10". Error messages and docs/configuration.md use it. */
  readonly expects: string
  readonly description: string
  /** The value when the variable is not set. Null: none, or `derived`. */
  readonly default: string | null
  /** A phrase instead of a default value, if that depends on something else. */
  readonly derived: string | null
}

export const INFO = new Map<z.ZodType, VariableInfo>()

/** A variable without a fixed default: undefined when it is not set. */
export function optional<S extends z.ZodType>(
  expects: string,
  type: (error: string) => S,
  description: string,
  derived: string | null = null,
) {
  const schema = type(`must be ${expects}.`).optional()
  INFO.set(schema, { expects, description, default: null, derived })
  return schema
}

/** A variable with a fixed default, which is parsed like a given value. */
export function withDefault<S extends z.ZodType<unknown, string>>(
  expects: string,
  type: (error: string) => S,
  description: string,
  otherwise: string,
) {
  const schema = z
    .string()
    .prefault(otherwise)
    .pipe(type(`must be ${expects}.`))
  INFO.set(schema, { expects, description, default: otherwise, derived: null })
  return schema
}

export const number = (least: number, most: number) => (error: string) =>
  z
    .string()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .pipe(z.int(error).min(least, error).max(most, error))

export const flag = (error: string) =>
  z.stringbool({ truthy: ['true'], falsy: ['false'], case: 'sensitive', error })

export const text = (error: string) => z.string(error)

export const textIf = (isValid: (given: string) => boolean) => (error: string) =>
  z.string().refine(isValid, { error })
