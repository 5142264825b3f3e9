// The SDK's GraphQL documents: valid, minified, with a known name, and each fragment once.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSchema, Kind, parse, print, stripIgnoredCharacters, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../contracts/source.ts'

const { ...documents } = await import(join(ROOT, 'sdk/src/generated/documents.ts'))
const schema = buildSchema(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'))

interface Generated {
  readonly kind: string
  readonly operationName: string
}

describe.each<[string, Generated]>(Object.entries(documents))('%s', (constant, document) => {
  const text = String(document)
  const { definitions } = parse(text)

  it('is valid, and the name and kind of its operation are known', () => {
    expect(validate(schema, parse(text))).toEqual([])
    const [operation, ...fragments] = definitions
    expect(operation).toMatchObject({
      kind: Kind.OPERATION_DEFINITION,
      operation: document.kind,
      name: { value: document.operationName },
    })
    expect(constant).toBe(`${document.operationName}Document`)
    const names = fragments.map((fragment) => 'name' in fragment && fragment.name?.value)
    expect(new Set(names).size).toBe(names.length)
  })

  it('is minified', () => {
    expect(text).toBe(definitions.map((one) => stripIgnoredCharacters(print(one))).join(''))
  })
})
