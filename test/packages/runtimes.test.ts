// The packed SDK in Deno, Bun and workerd.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { cleanFolder } from './clean-folder.ts'
import { callLatchkey, EXPECTED, programs } from './partner-program.ts'
import { type Server, startServer } from './server.ts'

let server: Server

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server?.[Symbol.asyncDispose]())

test('Deno imports it and requires it', async () => {
  await using folder = await cleanFolder({ packages: ['deno@2'], files: programs })
  for (const program of ['main.mjs', 'main.cjs']) {
    const args = ['run', '--no-prompt', '--allow-net', '--allow-env', '--allow-read', program]
    expect(JSON.parse(await folder.run('deno', args, server.env)), program).toEqual(EXPECTED)
  }
})

test('Bun imports it and requires it', async () => {
  await using folder = await cleanFolder({ packages: ['bun@1'], files: programs })
  for (const program of ['main.mjs', 'main.cjs'])
    expect(JSON.parse(await folder.run('bun', [program], server.env)), program).toEqual(EXPECTED)
})

test('workerd runs it in a worker', async () => {
  const { LATCHKEY_API_KEY, LATCHKEY_URL } = server.env
  await using folder = await cleanFolder({
    packages: ['workerd@1', 'esbuild@0.28'],
    files: {
      'worker.mjs': `import { Latchkey, LatchkeyError } from '@latchkey/sdk'
${callLatchkey}
export default {
  async fetch(request, { LATCHKEY_API_KEY, LATCHKEY_URL }) {
    return Response.json(await callLatchkey({ Latchkey, LatchkeyError }, LATCHKEY_API_KEY, LATCHKEY_URL))
  },
}`,
      'config.capnp': `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "dist/worker.mjs")],
  compatibilityDate = "2025-01-01",
  bindings = [
    (name = "LATCHKEY_API_KEY", text = "${LATCHKEY_API_KEY}"),
    (name = "LATCHKEY_URL", text = "${LATCHKEY_URL}"),
  ],
);
`,
    },
  })
  const conditions = '--conditions=workerd,worker,browser'
  // A worker without compatibility with Node: any import of a Node module, also a dynamic one, stays external.
  await folder.run('esbuild', [
    'worker.mjs',
    '--bundle',
    '--format=esm',
    '--external:node:*',
    conditions,
    '--outdir=dist',
    '--out-extension:.js=.mjs',
  ])
  const [, port] = await folder.start('workerd', ['serve', 'config.capnp', '--control-fd=1'], /"port":(\d+)/)
  const response = await fetch(`http://127.0.0.1:${port}`)
  expect(await response.json()).toEqual(EXPECTED)
})
