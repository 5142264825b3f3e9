// Builds field arguments from the schema: the probed value, plus all required arguments.

import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql'

type Argument = GraphQLArgument | GraphQLInputField

/** A position for a value among the arguments: `filter.brokerId`. */
export interface Slot {
  readonly path: readonly string[]
  readonly type: GraphQLInputType
}

type Wanted = (type: GraphQLNamedType, name: string) => boolean

export const isId: Wanted = (type) => isScalarType(type) && type.name === 'ID'
export const isCursor: Wanted = (type, name) =>
  isScalarType(type) && type.name === 'String' && /^(after|before)$|cursor/i.test(name)

export function slotsOf(
  args: readonly Argument[],
  wanted: Wanted,
  trail: readonly GraphQLNamedType[] = [],
): Slot[] {
  return args.flatMap(({ name, type }) => {
    const named = getNamedType(type)
    if (isInputObjectType(named) && !trail.includes(named)) {
      const inner = slotsOf(Object.values(named.getFields()), wanted, [...trail, named])
      return inner.map((slot) => ({ ...slot, path: [name, ...slot.path] }))
    }
    return wanted(named, name) ? [{ path: [name], type }] : []
  })
}

/** Returns true if the field can't be queried without an id. */
export function needsId(args: readonly Argument[]): boolean {
  return args.some(({ type, defaultValue }) => {
    const named = getNamedType(type)
    if (!isNonNullType(type) || defaultValue !== undefined) return false
    return isInputObjectType(named) ? needsId(Object.values(named.getFields())) : isId(named, '')
  })
}

/**
 * `(filter: { brokerId: $value }, first: 10)`: the value in its slot, required arguments, and a page that the
 * server accepts at full size.
 */
export function argumentsText(args: readonly Argument[], slot: Slot | null, value = ''): string {
  const text = written(args, slot?.path ?? [], value)
  return text === '' ? '' : `(${text})`
}

function written(args: readonly Argument[], [here, ...further]: readonly string[], value: string): string {
  // The audit log has an event for each change to a tenant.
  const size = args.some(({ type }) => getNamedType(type).name === 'EventFilter') ? 100 : 10
  const parts = args.flatMap(({ name, type, defaultValue }) => {
    const named = getNamedType(type)
    if (name === here) {
      const inner = isInputObjectType(named) ? Object.values(named.getFields()) : null
      return [`${name}: ${inner ? `{ ${written(inner, further, value)} }` : value}`]
    }
    if (isNonNullType(type) && defaultValue === undefined) return [`${name}: ${something(type, value, name)}`]
    return name === 'first' ? [`first: ${size}`] : []
  })
  return parts.join(', ')
}

const OF_SCALARS: Record<string, string> = {
  String: '"Written by nobody"',
  Int: '1',
  SafeInt: '1',
  Float: '1.5',
  Boolean: 'true',
  Date: '"2020-02-29"',
  DateTime: '"2030-01-01T00:00:00Z"',
}

// Arguments that need more than any string. Every tenant has a submission with the reference "Order 1".
const OF_NAMES: Record<string, string> = { allowList: '"192.0.2.1"', externalReference: '"Order 1"' }

/** A fitting value for a required argument. A second id equals the first. */
function something(type: GraphQLInputType, value: string, name: string): string {
  const inner = getNullableType(type)
  if (isListType(inner)) return `[${something(inner.ofType, value, name)}]`
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? ''
  if (isInputObjectType(inner)) return `{ ${written(Object.values(inner.getFields()), [], value)} }`
  const scalar = getNamedType(inner)
  const text = isId(scalar, '') ? value : (OF_NAMES[name] ?? OF_SCALARS[scalar.name])
  if (text === undefined) throw new Error(`No sample value for the scalar ${scalar.name}. Add one here.`)
  return text
}
