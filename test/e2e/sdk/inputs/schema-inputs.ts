// Inputs of all mutations by the schema, and the methods of the SDK that send them. Used by every-input.test.ts.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Latchkey } from '@latchkey/sdk'
import {
  buildSchema,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql'

export type Input = Readonly<Record<string, unknown>>

interface Mutation {
  readonly name: string
  /** An input with all fields. Each list has two items. */
  readonly input: Input
}

/** Calls the method of one mutation. */
export type Call = (input: Input) => Promise<unknown>

const schema = buildSchema(
  await readFile(join(import.meta.dirname, '../../../../schema/schema.graphql'), 'utf8'),
)

export const MUTATIONS: readonly Mutation[] = Object.values(schema.getMutationType()?.getFields() ?? {}).map(
  ({ name, args: [argument] }) => ({ name, input: Object(argument && sampleOf(argument.type)) }),
)

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType)
  if (isListType(type)) return [sampleOf(type.ofType), sampleOf(type.ofType)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).map((field) => [field.name, sampleOf(field.type)]),
    )
  return { Int: 7, SafeInt: 7, Float: 7, Boolean: true }[type.name] ?? 'text'
}

/** A client that sends nothing, and the input of the last mutation that it would have sent. */
export function recordingClient() {
  const sent: { name: string; input: unknown }[] = []
  const latchkey = new Latchkey({
    url: 'https://latchkey.example/graphql',
    accessToken: 'a.b.c',
    maxRetries: 0,
    fetch: async (_to, init) => {
      const { query, variables } = JSON.parse(String(init?.body))
      const [, name = ''] = /mutation \w+[^{]*\{\s*(\w+)/.exec(query) ?? []
      sent.push({ name, input: variables.input })
      const extensions = { code: 'NOT_FOUND', status: 404 }
      return Response.json({ data: null, errors: [{ message: 'Not found.', extensions }] })
    },
  })
  return { latchkey, sent }
}

/** How methods take an input: whole, or the id of the record first. */
const SIGNATURES: ((input: Input) => readonly unknown[])[] = [
  (input) => [input],
  (input) => [input['id'], without(input, 'id')],
  (input) => [input['submissionId'], without(input, 'submissionId')],
  (input) => [input['id'], ...Object.values(without(input, 'id'))],
]

/** A copy without one property. It keeps getters. */
function without(input: Input, name: string): Input {
  const { [name]: _removed, ...others } = Object.getOwnPropertyDescriptors(input)
  return Object.defineProperties({}, others)
}

/** Finds the method that sends exactly the input of a mutation, for every mutation that has one. */
export async function findCalls({ latchkey, sent }: ReturnType<typeof recordingClient>) {
  const calls = new Map<string, Call>()
  for (const call of callsOf(latchkey)) {
    for (const { name, input } of MUTATIONS) {
      if (calls.has(name)) continue
      sent.length = 0
      await call(input).catch(() => undefined)
      if (sent[0]?.name === name && isDeepStrictEqual(sent[0].input, input)) calls.set(name, call)
    }
  }
  return calls
}

function* callsOf(latchkey: Latchkey): Generator<Call> {
  for (const resource of Object.values(latchkey)) {
    for (let level = Object(resource); level !== Object.prototype; level = Object.getPrototypeOf(level)) {
      for (const name of Object.getOwnPropertyNames(level)) {
        const method: unknown = name === 'constructor' ? undefined : Reflect.get(Object(resource), name)
        if (typeof method !== 'function') continue
        for (const argumentsOf of SIGNATURES)
          yield async (input) => Reflect.apply(method, resource, [...argumentsOf(input)])
      }
    }
  }
}
