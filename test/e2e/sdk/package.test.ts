// The package as partners get it: packed by pnpm, installed by npm, type-checked, run by Node.
// Node 24 and Node 20.

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installSdk, nodes, type SdkProject, TSC } from '../../support/processes/packed-sdk.ts'
import { answering, data, json, problem } from './fake-server.ts'
import { consumer, program } from './package-programs.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const apiKey = 'key_0123456789ab0123456789ab0123456789ab012370effb5a'

let installed: SdkProject
let project: string
let manifest: string

beforeAll(async () => {
  installed = await installSdk()
  project = installed.folder
  manifest = await readFile(join(project, 'node_modules/@latchkey/sdk/package.json'), 'utf8')
  await installed.compile({ 'consumer.ts': consumer, 'readme.ts': await installed.readmeProgram() })
  await writeFile(join(project, 'program.js'), program)
}, 180_000)

afterAll(() => installed[Symbol.asyncDispose]())

describe('the packed SDK', () => {
  it('has a package.json without workspace-only references', () => {
    expect(manifest).not.toMatch(/catalog:|workspace:|\.\/src\//)
    expect(JSON.parse(manifest)).toMatchObject({
      name: '@latchkey/sdk',
      exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
      engines: { node: '>=20' },
      license: 'MIT',
      repository: { type: 'git', directory: 'sdk' },
    })
  })

  it('contains only the built code, the license and the README', async () => {
    const { stdout } = await run('find', ['.', '-type', 'f'], {
      cwd: join(project, 'node_modules/@latchkey/sdk'),
    })
    const files = stdout.trim().split('\n')
    expect(files.filter((file) => !file.startsWith('./dist/')).sort()).toEqual([
      './LICENSE',
      './README.md',
      './package.json',
    ])
    expect(files.filter((file) => !/\.(?:js|d\.ts)$/.test(file) && file.startsWith('./dist/'))).toEqual([])
  })

  it.each([
    ['with the types of browsers', ['consumer.ts'], { lib: ['es2022', 'dom'], types: [] }],
    [
      'with the types of Node',
      ['consumer.ts', 'readme.ts'],
      { lib: ['es2022'], types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    ],
    [
      'through a bundler',
      ['consumer.ts'],
      { lib: ['es2022', 'dom'], types: [], module: 'preserve', moduleResolution: 'bundler' },
    ],
  ])('type-checks %s', async (_with, files, options) => {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      ...options,
    }
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
    const { stdout } = await run(TSC, [], { cwd: project }).catch((error) => error)
    expect(stdout).toBe('')
  })

  it.each(nodes())('runs under %s', async (_version, node) => {
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
    const env = { ...process.env, LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: server.url }
    const { stdout } = await run(node, ['program.js'], { cwd: project, env })
    const { printed, version, ...rest } = JSON.parse(stdout)
    expect(rest).toEqual({
      ids: ['apk_1', 'bft_1', 'apk_1', 'apk_0', 'CURRENT', '5', 'more'],
      person: 'Dana',
      refusal: ['LatchkeyProblem', 'VALIDATION_FAILED', 'VALIDATION_FAILED', 'name'],
      lost: ['LatchkeyConnectionError', 'INVALID_RESPONSE', 502],
    })
    const tries = server.requested.filter(({ query = '' }) => query.includes('mutation createBrokerKey'))
    expect(tries).toHaveLength(2)
    expect(tries[1]?.headers['idempotency-key']).toBe(tries[0]?.headers['idempotency-key'])
    expect(Number(version)).toBeGreaterThanOrEqual(20)
    expect(printed).toContain('Correct it.')
    expect(printed).not.toContain(apiKey)
    expect(printed).not.toContain('a-name-nobody-may-read')
  })

  it('runs the first example of its README', async () => {
    await using server = await answering((response) =>
      data(response, { createSubmission: { id: 'sub_1', status: 'DRAFT' } }),
    )
    const env = { ...process.env, LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: server.url }
    const { stdout } = await run(process.execPath, ['out/readme.js'], { cwd: project, env })
    expect(stdout).toBe('sub_1 DRAFT\n')
  })
})
