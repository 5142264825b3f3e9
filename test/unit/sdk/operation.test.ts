// The SDK finds kind and name of the operation in any GraphQL document, as the parser of GraphQL does.

import { LatchkeyError } from '@latchkey/sdk'
import { operationOf } from '@latchkey/sdk/core/documents/operation.ts'
import { getOperationAST, parse } from 'graphql'
import { expect, test } from 'vitest'

const FRAGMENT = 'fragment query on Viewer { scopes }'

test.each([
  ['query a { viewer { scopes } }'],
  ['mutation b($input: I! = { a: "}" }) { c(input: $input) { id } }'],
  ['{ viewer { scopes } }'],
  ['query { viewer { query mutation } }'],
  ['mutation { a { id } }'],
  ['# mutation x { y }\nquery real { viewer { scopes } }'],
  ['query real($text: String = "mutation x { y }") { a(text: $text) }'],
  ['query real { a(text: """ { mutation x """) }'],
  ['query real { a(text: """ \\""" { mutation x """) }'],
  ['query real { a(text: "\\" { mutation x") }'],
  [`${FRAGMENT} mutation last { a { ...query } }`],
  [`mutation first { a { ...query } } ${FRAGMENT}`],
  ['fragment F on mutation { a } query real { viewer { ...F } }'],
  ['query mutation { viewer { scopes } }'],
  ['mutation query@include(if: true){a}'],
  ['query\n  spread\n{ viewer { scopes } }'],
])('reads %j', (text) => {
  const operation = getOperationAST(parse(text))
  expect(operationOf(text)).toEqual({ name: operation?.name?.value ?? null, kind: operation?.operation })
})

test('selects one of several operations', () => {
  const text = 'query a { b } mutation c { d }'
  expect(operationOf(text, 'c')).toEqual({ name: 'c', kind: 'mutation' })
  expect(operationOf(text, 'a')).toEqual({ name: 'a', kind: 'query' })
  expect(() => operationOf(text)).toThrow(/several operations/)
  expect(() => operationOf(text, 'e')).toThrow(/no operation with the name/)
})

test.each([
  ['', /no operation/],
  [FRAGMENT, /no operation/],
  ['subscription s { a }', /no subscriptions/],
])('rejects %j', (text, message) => {
  expect(() => operationOf(text)).toThrow(LatchkeyError)
  expect(() => operationOf(text)).toThrow(message)
})
