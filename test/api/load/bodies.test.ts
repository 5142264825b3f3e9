// No permitted request body keeps the server busy: CPU time stays near that of parsing the JSON.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'
import { MeasuredServer } from './start-measured-server.ts'

let world: World
let funder: Funder
let server: MeasuredServer
let referenceMs: number | undefined

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  server = await MeasuredServer.start({ url: world.databaseUrl }, 256)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await world[Symbol.asyncDispose]()
})

const LIMIT = 256 * 1024
const VIEWER = '{ viewer { environment } }'

/** As many repetitions as fit beside `rest` bytes. */
const repeated = (piece: string, rest = 1_000) => piece.repeat(Math.floor((LIMIT - rest) / piece.length))
const listOf = (piece: string, rest = 1_000) => {
  const count = Math.floor((LIMIT - rest) / (piece.length + 1))
  return `[${Array.from({ length: count }, () => piece).join(',')}]`
}
const objectOf = (value: string) => {
  const fields = Array.from({ length: 20_000 }, (_, index) => `"k${index}":${value}`)
  return `{${fields
    .join(',')
    .slice(0, 250_000)
    .replace(/,[^,]*$/, '')}}`
}
const json = (query: string, variables = '{}') =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`
const escaped = (piece: string) => repeated(piece, 20_000)

/** The reference, independent of the machine and its load: JSON.parse of objects that fill a body. */
const REFERENCE = listOf('{"name":"value","list":[1,2,3]}')

const CREATE = 'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { id } }'
const UPDATE_KEY = 'mutation ($input: UpdateApiKeyInput!) { updateApiKey(input: $input) { id } }'
const ROTATE = 'mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { secret } }'

const BODIES: readonly (readonly [string, string])[] = [
  [
    'one string as a variable',
    json('query ($id: ID!) { apiKey(id: $id) { id } }', `{"id":"${repeated('x')}"}`),
  ],
  ['nested arrays', json(VIEWER, `{"a":${'['.repeat(130_000)}${']'.repeat(130_000)}}`)],
  [
    'nested arrays for a declared variable',
    json(
      'query ($id: ID!) { apiKey(id: $id) { id } }',
      `{"id":${'['.repeat(130_000)}${']'.repeat(130_000)}}`,
    ),
  ],
  ['nested objects', json(VIEWER, `{"a":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`)],
  ['20,000 undeclared variables', json(VIEWER, objectOf('1'))],
  ['20,000 unknown fields of an input', json(CREATE, `{"input":${objectOf('1')}}`)],
  ['20,000 unknown fields of a rotation', json(ROTATE, `{"input":${objectOf('1')}}`)],
  ['20,000 unknown parameters', objectOf('null')],
  ['a list of strings', json(UPDATE_KEY, `{"input":{"id":"x","allowList":${listOf('"x"')}}}`)],
  ['a list of addresses', json(UPDATE_KEY, `{"input":{"id":"x","allowList":${listOf('"10.0.0.1/8"')}}}`)],
  ['a list of wrong enum values', json(UPDATE_KEY, `{"input":{"id":"x","scopes":${listOf('"X"')}}}`)],
  ['a list of enum values', json(UPDATE_KEY, `{"input":{"id":"x","scopes":${listOf('"SUBMISSIONS"')}}}`)],
  [
    'a list of owners',
    json(CREATE, `{"input":{"name":"a","owners":${listOf('{"firstName":"","lastName":""}')}}}`),
  ],
  ['a list of numbers for a string', json(CREATE, `{"input":{"name":${listOf('1')}}}`)],
  ['a list of empty objects', json(CREATE, `{"input":{"name":"a","owners":${listOf('{}')}}}`)],
  [
    'a preview of many addresses',
    json(
      'query ($l: [String!]!) { viewer { apiKey { previewAllowList(allowList: $l) { allowList } } } }',
      `{"l":${listOf('"10.0.0.1/8"')}}`,
    ),
  ],
  ['comments', json(`${escaped('#\n').slice(0, 150_000)}${VIEWER}`)],
  ['one comment', json(`#${escaped('x')}\n${VIEWER}`)],
  ['commas', json(`${escaped(',')}${VIEWER}`)],
  ['a string in the document', json(`{ apiKey(id: "${escaped('x')}") { id } }`)],
  ['escapes in a string of the document', json(`{ apiKey(id: "${'\\u0041'.repeat(30_000)}") { id } }`)],
  ['a block string of lines', json(`{ apiKey(id: """${' \n'.repeat(80_000)}""") { id } }`)],
  ['a block string of quotes', json(`{ apiKey(id: """${'\\"""'.repeat(25_000)}""") { id } }`)],
  ['a long name', json(`{ ${escaped('x')} }`)],
  [
    'long names',
    json(`{ ${Array.from({ length: 300 }, (_, index) => `a${index}${'x'.repeat(700)}`).join(' ')} }`),
  ],
  ['a long alias', json(`{ ${escaped('x')}: viewer { environment } }`)],
  [
    'a long variable',
    json(`query ($${'x'.repeat(100_000)}: Int) { apiKeys(first: $${'x'.repeat(100_000)}) { totalCount } }`),
  ],
  [
    'many variables',
    json(
      `query (${Array.from({ length: 400 }, (_, index) => `$v${index}: Int`).join(' ')}) { apiKeys(first: $v0) { totalCount } }`,
      objectOf('1'),
    ),
  ],
  ['a number of many digits', json(`{ apiKeys(first: ${escaped('9')}) { totalCount } }`)],
  ['an operation name', `{"query":"query A { __typename }","operationName":"${repeated('x')}"}`],
  [
    'values of a literal list',
    json(`mutation { updateApiKey(input: { id: "x", allowList: [${'"x" '.repeat(1_900)}] }) { id } }`),
  ],
  ['invalid JSON', `${'['.repeat(LIMIT - 1)}`],
  ['an unterminated long string', `"${repeated('x')}`],
  ['white space', `${repeated(' ')}${json(VIEWER)}`],
  ['two-byte characters', json(VIEWER, `{"a":"${'é'.repeat(125_000)}"}`)],
]

async function send(body: string, headers: Record<string, string> = {}): Promise<number> {
  const response = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': funder.secret, ...headers },
    body,
  })
  await response.arrayBuffer()
  return response.status
}

/**
 * CPU time of parsing only the body. For bodies that are not JSON, and for strings that need no work: of the
 * reference.
 */
async function parsingMs(body: string): Promise<number> {
  referenceMs ??= (await server.measure(REFERENCE)).referenceMs
  return isJson(body) ? Math.max(referenceMs, (await server.measure(body)).referenceMs) : referenceMs
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Of the CPU time of a request to that of parsing its JSON alone. */
const MAX_RATIO = 12

test.each(BODIES)('CPU time stays near that of parsing the JSON: %s', async (name, body) => {
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LIMIT)
  const baselineMs = await parsingMs(body)
  const runs: number[] = []
  // The least of several: what else the machine does only adds to it.
  for (let time = 0; time < 2 || (time < 10 && Math.min(...runs) >= MAX_RATIO); time += 1) {
    const key = `${name.replace(/\W/g, '')}${time}`
    runs.push((await server.cpuMsOf(() => send(body, { 'idempotency-key': key }))) / baselineMs)
  }
  expect(Math.min(...runs)).toBeLessThan(MAX_RATIO)
})
