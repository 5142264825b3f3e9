// The SDK in a real browser: on a page of an origin that the server allows, and on one that it does not.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { ROOT } from '../contracts/source.ts'
import { PASSWORD } from '../person.ts'
import { createWorld } from '../world.ts'
import { openBrowser } from './chromium.ts'

/** The SDK as a bundler makes it for pages: one script that puts it on `window`. */
async function bundle(): Promise<string> {
  const lib = {
    entry: join(ROOT, 'sdk/src/index.ts'),
    formats: ['iife' as const],
    name: 'sdk',
    fileName: 'sdk',
  }
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { lib, write: false, minify: false },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (output === undefined || !('output' in output)) throw new Error('Vite made nothing.')
  return output.output[0].code
}

/** A page of its own origin that has nothing on it but the SDK. */
async function servePage(script: string): Promise<{ origin: string } & AsyncDisposable> {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>A page</title><script>${script}</script>`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

test('it works from an allowed origin, and is told apart from a refusal where the browser blocks it', async () => {
  const script = await bundle()
  await using allowed = await servePage(script)
  await using other = await servePage(script)
  await using world = await createWorld({ allowedOrigins: [allowed.origin] })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const { username } = await funder.logsIn()
  const browser = await openBrowser()
  try {
    const program = `(async () => {
      const latchkey = new sdk.Latchkey({ apiKey: '${broker.secret}', url: '${world.url}/graphql' })
      const outcome = (call) => call.then((value) => value.name, (error) => error.name + ' ' + (error.code ?? error.reason))
      return [
        await outcome(latchkey.submissions.create({ name: 'Sent by a browser' })),
        await outcome(latchkey.submissions.get('sub_nothing')),
        await outcome(
          sdk.logIn({ url: '${world.url}/graphql', username: '${username}', password: '${PASSWORD}' })
            .then(({ accessToken }) => new sdk.Latchkey({ accessToken, url: '${world.url}/graphql' }).viewer())
            .then(({ user }) => ({ name: user.username })),
        ),
      ]
    })()`
    const page = await browser.newPage()
    await page.goto(allowed.origin)
    expect(await page.evaluate(program)).toEqual([
      'Sent by a browser',
      'LatchkeyProblem SUBMISSION_NOT_FOUND',
      username,
    ])
    await page.goto(other.origin)
    expect(await page.evaluate(program)).toEqual([
      'LatchkeyConnectionError NETWORK',
      'LatchkeyConnectionError NETWORK',
      'LatchkeyConnectionError NETWORK',
    ])
    expect(await world.sql('SELECT name FROM submission')).toEqual([{ name: 'Sent by a browser' }])
  } finally {
    await browser.close()
  }
})
