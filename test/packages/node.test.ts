// The packed SDK in Node 20 and 24, as an ES module and with require.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CleanFolder, cleanFolder } from './clean-folder.ts'
import { EXPECTED, programs } from './partner-program.ts'
import { type Server, startServer } from './server.ts'

let server: Server
let folder: CleanFolder

beforeAll(async () => {
  server = await startServer()
  folder = await cleanFolder({
    packages: ['node-20@npm:node@20', 'node-24@npm:node@24'],
    files: programs,
  })
})

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]()
  await server?.[Symbol.asyncDispose]()
})

test.each([
  ['20', 'ESM', 'main.mjs'],
  ['20', 'CommonJS', 'main.cjs'],
  ['24', 'ESM', 'main.mjs'],
  ['24', 'CommonJS', 'main.cjs'],
])('Node %s runs it from a program of the format %s', async (version, _format, program) => {
  const node = `${folder.path}/node_modules/node-${version}/bin/node`
  expect(await folder.run(node, ['--version'])).toMatch(new RegExp(`^v${version}\\.`))
  expect(JSON.parse(await folder.run(node, [program], server.env))).toEqual(EXPECTED)
})

test('the ES module and the CommonJS module export the same names', async () => {
  const node = `${folder.path}/node_modules/node-24/bin/node`
  await folder.write({
    'both.mjs': `import { createRequire } from 'node:module'
import * as esm from '@latchkey/sdk'
const cjs = createRequire(import.meta.url)('@latchkey/sdk')
console.log(JSON.stringify([Object.keys(esm).sort(), Object.keys(cjs).sort()]))`,
  })
  const [esm, cjs] = JSON.parse(await folder.run(node, ['both.mjs']))
  expect(cjs).toEqual(esm)
})
