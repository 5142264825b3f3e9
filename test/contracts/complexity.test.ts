// Every list has a maximum complexity, and every query of our own clients fits at its largest.

import { readdir, readFile } from 'node:fs/promises'
import { builder } from '@latchkey/schema/builder.ts'
import { schema } from '@latchkey/schema/schema.ts'
import { createComplexityCheck, MAX_COMPLEXITY } from '@latchkey/server/graphql/complexity.ts'
import { findViolation } from '@latchkey/server/graphql/document-limits.ts'
import { getNullableType, isListType, isObjectType, Kind, type OperationDefinitionNode, parse } from 'graphql'
import { expect, test } from 'vitest'

const OPERATIONS = new URL('../../sdk/operations/', import.meta.url)

const fields = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))

test('every field declares its complexity, and every list its maximum length', () => {
  const silent = fields.filter(({ field }) => field.extensions['complexity'] === undefined)
  expect(silent.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([])
  const lists = fields.filter(({ field }) => isListType(getNullableType(field.type)))
  expect(lists.length).toBeGreaterThan(8)
  for (const { type, field } of lists) {
    const bound = field.extensions['complexity']
    const isKnown =
      bound === 0 ||
      typeof bound === 'function' ||
      (typeof bound === 'object' && bound !== null && 'multiplier' in bound)
    expect([`${type.name}.${field.name}`, isKnown]).toEqual([`${type.name}.${field.name}`, true])
  }
})

test('the complexity of a connection grows with its page size', () => {
  const connections = fields.filter(({ field }) => /Connection!?$/.test(String(field.type)))
  expect(connections.length).toBeGreaterThan(3)
  for (const { field } of connections) {
    const complexity = field.extensions['complexity']
    if (typeof complexity !== 'function')
      throw new Error(`The complexity of ${field.name} does not depend on its page size.`)
    const sizes = [{ first: 1 }, { first: 100 }, {}, { first: null }, { first: 0 }, { first: 101 }]
    expect(sizes.map((size) => complexity(size).multiplier)).toEqual([2, 101, 21, 21, 1, 1])
    const backward = [{ last: 7 }, { last: 101 }, { first: null, last: 3 }, { first: 100, last: 100 }]
    expect(backward.map((size) => complexity(size).multiplier)).toEqual([8, 1, 4, 1])
  }
})

test('building the schema fails for a list without a maximum length', () => {
  builder.queryField('unbounded', (t) =>
    t.stringList({ description: 'A list without a maximum length.', resolve: () => [] }),
  )
  expect(() => builder.toSchema()).toThrow(
    'Query.unbounded is a list: set its complexity to listOf() with its maximum length.',
  )
})

test('every SDK operation stays below the maximum complexity at its largest page size', async () => {
  const files = (await readdir(OPERATIONS)).map((name) => readFile(new URL(name, OPERATIONS), 'utf8'))
  const document = parse((await Promise.all(files)).join('\n'))
  const checkComplexity = createComplexityCheck(schema)
  const costs = document.definitions
    .filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)
    .map(
      (operation) =>
        [operation.name?.value, checkComplexity(document, operation, { first: 100 }, new Date())] as const,
    )
  expect(findViolation(document)).toBeNull()
  expect(costs.length).toBeGreaterThan(20)
  expect(Math.max(...costs.map(([, { complexity }]) => complexity))).toBeLessThan(MAX_COMPLEXITY)
  // Each example has exactly one root field.
  expect(costs.filter(([, { rootFields }]) => rootFields !== 1)).toEqual([])
})
