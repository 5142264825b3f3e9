// Every operation of the schema has a named method in the SDK, which sends the operation by its name.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Latchkey } from '@latchkey/sdk'
import { buildSchema, getOperationAST, Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

/** Root fields without a method, each with the reason. */
const WITHOUT_METHOD: Readonly<Record<string, string>> = {
  node: 'Refetches any object by its id, for GraphQL clients with a cache. The SDK has `get` for each type.',
}

const url = 'https://latchkey.example/graphql'

interface Sent {
  readonly operationName: unknown
  /** Root fields of the operation with that name. */
  readonly rootFields: readonly string[]
}

/** A client whose requests all fail, except the first steps of an upload. */
function recordingClient(sent: Sent[]): Latchkey {
  const fetch: typeof globalThis.fetch = async (to, init) => {
    if (String(to) !== url) return new Response('')
    const { query, operationName } = JSON.parse(String(init?.body))
    const selections = getOperationAST(parse(query), operationName)?.selectionSet.selections ?? []
    const rootFields = selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : ''))
    sent.push({ operationName, rootFields })
    const upload = { id: 'upl_1', url: 'https://storage.example/upl_1', headers: [] }
    const extensions = { code: 'NOT_FOUND', status: 404 }
    const body =
      operationName === 'requestDocumentUpload'
        ? { data: { requestDocumentUpload: upload } }
        : { data: null, errors: [{ message: 'Not found.', extensions }] }
    return Response.json(body)
  }
  return new Latchkey({ url, accessToken: 'a.b.c', fetch, maxRetries: 0 })
}

/** Calls every method of a resource with arguments that fit one of the signatures in use. */
async function callAll(resource: object): Promise<void> {
  const file = { fileName: 'a.pdf', content: new Uint8Array(4) }
  for (let level = resource; level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(level) ?? {})) {
      for (const args of [['id_1'], ['id_1', {}], [{}], ['id_1', file]]) {
        try {
          const method: unknown = Reflect.get(resource, name)
          if (name === 'constructor' || typeof method !== 'function') continue
          const result: unknown = Reflect.apply(method, resource, args)
          // A list cannot be awaited.
          if (typeof result !== 'object' || result === null || !('page' in result)) await result
          else if (typeof result.page === 'function') await result.page()
        } catch {
          // The arguments do not fit, or the server rejected the request as it always does.
        }
      }
    }
  }
}

test('each root field of the schema is reachable by a method', async () => {
  const schema = buildSchema(await readFile(join(ROOT, 'schema/schema.graphql'), 'utf8'))
  const fieldsOf = (type: ReturnType<typeof schema.getQueryType>) => Object.keys(type?.getFields() ?? {})
  const sent: Sent[] = []
  const latchkey = recordingClient(sent)
  const resources = Object.values(latchkey).filter((value) => typeof value === 'object' && value !== null)
  await latchkey.viewer().catch(() => {})
  for (const resource of resources) await callAll(resource)
  const reached = new Set(sent.flatMap(({ rootFields }) => rootFields))
  const missing = [...fieldsOf(schema.getQueryType()), ...fieldsOf(schema.getMutationType())].filter(
    (field) => !reached.has(field),
  )
  expect(missing.sort()).toEqual(Object.keys(WITHOUT_METHOD).sort())
  expect(sent.filter(({ rootFields }) => rootFields.length !== 1)).toEqual([])
})
