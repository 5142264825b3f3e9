// GraphiQL in a real browser: explores the API with a key, keeps nothing of it, and speaks to nobody else.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world.ts'
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

test('without a key only who is logged in is asked; with one the schema loads and a query answers', async () => {
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.page.getByRole('link', { name: 'Log in' }).waitFor()
  expect(page.requests.filter((line) => line.endsWith('/graphql'))).toEqual([`POST ${world.url}/graphql`])
  expect(await page.schemaState()).toContain('paste an API key')
  await page.enterKey(funder.secret)
  await page.runQuery('{ viewer { funder { name } environment } }')
  expect(await page.resultData()).toEqual({
    viewer: { funder: { name: 'Harbor Street Capital' }, environment: 'DEVELOPMENT' },
  })
  // The browser's words for the answer to "who is logged in": nobody.
  expect(page.complaints).toEqual([expect.stringContaining('status of 401')])
  expect(page.requests.filter((line) => !line.includes(` ${world.url}/`))).toEqual([])
})

test('neither the key nor headers nor variables are kept, also when the page is loaded again', async () => {
  const funder = await world.funder()
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(funder.secret)
  await page.writeHeaders('{ "x-canary": "canary-header" }')
  await page.writeVariables('{ "canary": "canary-variable" }')
  // GraphiQL writes half a second after a change, in the order of changes: with the query, the headers would be there.
  await page.runQuery('{ viewer { environment } }')
  expect(await page.storageDump()).not.toMatch(new RegExp(`${funder.secret}|canary-header|canary-variable`))
  await page.reload()
  expect(await page.storageDump()).not.toMatch(new RegExp(`${funder.secret}|canary-header|canary-variable`))
  expect(await page.headersText()).not.toContain('canary')
})

test('a key that is refused is said to be', async () => {
  const funder = await world.funder()
  await world.sql("UPDATE api_key SET state = 'INACTIVE' WHERE id = $1", funder.apiKeyId)
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(funder.secret)
  expect(await page.schemaState()).toContain('API_KEY_INVALID')
})
