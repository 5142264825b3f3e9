// GraphiQL in a real browser: queries with a key, stores none of it, and contacts no other host.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../../support/world.ts'
import { openBrowser } from './chromium.ts'
import { GraphiqlPage } from './graphiql.page.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

let world: World
let browser: Browser

beforeAll(async () => {
  world = await createWorld()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

test('requests only the current user without a key, and the schema with a key', async () => {
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.page.getByRole('link', { name: 'Sign in' }).waitFor()
  expect(page.requests.filter((line) => line.endsWith('/graphql'))).toEqual([`POST ${world.url}/graphql`])
  expect(await page.schemaState()).toContain('paste an API key')
  await page.enterKey(funder.secret)
  await page.runQuery('{ viewer { funder { name } environment } }')
  expect(await page.resultData()).toEqual({
    viewer: { funder: { name: 'Harbor Street Capital' }, environment: 'DEVELOPMENT' },
  })
  // The browser's console message for the "who is signed in" response: nobody.
  expect(page.complaints).toEqual([expect.stringContaining('status of 401')])
  expect(page.requests.filter((line) => !line.includes(` ${world.url}/`))).toEqual([])
})

test('does not store the key, headers or variables, even after a reload', async () => {
  const funder = await world.funder()
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(funder.secret)
  await page.writeHeaders('{ "x-canary": "canary-header" }')
  await page.writeVariables('{ "canary": "canary-variable" }')
  // GraphiQL writes half a second after a change, in the order of changes. If it stored headers, they would
  // be there once the query is.
  await page.runQuery('{ viewer { environment } }')
  expect(await page.storageDump()).not.toMatch(new RegExp(`${funder.secret}|canary-header|canary-variable`))
  await page.reload()
  expect(await page.storageDump()).not.toMatch(new RegExp(`${funder.secret}|canary-header|canary-variable`))
  expect(await page.headersText()).not.toContain('canary')
})

test.each([
  ['a desktop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])(
  'the layout does not shift when a key loads, so the first click on Run works, on %s',
  async (_screen, viewport) => {
    const funder = await world.funder({ name: 'A funder with quite a long name, Incorporated' })
    await using page = await GraphiqlPage.open(browser)
    await page.page.setViewportSize(viewport)
    await page.goto(`${world.url}/graphiql`)
    await page.page.getByRole('link', { name: 'Sign in' }).waitFor()
    const run = page.page.getByRole('button', { name: 'Execute query' })
    const height = () => page.page.locator('.key-bar').evaluate((bar) => bar.getBoundingClientRect().height)
    const before = await height()
    // The responses arrive while the button is held down.
    const released = Promise.withResolvers<void>()
    await page.page.route('**/graphql', async (route) => {
      await released.promise
      await route.continue()
    })
    await page.page.getByLabel('API key (x-api-key)').pressSequentially(funder.secret)
    await run.hover()
    await page.page.mouse.down()
    released.resolve()
    await page.schemaIsLoaded()
    await page.page.getByText('of A funder with quite a long name').waitFor()
    expect(await height()).toBe(before)
    const sent = page.page.waitForRequest((request) => request.postData()?.includes('query WhoAmI') === true)
    await page.page.mouse.up()
    await sent
    await page.enterKey(`${funder.secret.slice(0, -8)}00000000`)
    expect(await height()).toBe(before)
  },
)

test('clears the error of a rejected key when the next key is accepted', async () => {
  const funder = await world.funder()
  const answers = (page: GraphiqlPage) => page.page.locator('.graphiql-response .view-lines').textContent()
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(`key_${'0'.repeat(48)}`)
  await expect.poll(() => answers(page)).toContain('API_KEY_INVALID')
  await page.enterKey(funder.secret)
  expect(await page.schemaState()).toBe('Schema loaded')
  await expect.poll(() => answers(page)).not.toContain('API_KEY_INVALID')
})

test('reports a rejected key', async () => {
  const funder = await world.funder()
  await world.sql("UPDATE api_key SET state = 'INACTIVE' WHERE id = $1", funder.apiKeyId)
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(funder.secret)
  expect(await page.schemaState()).toContain('API_KEY_INVALID')
})
