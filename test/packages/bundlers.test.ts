// The packed SDK through esbuild and Vite: in a Lambda function and in a page of another origin, and its size.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../e2e/browser/chromium.ts'
import { type CleanFolder, cleanFolder } from './clean-folder.ts'
import { callLatchkey, EXPECTED } from './partner-program.ts'
import { startServer } from './server.ts'

const KILOBYTE = 1_000

interface Output {
  readonly imports: readonly { readonly path: string; readonly kind: string; readonly external?: boolean }[]
}

/** A file and those that it imports, without those that it loads later with `import()`. */
function loadedAtStart(outputs: Readonly<Record<string, Output>>, path: string): readonly string[] {
  const imports = outputs[path]?.imports ?? []
  const own = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true)
  return [...new Set([path, ...own.flatMap((one) => loadedAtStart(outputs, one.path))])]
}

let folder: CleanFolder

beforeAll(async () => {
  folder = await cleanFolder({ packages: ['esbuild@0.28', 'vite@8'] })
})

afterAll(() => folder?.[Symbol.asyncDispose]())

describe('esbuild', () => {
  test.each([
    ['browser', 30],
    ['node', 40],
  ])(
    'bundles everything for the platform %s in at most %d kB, minified and compressed',
    async (platform, limit) => {
      await folder.write({ 'all.mjs': `export * from '@latchkey/sdk'` })
      const external = platform === 'browser' ? ['--external:node:*'] : []
      const format = ['--bundle', '--minify', '--format=esm', '--log-level=error', `--platform=${platform}`]
      const output = ['--splitting', '--outdir=all', '--metafile=all.json']
      await folder.run('esbuild', ['all.mjs', ...format, ...output, ...external])
      const { outputs } = JSON.parse(await readFile(join(folder.path, 'all.json'), 'utf8'))
      const files = loadedAtStart(outputs, 'all/all.js').map((path) => readFile(join(folder.path, path)))
      const sizes = (await Promise.all(files)).map((code) => gzipSync(code, { level: 9 }).length)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(limit * KILOBYTE)
    },
  )

  test.each(['cjs', 'esm'])('bundles a Lambda function as %s that calls the server', async (format) => {
    await using server = await startServer()
    await folder.write({
      'handler.mjs': `import { Latchkey, LatchkeyError } from '@latchkey/sdk'
${callLatchkey}
export const handler = () =>
  callLatchkey({ Latchkey, LatchkeyError }, process.env.LATCHKEY_API_KEY, process.env.LATCHKEY_URL)`,
    })
    const file = `./lambda/${format}.${format === 'cjs' ? 'cjs' : 'mjs'}`
    const target = ['--platform=node', '--target=node20', `--format=${format}`, `--outfile=${file}`]
    await folder.run('esbuild', ['handler.mjs', '--bundle', '--minify', '--log-level=error', ...target])
    const program = `import('${file}').then(({ handler }) => handler()).then((it) => console.log(JSON.stringify(it)))`
    expect(JSON.parse(await folder.run(process.execPath, ['-e', program], server.env))).toEqual(EXPECTED)
  })
})

test('a page that Vite built calls the server from another origin in a browser', async () => {
  await folder.write({
    'index.html': '<!doctype html><script type="module" src="./page.js"></script>',
    'page.js': `import { Latchkey, LatchkeyError } from '@latchkey/sdk'
${callLatchkey}
window.callLatchkey = (apiKey, url) => callLatchkey({ Latchkey, LatchkeyError }, apiKey, url)`,
  })
  await folder.run('vite', ['build', '--logLevel', 'error'])
  const pages = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '')
    const content = await readFile(join(folder.path, 'dist', name)).catch(() => null)
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html'
    response.writeHead(content === null ? 404 : 200, { 'content-type': type }).end(content ?? '')
  })
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve))
  const address = pages.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const origin = `http://127.0.0.1:${address.port}`
  await using server = await startServer()
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(origin)
    await page.waitForFunction('window.callLatchkey !== undefined')
    const { LATCHKEY_API_KEY, LATCHKEY_URL } = server.env
    const call = `window.callLatchkey(${JSON.stringify(LATCHKEY_API_KEY)}, ${JSON.stringify(LATCHKEY_URL)})`
    expect(await page.evaluate(call)).toEqual(EXPECTED)
  } finally {
    await browser.close()
    pages.closeAllConnections()
    await new Promise((resolve) => pages.close(resolve))
  }
})
