// The packed SDK itself: its package.json, its files, how tools resolve it, and that it prints no secret.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ENTRIES } from '@latchkey/sdk/build/entries.ts'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { answering, data, json, problem } from '../e2e/sdk/fake-server.ts'
import { type CleanFolder, cleanFolder } from './clean-folder.ts'
import { consumer, program } from './typed-program.ts'

const apiKey = 'key_0123456789ab0123456789ab0123456789ab012370effb5a'

const lint = `import { readFileSync } from 'node:fs'
import { publint } from 'publint'
const tarball = new Uint8Array(readFileSync(process.argv[2])).buffer
const { messages } = await publint({ pack: { tarball }, strict: true })
console.log(JSON.stringify(messages))`

const resolve = `import { readFileSync } from 'node:fs'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
const tarball = new Uint8Array(readFileSync(process.argv[2]))
console.log(JSON.stringify(await checkPackage(createPackageFromTarballData(tarball))))`

let folder: CleanFolder
let installed: string

beforeAll(async () => {
  folder = await cleanFolder({
    packages: ['typescript@5.9', '@types/node@20', 'publint@0.3', '@arethetypeswrong/core@0.18'],
    files: { 'consumer.ts': consumer, 'program.js': program, 'publint.mjs': lint, 'resolve.mjs': resolve },
  })
  installed = join(folder.path, 'node_modules/@latchkey/sdk')
})

afterAll(() => folder?.[Symbol.asyncDispose]())

describe('the packed SDK', () => {
  it('has a package.json without workspace-only references and without dependencies', async () => {
    const text = await readFile(join(installed, 'package.json'), 'utf8')
    const manifest = JSON.parse(text)
    expect(text).not.toMatch(/catalog:|workspace:|\.\/src\//)
    expect(manifest).toMatchObject({
      name: '@latchkey/sdk',
      engines: { node: '>=20' },
      license: 'MIT',
      repository: { type: 'git', directory: 'sdk' },
      sideEffects: false,
      peerDependenciesMeta: { graphql: { optional: true } },
    })
    expect(manifest.dependencies).toBeUndefined()
    expect(Object.keys(manifest.exports)).toEqual([...Object.keys(ENTRIES), './package.json'])
  })

  it('contains only the built code with source maps, licenses and documentation', async () => {
    const entries = await readdir(installed, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    const names = files.map((path) => path.slice(installed.length + 1)).sort()
    expect(names.filter((name) => !/^dist\/.*\.(?:[cm]js|[cm]js\.map|d\.[cm]ts)$/.test(name))).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/graphql-request.LICENSE',
      'llms.txt',
      'package.json',
    ])
  })

  it('is correct for publint', async () => {
    expect(JSON.parse(await folder.run(process.execPath, ['publint.mjs', inject('tarball')]))).toEqual([])
  })

  it('is correct for are-the-types-wrong', async () => {
    const { types, problems } = JSON.parse(
      await folder.run(process.execPath, ['resolve.mjs', inject('tarball')]),
    )
    expect(types).toMatchObject({ kind: 'included' })
    expect(problems).toEqual([])
  })

  it('retries, and prints no secret and no input', async () => {
    let sent = 0
    let lost = 0
    await using server = await answering((response, { query = '', variables, path }) => {
      if (path === '/auth/token') return json(response, 200, { accessToken: 'a.b.c', expiresInSeconds: 900 })
      const [, operation] = /(?:query|mutation) (\w+)/.exec(query) ?? []
      const last = variables['after'] === 'more'
      const pageInfo = { hasNextPage: !last, endCursor: 'more' }
      // The first response is lost, and the SDK retries.
      if (operation === 'createBrokerKey' && lost++ === 0) response.destroy()
      else if (operation === 'createBrokerKey')
        data(response, { createBrokerKey: { apiKey: { id: 'apk_1' }, secret: 'bft_1' } })
      else if (operation === 'changeRole') data(response, { changeRole: { name: 'Dana' } })
      else if (operation === 'apiKey')
        data(response, { apiKey: { id: 'apk_1', secrets: [{ state: 'CURRENT' }] } })
      else if (operation === 'apiKeys')
        data(response, { apiKeys: { nodes: [{ id: last ? 'apk_0' : 'apk_1' }], pageInfo } })
      else if (operation === 'submissions')
        data(response, { submissions: { nodes: [{ amount: { amountMinor: 5 } }], pageInfo } })
      else if (sent++ === 0)
        problem(response, 422, 'VALIDATION_FAILED', 'Correct it.', {
          issues: [{ path: 'name', code: 'X', message: 'Y' }],
        })
      else response.writeHead(502).end(JSON.stringify(variables))
    })
    const options = [
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--skipLibCheck',
      '--outDir',
      'out',
    ]
    await folder.run('tsc', ['consumer.ts', ...options])
    const env = { LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: server.url }
    const { printed, ...rest } = JSON.parse(await folder.run(process.execPath, ['program.js'], env))
    expect(rest).toEqual({
      ids: ['apk_1', 'bft_1', 'apk_1', 'apk_0', 'CURRENT', '5', 'more'],
      person: 'Dana',
      refusal: ['LatchkeyValidationError', 'VALIDATION_FAILED', 'VALIDATION_FAILED', 'name'],
      lost: ['LatchkeyConnectionError', 'INVALID_RESPONSE', 502],
    })
    const tries = server.requested.filter(({ query = '' }) => query.includes('mutation createBrokerKey'))
    expect(tries).toHaveLength(2)
    expect(tries[1]?.headers['idempotency-key']).toBe(tries[0]?.headers['idempotency-key'])
    expect(printed).toContain('Correct it.')
    expect(printed).not.toContain(apiKey)
    expect(printed).not.toContain('a-name-nobody-may-read')
  })
})
