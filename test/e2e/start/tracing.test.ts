// Tracing as in docs/metrics-and-traces.md: its file, its command, and a collector that receives spans.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import { createDatabase } from '../../support/database.ts'
import { Program } from '../../support/processes/server-process.ts'

const page = await readFile(join(ROOT, 'docs/metrics-and-traces.md'), 'utf8')

function block(language: string, pattern: RegExp): string {
  const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  const found = blocks.filter(([, name, text]) => name === language && pattern.test(text ?? ''))
  if (found.length !== 1)
    throw new Error(`docs/metrics-and-traces.md has ${found.length} blocks of ${pattern}.`)
  return (found[0]?.[2] ?? '').trim()
}

test('the documented version is the tested one', async () => {
  const workspace = await readFile(join(ROOT, 'pnpm-workspace.yaml'), 'utf8')
  const version = /"@opentelemetry\/sdk-node": (\S+)/.exec(workspace)?.[1]
  expect(block('sh', /npm install/)).toBe(`npm install @opentelemetry/sdk-node@${version}`)
})

test('a process started as documented sends its spans to the collector', async () => {
  await using left = new AsyncDisposableStack()
  const database = left.use(await createDatabase())
  const spans: string[] = []
  const arrived = Promise.withResolvers<void>()
  const collector = createServer(async (request, response) => {
    // biome-ignore lint/suspicious/noExplicitAny: a message of the OTLP protocol.
    const body = (await json(request)) as any
    for (const { scopeSpans } of body.resourceSpans ?? [])
      for (const scope of scopeSpans) for (const { name } of scope.spans) spans.push(name)
    response.setHeader('content-type', 'application/json').end('{}')
    if (spans.includes('graphql other')) arrived.resolve()
  })
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  left.defer(() => void collector.close().closeAllConnections())
  const at = collector.address()
  const endpoint = `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`

  // The folder from which the tests' OpenTelemetry SDK resolves, as if npm had installed it there.
  const folder = await mkdtemp(join(ROOT, 'test/node_modules/.tracing-'))
  left.defer(() => rm(folder, { recursive: true }))
  const file = join(folder, 'tracing.mjs')
  await writeFile(file, block('js', /NodeSDK/))
  const command = block('sh', /TRACING=true/)
  // The Node command that the page's command runs. The README test covers npx and pnpm finding this Node.
  const documented = 'TRACING=true npx -y pnpm@12 exec node --import ./tracing.mjs server/src/main.ts'
  expect(command).toBe(documented)
  const child = spawn(process.execPath, ['--import', file, 'server/src/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      TRACING: 'true',
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...{ DATABASE_URL: database.url, PORT: '0', AUTH_SECRET: 'the same for all servers of a test' },
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
      ...{ OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    },
  })
  const ended = once(child, 'close')
  left.defer(async () => {
    child.kill()
    await ended
  })
  let output = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      const found = /"address":"([^"]+)"/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`The server exited:\n${output}`)))
  })
  expect((await fetch(`${address}/graphql`, { method: 'POST' })).status).toBe(401)
  await arrived.promise
  expect(output).not.toContain('no span is recorded')
})

test('without a compatible SDK, the server logs a warning and serves requests', async () => {
  await using database = await createDatabase()
  const older = 'globalThis[Symbol.for("opentelemetry.js.api.1")] = { version: "1.9.0", trace: {} }'
  const cases = [
    [{}, 'no OpenTelemetry SDK is loaded, so no span is recorded'],
    [
      { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` },
      '@opentelemetry/api 1.9.0, which is not compatible with 1.10, so no span is recorded',
    ],
  ] as const
  for (const [variables, warning] of cases) {
    await using program = new Program({ DATABASE_URL: database.url, TRACING: 'true', ...variables })
    const address = await program.prints(/"address":"([^"]+)"/)
    expect((await fetch(`${address}/graphql`, { method: 'POST' })).status).toBe(401)
    await program.prints(/"level":40,.*no span is recorded/)
    expect(program.output).toContain(warning)
  }
  await using silent = new Program({ DATABASE_URL: database.url })
  await silent.prints(/"address":"([^"]+)"/)
  expect(await silent.ends('SIGTERM')).toBe(0)
  expect(silent.output).not.toContain('no span is recorded')
})
