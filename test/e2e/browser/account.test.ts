// The account pages in a real browser: forgotten password, sign-in, session query, sign-out.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PASSWORD, tokenIn } from '../../support/person.ts'
import { createWorld, type World } from '../../support/world.ts'
import { AccountPage } from './account.page.ts'
import { openBrowser } from './chromium.ts'
import { GraphiqlPage } from './graphiql.page.ts'

type Browser = Awaited<ReturnType<typeof openBrowser>>

const NEW_PASSWORD = 'seven boats on a quiet lake'

let world: World
let browser: Browser
let username: string
let email: string

beforeAll(async () => {
  world = await createWorld()
  browser = await openBrowser()
})
beforeEach(async () => {
  const funder = await world.funder({ name: 'Harbor Street Capital' })
  ;({ username } = await funder.logsIn())
  email = `${username}@funder.example`
  // Reset the sign-in rate limit that the previous test used up.
  await world.advance('16 minutes')
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

test('a user resets a forgotten password by mail, signs in, runs a query and signs out', async () => {
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/login`)
  await person.follow('Forgot password?')
  await person.fill('User name or email address', email)
  expect(await person.violations()).toEqual([])
  await person.press('Send me a link')
  expect(await person.outcome()).toContain('it gets an email with a link')
  expect(await person.violations()).toEqual([])
  const token = tokenIn((await world.mails())[0])

  await person.goto(`${world.url}/set-password#${token}`)
  expect(person.page.url()).toBe(`${world.url}/set-password`)
  expect(await person.violations()).toEqual([])
  await person.fill('New password', 'short')
  await person.press('Set password')
  expect(await person.problem()).toContain('At least 12 characters.')
  expect(await person.focus()).toBe('New password')
  expect(await person.violations()).toEqual([])
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Set password')
  expect(await person.outcome()).toContain('Your password is set.')
  expect(await person.violations()).toEqual([])
  const left = await person.leftBehind()
  expect(JSON.parse(left).slice(0, 3)).toEqual([{}, {}, ''])

  await person.follow('Sign in')
  await person.fill('User name', username)
  await person.fill('Password', NEW_PASSWORD)
  await person.press('Sign in')
  await person.page.waitForURL('**/graphiql')
  const graphiql = GraphiqlPage.of(person.page)
  await graphiql.schemaIsLoaded()
  await graphiql.runQuery('{ viewer { user { username } funder { name } } }')
  expect(await graphiql.resultData()).toEqual({
    viewer: { user: { username }, funder: { name: 'Harbor Street Capital' } },
  })

  await person.press('Sign out')
  await person.page.waitForURL('**/login')
  await graphiql.goto(`${world.url}/graphiql`)
  await person.page.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
  expect(await graphiql.schemaState()).toContain('Sign in or paste an API key')
  expect(person.refusals).toEqual(['422 /auth/password/reset', '401 /graphql'])
  expect(person.complaints).toEqual([])
  const everything = `${person.addresses.join('\n')}${await graphiql.storageDump()}${await person.leftBehind()}`
  expect(everything.replace(`${world.url}/set-password#${token}`, '')).not.toMatch(
    new RegExp(`${token}|${NEW_PASSWORD}`),
  )
})

test('an invited user sees a welcome page that does not mention earlier sessions', async () => {
  const owner = await (await world.funder()).logsIn()
  const input = {
    username: `nina${Date.now()}`,
    name: 'Nina Falk',
    email: 'nina@lender.example',
    role: 'VIEWER',
  }
  await owner.query('mutation ($input: InviteUserInput!) { inviteUser(input: $input) { id } }', { input })
  const link = /^http\S+$/m.exec((await world.mails())[0]?.text ?? '')?.[0] ?? ''
  await using person = await AccountPage.open(browser)
  await person.goto(link)
  expect(person.page.url()).toBe(`${world.url}/set-password?invitation`)
  expect(await person.page.getByRole('heading', { level: 1 }).textContent()).toBe('Welcome to Latchkey')
  await person.fill('Password', NEW_PASSWORD)
  await person.press('Set password')
  expect(await person.outcome()).toContain('Your password is set. You can sign in now.')
  expect(await person.outcome()).not.toMatch(/logged out|earlier|old/)
  expect(await person.violations()).toEqual([])
  expect(person.complaints).toEqual([])
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

test('an invalid link offers a new one, and a newer link works in the same tab', async () => {
  const sendQuery = async () => {
    await world.post('/auth/password/forgotten', { login: username })
    return tokenIn((await world.mails())[0])
  }
  const [old, newer] = [await sendQuery(), await sendQuery()]
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/set-password`)
  expect(await person.page.getByRole('main').textContent()).toContain('needs the link of a mail')
  expect(await person.violations()).toEqual([])
  await person.goto(`${world.url}/set-password#${old}`)
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Set password')
  expect(await person.problem()).toContain('Request a new link')
  await person.goto(`${world.url}/set-password#${newer}`)
  await person.page.waitForURL(`${world.url}/set-password`)
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Set password')
  expect(await person.outcome()).toContain('Your password is set.')
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

test('changing the password ends the session, and the new password opens another', async () => {
  await using person = await AccountPage.open(browser)
  await person.logIn(world.url, username, PASSWORD)
  await person.follow('Change password')
  expect(await person.violations()).toEqual([])
  await person.fill('Current password', 'not the password')
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Change password')
  expect(await person.problem()).toContain('The current password is incorrect.')
  await person.fill('Current password', PASSWORD)
  await person.fill('New password', PASSWORD)
  await person.press('Change password')
  await person.page.getByText('This is your current password. Choose a different one.').waitFor()
  expect(await person.focus()).toBe('New password')
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Change password')
  expect(await person.outcome()).toContain('Sign in again')
  expect(await person.violations()).toEqual([])
  await person.logIn(world.url, username, NEW_PASSWORD)
  await person.page.getByText(`${username} (OWNER)`).waitFor()
  expect(person.complaints).toEqual([])
})

test('the page to change the password asks for a login if there is no session', async () => {
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/change-password`)
  await person.fill('Current password', PASSWORD)
  await person.fill('New password', NEW_PASSWORD)
  await person.press('Change password')
  expect(await person.problem()).toContain('You are not signed in')
  await person.follow('Sign in')
  await person.page.waitForURL('**/login')
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
    `somebody asked for a new password for the user name ${username}`,
  )
  expect(await person.violations()).toEqual([])
  const before = await person.page.getByRole('article').count()
  await world.post('/auth/password/forgotten', { login: username })
  await world.mails()
  await person.press('Look again')
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
