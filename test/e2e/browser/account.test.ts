// The account pages in a real browser: sign-in, environment, sessions and the mailbox.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PASSWORD } from '../../support/person.ts'
import type { World } from '../../support/world.ts'
import { AccountPage } from './account.page.ts'
import { createAccount, openAccountWorld } from './account-world.ts'
import { GraphiqlPage } from './graphiql.page.ts'

let world: World
let browser: Browser
let username: string

beforeAll(async () => {
  ;({ world, browser } = await openAccountWorld())
})
beforeEach(async () => {
  ;({ username } = await createAccount(world))
})
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

test('a wrong password shows and focuses an error in the form; the correct one opens GraphiQL', async () => {
  await using person = await AccountPage.open(browser)
  await person.logIn(world.url, username, 'not the password')
  expect(await person.problem()).toContain('The user name or password is incorrect.')
  expect(await person.focus()).toBe('alert')
  expect(await person.violations()).toEqual([])
  expect(await person.page.getByLabel('User name').inputValue()).toBe(username)

  await person.fill('Password', PASSWORD)
  await person.page.keyboard.press('Enter')
  await person.page.waitForURL('**/graphiql')
  await person.page.getByText(`${username} (OWNER) at Harbor Street Capital`).waitFor()
  await person.page.getByText('DEVELOPMENT test data', { exact: true }).waitFor()
  expect(await person.violations('.key-bar')).toEqual([])
  expect(person.refusals).toEqual(['401 /auth/login'])
  expect(person.complaints).toEqual([])
  expect(person.addresses.filter((address) => !address.startsWith(`${world.url}/`))).toEqual([])
  expect(await person.leftBehind()).not.toContain(PASSWORD)
})

test("a login to PRODUCTION that is not open shows the server's error", async () => {
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/login`)
  await person.fill('User name', username)
  await person.fill('Password', PASSWORD)
  await person.page.getByLabel('PRODUCTION').check()
  await person.page.getByText('PRODUCTION live data', { exact: true }).waitFor()
  expect(await person.violations()).toEqual([])
  await person.press('Sign in to PRODUCTION')
  expect(await person.problem()).toContain('PRODUCTION is not open for Harbor Street Capital')
})

test('PRODUCTION is marked by text, color and title', async () => {
  const funder = await world.funder({ name: 'Harbor Street Capital', environment: 'PRODUCTION' })
  const olivia = await funder.logsIn()
  await using person = await AccountPage.open(browser)
  const colour = () =>
    person.page.locator('.key-bar').evaluate((bar) => getComputedStyle(bar).backgroundColor)
  await person.goto(`${world.url}/login`)
  await person.fill('User name', olivia.username)
  await person.fill('Password', PASSWORD)
  await person.page.getByLabel('PRODUCTION').check()
  await person.press('Sign in to PRODUCTION')
  await person.page.waitForURL('**/graphiql')
  await person.page.getByText('PRODUCTION live data', { exact: true }).waitFor()
  expect(await person.page.title()).toBe('PRODUCTION – Latchkey GraphiQL')
  expect(await colour()).toBe('rgb(163, 22, 15)')
  expect(await person.violations('.key-bar')).toEqual([])
  await person.follow('Change password')
  await person.page.getByText('PRODUCTION live data', { exact: true }).waitFor()
  expect(await person.violations()).toEqual([])
  // A key determines its own environment.
  await using page = await GraphiqlPage.open(browser)
  await page.goto(`${world.url}/graphiql`)
  await page.enterKey(funder.secret)
  await page.page.getByText('PRODUCTION live data', { exact: true }).waitFor()
  await page.enterKey((await funder.inEnvironment('DEVELOPMENT')).secret)
  await page.page.getByText('DEVELOPMENT test data', { exact: true }).waitFor()
  expect(await page.page.title()).toBe('Latchkey GraphiQL')
})

test('a password can be shown and is hidden again during the request', async () => {
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/login`)
  const type = () => person.page.getByLabel('Password', { exact: true }).getAttribute('type')
  expect(await type()).toBe('password')
  await person.press('Show password')
  expect(await type()).toBe('text')
  await person.fill('User name', username)
  await person.fill('Password', 'not the password')
  const answer = Promise.withResolvers<void>()
  await person.page.route('**/auth/login', async (route) => {
    await answer.promise
    await route.continue()
  })
  await person.press('Sign in')
  await person.page.getByRole('button', { name: 'Sending …' }).waitFor()
  expect(await type()).toBe('password')
  expect(await person.page.getByLabel('Password', { exact: true }).isDisabled()).toBe(true)
  answer.resolve()
  await person.problem()
})

test('GraphiQL detects an expired session', async () => {
  await using person = await AccountPage.open(browser)
  await person.logIn(world.url, username, PASSWORD)
  await person.page.waitForURL('**/graphiql')
  const graphiql = GraphiqlPage.of(person.page)
  await graphiql.schemaIsLoaded()
  await world.advance('31 days')
  await graphiql.runQuery('{ viewer { environment } }')
  await person.page.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
  expect(await graphiql.schemaState()).toContain('Sign in or paste an API key')
})

test('the mailbox shows mails as text with working links and loads new ones on refresh', async () => {
  await using person = await AccountPage.open(browser)
  await world.post('/auth/password/forgotten', { login: username })
  await world.mails()
  await person.goto(`${world.url}/mail`)
  const mail = person.page.getByRole('article').first()
  await mail.waitFor()
  expect(await mail.textContent()).toContain(
    `Someone requested a password reset for the user name ${username}`,
  )
  expect(await person.violations()).toEqual([])
  const before = await person.page.getByRole('article').count()
  await world.post('/auth/password/forgotten', { login: username })
  await world.mails()
  await person.press('Refresh')
  await person.page.getByRole('article').nth(before).waitFor()
  await mail.getByRole('link').click()
  await person.page.getByLabel('New password', { exact: true }).waitFor()
  expect(person.page.url()).toBe(`${world.url}/set-password`)
  expect(person.complaints).toEqual([])
})

test('the mailbox page reports that there is no mailbox', async () => {
  await using person = await AccountPage.open(browser)
  await person.page.route('**/mail/messages', (route) =>
    route.continue({ headers: { ...route.request().headers(), 'x-forwarded-for': '203.0.113.7' } }),
  )
  await person.goto(`${world.url}/mail`)
  expect(await person.outcome()).toBe('This server has no mailbox.')
  expect(await person.violations()).toEqual([])
})

test.each(['/login', '/forgot-password', '/set-password', '/change-password', '/mail'])(
  '%s allows no inline styles or scripts',
  async (path) => {
    const { status, headers } = await fetch(world.url + path)
    expect([status, headers.get('referrer-policy')]).toEqual([200, 'no-referrer'])
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
  },
)
