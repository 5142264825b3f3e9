// An accepted query reads at most as many rows as its complexity; a rejected one reads none.

import { schema } from '@latchkey/schema/schema.ts'
import { createComplexityCheck, MAX_COMPLEXITY } from '@latchkey/server/graphql/complexity.ts'
import { findViolation } from '@latchkey/server/graphql/document-limits.ts'
import fc from 'fast-check'
import { getOperationAST, parse, validate } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { rowsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'
import { crowd, type Ids } from './large-funder.ts'
import { type Requested, randomDocuments } from './random-documents.ts'

// The credential, read at authentication and again when the response is ready.
const AUTHENTICATION_ROWS = 2
const DOCUMENTS = 400

let world: World
let funder: Funder
let person: Person
let ids: Ids

beforeAll(async () => {
  world = await createWorld()
  funder = await world.funder()
  ids = await crowd(world, funder)
  person = await funder.logsIn({ userId: funder.ownerId })
  // Make the writes of the session's first request now.
  await person.query('{ viewer { environment } }')
})
afterAll(() => world[Symbol.asyncDispose]())

/** Null: rejected. */
function complexityOf({ query, variables }: Requested): number | null {
  const document = parse(query)
  if (findViolation(document) !== null) return null
  expect(validate(schema, document)).toEqual([])
  try {
    return createComplexityCheck(schema)(document, getOperationAST(document)!, variables, new Date())
      .complexity
  } catch {
    return null
  }
}

test(`no more rows are read than the complexity allows, for ${DOCUMENTS} random documents`, async () => {
  const seen = { accepted: 0, refused: 0, rows: 0, complexity: 0, nearest: 0 }
  await fc.assert(
    fc.asyncProperty(randomDocuments(schema, ids), async (requested) => {
      const complexity = complexityOf(requested)
      let answered = ''
      const rows = await rowsOf(async () => {
        answered = outcome(await person.query(requested.query, requested.variables))
      })
      if (complexity === null) {
        // BAD_REQUEST: more tokens than a document may have.
        expect(['400 QUERY_TOO_COMPLEX', '200 BAD_REQUEST']).toContain(answered)
        expect(rows).toBe(1)
        seen.refused += 1
        return
      }
      expect(answered).toBe('200')
      expect(rows - AUTHENTICATION_ROWS).toBeLessThanOrEqual(complexity)
      seen.accepted += 1
      seen.rows += rows - AUTHENTICATION_ROWS
      seen.complexity += complexity
      seen.nearest = Math.max(seen.nearest, (rows - AUTHENTICATION_ROWS) / complexity)
    }),
    { numRuns: DOCUMENTS, endOnFailure: true },
  )
  console.log(
    `${seen.accepted} accepted: ${seen.rows} rows for complexity ${seen.complexity}; ${seen.refused} rejected`,
  )
  expect(seen.accepted).toBeGreaterThan(DOCUMENTS / 4)
  expect(seen.refused).toBeGreaterThan(DOCUMENTS / 80)
  expect(seen.rows).toBeGreaterThan(10_000)
  // The bound is tight: some query reads nearly as many rows.
  expect(seen.nearest).toBeGreaterThan(0.8)
}, 300_000)

test('executes the most complex allowed document completely', async () => {
  const nodes = 'nodes { relationship { broker { domains } funder { id } } owners { id } }'
  const requested = { query: `{ submissions(first: 100) { ${nodes} } }`, variables: {} }
  const complexity = complexityOf(requested)!
  const rows = await rowsOf(() => person.query(requested.query))
  expect(complexity).toBeLessThan(MAX_COMPLEXITY)
  expect(rows).toBeGreaterThan(complexity * 0.9)
})
