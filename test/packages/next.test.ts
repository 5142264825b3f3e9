// The packed SDK in Next: a built page shows at once that its key was deactivated, so no response is cached.

import { expect, test } from 'vitest'
import { cleanFolder } from './clean-folder.ts'
import { startServer } from './server.ts'

const page = `import { Latchkey, LatchkeyError } from '@latchkey/sdk'

async function state() {
  const latchkey = new Latchkey({ apiKey: process.env.LATCHKEY_API_KEY, url: process.env.LATCHKEY_URL })
  try {
    const { apiKey } = await latchkey.viewer()
    return apiKey.state
  } catch (error) {
    // Next throws errors to stop rendering. It must receive them.
    if (!(error instanceof LatchkeyError)) throw error
    return error.code
  }
}

export default async function Page() {
  return <p>state:{await state()}</p>
}
`

const files = {
  'app/layout.js': 'export default ({ children }) => <html><body>{children}</body></html>',
  'app/page.js': page,
  'app/dynamic/page.js': `${page}\nexport const dynamic = 'force-dynamic'\n`,
  'app/search/page.js': page.replace(
    'Page() {',
    'Page({ searchParams }) {\n  const { name } = await searchParams\n  void name',
  ),
}

test.each([
  ['14', ['next@14', 'react@18', 'react-dom@18']],
  ['15', ['next@15', 'react@19', 'react-dom@19']],
])('Next %s builds pages that show the present state of a key', async (_version, packages) => {
  await using server = await startServer()
  await using folder = await cleanFolder({ packages, type: null, files })
  await folder.run('next', ['build'], server.env)
  const [, url] = await folder.start('next', ['start', '--port', '0'], /(http:\/\/localhost:\d+)/, server.env)
  const states = async () => {
    const pages = ['', '/dynamic', '/search'].map(async (path) => {
      const text = await (await fetch(`${url}${path}`)).text()
      return /state:(?:<!-- -->)?(\w+)/.exec(text)?.[1]
    })
    return Promise.all(pages)
  }
  expect(await states()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE'])
  server.deactivateKey()
  expect(await states()).toEqual(['API_KEY_INVALID', 'API_KEY_INVALID', 'API_KEY_INVALID'])
})
