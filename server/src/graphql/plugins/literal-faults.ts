// withLiteralFaults: validation rule for arguments and literals. Used by useDocumentLimits.
//
// Reports all issues as one error. Replaces three rules of graphql-js, whose messages repeat values and have
// no path.

import {
  type ArgumentNode,
  type ASTVisitor,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLLeafType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  Kind,
  KnownArgumentNamesRule,
  type ObjectValueNode,
  ProvidedRequiredArgumentsRule,
  specifiedRules,
  typeFromAST,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
  ValuesOfCorrectTypeRule,
} from 'graphql'
import { InputFaults, type Path } from './input-faults.ts'

const REPLACED: readonly ValidationRule[] = [
  KnownArgumentNamesRule,
  ProvidedRequiredArgumentsRule,
  ValuesOfCorrectTypeRule,
]

export function withLiteralFaults(rules: readonly ValidationRule[] = specifiedRules): ValidationRule[] {
  return [...rules.filter((rule) => !REPLACED.includes(rule)), literalFaults]
}

function literalFaults(context: ValidationContext): ASTVisitor {
  const faults = new InputFaults()
  return {
    Field(node) {
      const field = context.getFieldDef()
      if (field) checkArguments(faults, field.args, node)
    },
    Directive(node) {
      const directive = context.getDirective()
      if (directive) checkArguments(faults, directive.args, node)
    },
    VariableDefinition({ variable, type, defaultValue }) {
      const expected = typeFromAST(context.getSchema(), type)
      if (defaultValue && isInputType(expected))
        check(faults, expected, defaultValue, [`$${variable.name.value}`])
    },
    Document: {
      leave() {
        const error = faults.error()
        if (error !== null) context.reportError(error)
      },
    },
  }
}

function checkArguments(
  faults: InputFaults,
  known: readonly GraphQLArgument[],
  node: Parameters<InputFaults['required']>[2] & { readonly arguments?: readonly ArgumentNode[] },
): void {
  const given = new Map((node.arguments ?? []).map((argument) => [argument.name.value, argument]))
  for (const argument of known) {
    const { name, type } = argument
    const value = given.get(name)?.value
    if (value !== undefined) check(faults, type, value, [name])
    else if (isRequiredArgument(argument)) faults.required([name], type, node)
  }
  const names = known.map(({ name }) => name)
  for (const [name, argument] of given) if (!names.includes(name)) faults.unknown([], name, names, argument)
}

function check(faults: InputFaults, type: GraphQLInputType, node: ValueNode, path: Path): void {
  // useVariables checks the values of variables, and a graphql-js rule checks their types.
  if (faults.isFull || node.kind === Kind.VARIABLE) return
  if (isNonNullType(type)) {
    if (node.kind === Kind.NULL) faults.required(path, type, node)
    else check(faults, type.ofType, node, path)
  } else if (node.kind === Kind.NULL) {
    // Null is valid for a nullable type.
  } else if (isListType(type)) {
    const { ofType } = type
    // GraphQL coerces a single value to a list.
    if (node.kind !== Kind.LIST) check(faults, ofType, node, path)
    else for (const [index, item] of node.values.entries()) check(faults, ofType, item, [...path, index])
  } else if (isInputObjectType(type)) {
    if (node.kind === Kind.OBJECT) checkFields(faults, type, node, path)
    else faults.wrong(path, type, {}, node)
  } else if (!fits(type, node)) {
    faults.wrong(path, type, { isInteger: node.kind === Kind.INT, isText: node.kind === Kind.STRING }, node)
  }
}

function checkFields(
  faults: InputFaults,
  type: Parameters<InputFaults['notOne']>[1],
  node: ObjectValueNode,
  path: Path,
): void {
  const known = type.getFields()
  const given = new Map(node.fields.map((field) => [field.name.value, field]))
  for (const [name, field] of Object.entries(known)) {
    const value = given.get(name)?.value
    if (value !== undefined) check(faults, field.type, value, [...path, name])
    else if (isRequiredInputField(field)) faults.required([...path, name], field.type, node)
  }
  for (const [name, field] of given)
    if (!Object.hasOwn(known, name)) faults.unknown(path, name, Object.keys(known), field)
  if (type.isOneOf && (given.size !== 1 || node.fields[0]?.value.kind === Kind.NULL))
    faults.notOne(path, type, node)
}

function fits(type: GraphQLLeafType, node: ValueNode): boolean {
  try {
    return type.parseLiteral(node, null) !== undefined
  } catch {
    return false
  }
}
