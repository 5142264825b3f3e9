// The SDK in a real browser: on a page of an allowed origin, and on one that is not allowed.

import { join } from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import { PASSWORD } from '../../support/person.ts'
import { createWorld } from '../../support/world.ts'
import { openBrowser } from './chromium.ts'
import { servePage } from './serve-page.ts'

/** Bundles the SDK for pages: one script that assigns it to `window`. */
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
  if (output === undefined || !('output' in output)) throw new Error('Vite returned no output.')
  return output.output[0].code
}

test('the SDK works from an allowed origin and explains a request that the browser blocks', async () => {
  const script = await bundle()
  await using allowed = await servePage(`<script>${script}</script>`)
  await using other = await servePage(`<script>${script}</script>`)
  await using world = await createWorld({ allowedOrigins: [allowed.origin] })
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const { username } = await funder.logsIn()
  const browser = await openBrowser()
  try {
    const program = `(async () => {
      const headers = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'x-application': 'a page' }
      const latchkey = new sdk.Latchkey({ apiKey: '${broker.secret}', url: '${world.url}/graphql', headers, dangerouslyAllowBrowser: true })
      const hint = (error) => (error.message.includes('ALLOWED_ORIGINS') && error.message.includes(location.origin) ? ' with a hint' : '')
      const outcome = (call) =>
        call.then((value) => value.name, (error) => error.name + ' ' + (error.code ?? error.reason) + hint(error))
      const filed = async ({ submissions, documents }) => {
        const { id } = await submissions.create({ name: 'With a file of a form' })
        const progress = []
        const file = new File(['date,amount\\n2026-09-01,5.00\\n2026-09-02,7.50\\n'], 'September 口座.csv')
        const document = await documents.upload(id, file, { onProgress: ({ sent }) => progress.push(sent) })
        const { fileName, blob } = await documents.download(document.id)
        const isSame = (await (await blob()).text()) === (await file.text())
        return { name: [fileName, document.mediaType, isSame, progress.join() === String(file.size)].join(' ') }
      }
      return [
        await outcome(latchkey.submissions.create({ name: 'Sent by a browser' })),
        await outcome(latchkey.submissions.get('sub_nothing')),
        await outcome(
          sdk.logIn({ url: '${world.url}/graphql', username: '${username}', password: '${PASSWORD}' })
            .then(({ accessToken }) => new sdk.Latchkey({ accessToken, url: '${world.url}/graphql' }).viewer())
            .then(({ user }) => ({ name: user.username })),
        ),
        await outcome(filed(latchkey)),
      ]
    })()`
    const page = await browser.newPage()
    await page.goto(allowed.origin)
    expect(await page.evaluate(program)).toEqual([
      'Sent by a browser',
      'LatchkeyNotFoundError SUBMISSION_NOT_FOUND',
      username,
      'September 口座.csv text/csv true true',
    ])
    await page.goto(other.origin)
    expect(await page.evaluate(program)).toEqual([
      'LatchkeyConnectionError NETWORK with a hint',
      'LatchkeyConnectionError NETWORK with a hint',
      'LatchkeyConnectionError NETWORK with a hint',
      'LatchkeyConnectionError NETWORK with a hint',
    ])
    expect(await world.sql('SELECT name FROM submission ORDER BY id')).toEqual([
      { name: 'Sent by a browser' },
      { name: 'With a file of a form' },
    ])
  } finally {
    await browser.close()
  }
})
