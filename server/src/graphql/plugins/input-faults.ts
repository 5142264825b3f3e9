// InputFaults: collects invalid input values. Used by use-variables.ts and literal-faults.ts.
//
// Messages never repeat a value, because it can be a password or a tax id. They repeat short names of unknown
// fields.

import type { Issue } from '@latchkey/schema/graphql/problem.ts'
import {
  type ASTNode,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isSpecifiedScalarType,
} from 'graphql'
import { suggestionList } from 'graphql/jsutils/suggestionList.js'

export type Path = readonly (string | number)[]

/** Maximum number of issues reported for a document or for its variables. */
const MAX_FAULTS = 50
/** Longer names are not repeated: they may be secrets, which are longer than any name of the schema. */
const MAX_NAME_LENGTH = 32
const MAX_SUGGESTIONS = 5

const BUILT_IN: Readonly<Record<string, string>> = {
  String: 'Expected a string (String).',
  ID: 'Expected an id as a string (ID).',
  Int: 'Expected an integer from -2147483648 to 2147483647 (Int).',
  Float: 'Expected a number (Float).',
  Boolean: 'Expected true or false (Boolean).',
}

/** documentProblem (document-error.ts) converts it to a Problem. */
export class InputFaultError extends GraphQLError {
  readonly issues: readonly Issue[]

  constructor(issues: readonly Issue[], nodes: readonly ASTNode[] = []) {
    const [first] = issues
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more, see issues)` : ''
    super(`${first?.path}: ${first?.message}${more}`, { nodes })
    this.issues = issues
  }
}

export class InputFaults {
  readonly #issues: Issue[] = []
  readonly #nodes: ASTNode[] = []

  /** When true, callers stop checking. */
  get isFull(): boolean {
    return this.#issues.length >= MAX_FAULTS
  }

  required(path: Path, type: GraphQLInputType, node?: ASTNode): void {
    this.#add(path, 'REQUIRED', `Required. ${expectationOf(type)}`, node)
  }

  /** `isInteger`: the value is an integer, so for an integer type it is out of range. */
  wrong(path: Path, type: GraphQLInputType, { isInteger = false, isText = false }, node?: ASTNode): void {
    this.#add(path, codeOf(type, isInteger, isText), expectationOf(type), node)
  }

  unknown(path: Path, name: string, known: readonly string[], node?: ASTNode): void {
    const isShown = name.length <= MAX_NAME_LENGTH && /^[_A-Za-z]\w*$/.test(name)
    const suggestions = isShown ? suggestionList(name, known).slice(0, MAX_SUGGESTIONS) : []
    const hint = suggestions.length > 0 ? `Did you mean ${suggestions.join(' or ')}?` : fieldsText(known)
    this.#add(isShown ? [...path, name] : path, 'UNKNOWN_FIELD', `Unknown field. ${hint}`, node)
  }

  /** Reports a @oneOf input object that does not have exactly one field. */
  notOne(path: Path, type: GraphQLInputObjectType, node?: ASTNode): void {
    const names = Object.keys(type.getFields()).join(', ')
    this.#add(path, 'NOT_EXACTLY_ONE', `Expected exactly one of the fields ${names}.`, node)
  }

  /** Returns null if there are no issues. */
  error(): InputFaultError | null {
    return this.#issues.length === 0 ? null : new InputFaultError(this.#issues, this.#nodes)
  }

  #add(path: Path, code: string, message: string, node: ASTNode | undefined): void {
    if (this.isFull) return
    this.#issues.push({ path: pathText(path), code, message })
    if (node !== undefined) this.#nodes.push(node)
  }
}

/** Same format as in VALIDATION_FAILED: dotted, relative to `input`. */
function pathText(path: Path): string {
  const [first, ...rest] = path
  return (first === 'input' && rest.length > 0 ? rest : path).join('.')
}

function codeOf(type: GraphQLInputType, isInteger: boolean, isText: boolean): string {
  if (isNonNullType(type)) return codeOf(type.ofType, isInteger, isText)
  if (isEnumType(type)) return 'INVALID_VALUE'
  if (isListType(type) || isInputObjectType(type)) return 'WRONG_TYPE'
  if (isInteger && /Int$/.test(type.name)) return 'OUT_OF_RANGE'
  return isText && !isSpecifiedScalarType(type) && !/Int$/.test(type.name) ? 'INVALID_FORMAT' : 'WRONG_TYPE'
}

function expectationOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return expectationOf(type.ofType)
  if (isListType(type)) return `Expected a list (${String(type)}).`
  if (isInputObjectType(type))
    return `Expected an object (${type.name}). ${fieldsText(Object.keys(type.getFields()))}`
  return leafExpectationOf(type)
}

function leafExpectationOf(type: GraphQLLeafType): string {
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name)
    return `Expected one of ${names.join(', ')} (${type.name}).`
  }
  return BUILT_IN[type.name] ?? `Expected a ${type.name}. ${type.description ?? ''}`.trim()
}

function fieldsText(names: readonly string[]): string {
  return `Fields: ${names.join(', ')}.`
}
