// The package as partners get it: packed by pnpm, installed by npm, type-checked, run by Node.
// Node 24 and Node 20.

import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPnpm } from '../../support/processes/pnpm.ts'
import { answering, data, json, problem } from './fake-server.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../..')
const tsc = join(root, 'node_modules/.bin/tsc')
const apiKey = `key_${'0123456789ab'.repeat(4)}`

/** A partner's program for the type check. */
const consumer = `
import { type ApiKey, Latchkey, LatchkeyConnectionError, LatchkeyProblem, logIn, type ProblemCode } from '@latchkey/sdk'

export async function everything(apiKey: string | undefined, url: string | undefined): Promise<readonly string[]> {
  const latchkey = new Latchkey({ apiKey, url, timeoutMs: 5_000 })
  const { apiKey: key, secret } = await latchkey.apiKeys.createForBroker({ email: 'sam@bee.com', scopes: ['SUBMISSIONS'] })
  const given: ApiKey = key
  const ids = [given.id, secret]
  for await (const { id } of latchkey.apiKeys.list({ first: 1, filter: { kind: 'BROKER' } })) ids.push(id)
  const { nodes, pageInfo } = await latchkey.submissions.list().page()
  const { secrets } = await latchkey.apiKeys.get(given.id)
  ids.push(...secrets.map(({ state }) => state))
  ids.push(...nodes.map(({ amount }) => String(amount?.amountMinor)), String(pageInfo.endCursor))
  return ids
}

export async function person(url: string | undefined): Promise<string> {
  const { accessToken } = await logIn({ url, username: 'dana', password: 'a-name-nobody-may-read' })
  const { name } = await new Latchkey({ url, accessToken }).users.changeRole('usr_1', 'VIEWER', { idempotencyKey: 'once' })
  return name
}

export async function refused(apiKey: string, url: string, signal?: AbortSignal): Promise<unknown> {
  try {
    return await new Latchkey({ apiKey, url, maxRetries: 0 }).submissions.create({ name: 'a-name-nobody-may-read' }, { signal })
  } catch (error) {
    if (error instanceof LatchkeyProblem && error.is('VALIDATION_FAILED')) {
      const code: ProblemCode = error.code
      const known: 'VALIDATION_FAILED' = error.code
      return { error, code, known, issues: error.issues.map(({ path }) => path) }
    }
    if (error instanceof LatchkeyConnectionError && error.maybeApplied) return { error }
    throw error
  }
}

export async function mistakes(latchkey: Latchkey): Promise<void> {
  // @ts-expect-error The email address is required.
  await latchkey.apiKeys.createForBroker({})
  // @ts-expect-error Not a scope.
  await latchkey.apiKeys.createForBroker({ email: 'sam@bee.com', scopes: ['SUBMISSION'] })
  // @ts-expect-error Not a code.
  new LatchkeyProblem({ message: '', code: 'ANY', status: 400 }).is('VALIDATION_FALED')
  // @ts-expect-error A key or an access token, not both.
  new Latchkey({ apiKey: 'bft_1', accessToken: 'a.b.c', url: '' })
  // @ts-expect-error A key or an access token.
  new Latchkey({ url: '' })
  // @ts-expect-error An option for the SDK's own tests only.
  new Latchkey({ apiKey: 'bft_1', url: '', pause: async () => {} })
  // @ts-expect-error Queries take no idempotency key.
  await latchkey.apiKeys.get('apk_1', { idempotencyKey: 'once' })
  // @ts-expect-error A status can be a value that this version does not know.
  ;((await latchkey.submissions.get('sub_1')).status satisfies 'DRAFT' | 'SUBMITTED' | 'IN_REVIEW' | 'HELD'
    | 'INFO_REQUESTED' | 'APPROVED' | 'DECLINED' | 'FUNDED' | 'WITHDRAWN')
}
`

/** A partner's program that runs and prints everything that can be printed. */
const program = `
import { inspect } from 'node:util'
import { Latchkey } from '@latchkey/sdk'
import { everything, person, refused } from './out/consumer.js'

const { LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: url } = process.env
const print = (value) => [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value), value.stack, String(value)].join('\\n')
const refusal = await refused(apiKey, url)
const lost = await refused(apiKey, url)
console.log(JSON.stringify({
  version: process.versions.node.split('.')[0],
  ids: await everything(apiKey, url),
  person: await person(url),
  refusal: [refusal.error.name, refusal.code, refusal.known, ...refusal.issues],
  lost: [lost.error.name, lost.error.reason, lost.error.status],
  printed: [refusal.error, lost.error, new Latchkey({ apiKey, url })].map(print).join('\\n'),
}))
`

let project: string
let manifest: string

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'latchkey-package-'))
  const tgz = await pack()
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tgz], { cwd: project })
  manifest = await readFile(join(project, 'node_modules/@latchkey/sdk/package.json'), 'utf8')
  await writeFile(join(project, 'consumer.ts'), consumer)
  await writeFile(join(project, 'readme.ts'), await firstProgramOfReadme())
  const emit = [
    'consumer.ts',
    'readme.ts',
    '--noCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--outDir',
    'out',
  ]
  await run(tsc, emit, { cwd: project })
  await writeFile(join(project, 'program.js'), program)
}, 180_000)

afterAll(() => rm(project, { recursive: true, force: true }))

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
    const { stdout } = await run(tsc, [], { cwd: project }).catch((error) => error)
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

async function firstProgramOfReadme(): Promise<string> {
  const readme = await readFile(join(project, 'node_modules/@latchkey/sdk/README.md'), 'utf8')
  return /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
}

async function pack(): Promise<string> {
  await runPnpm(['pack', '--pack-destination', project], join(root, 'sdk'))
  const { version } = JSON.parse(await readFile(join(root, 'sdk/package.json'), 'utf8'))
  return join(project, `latchkey-sdk-${version}.tgz`)
}

/** The Node that runs this test, and the system's Node if it is another version that the SDK supports. */
function nodes(): readonly (readonly [version: string, path: string])[] {
  const mine = [`Node ${process.versions.node}`, process.execPath] as const
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node')
    if (folder.includes('node_modules') || !existsSync(path)) continue
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1)
    if (Number.parseInt(version, 10) >= 20 && version !== process.versions.node)
      return [mine, [`Node ${version}`, path]]
  }
  return [mine]
}
