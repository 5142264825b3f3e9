// The password pages in a real browser: set, reset and change a password.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PASSWORD, tokenIn } from '../../support/person.ts'
import type { World } from '../../support/world.ts'
import { AccountPage } from './account.page.ts'
import { createAccount, openAccountWorld } from './account-world.ts'
import { GraphiqlPage } from './graphiql.page.ts'

const NEW_PASSWORD = 'seven boats on a quiet lake'

let world: World
let browser: Browser
let username: string
let email: string

beforeAll(async () => {
  ;({ world, browser } = await openAccountWorld())
})
beforeEach(async () => {
  ;({ username, email } = await createAccount(world))
})
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
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

test('an invalid link offers a new one, and a newer link works in the same tab', async () => {
  const sendQuery = async () => {
    await world.post('/auth/password/forgotten', { login: username })
    return tokenIn((await world.mails())[0])
  }
  const [old, newer] = [await sendQuery(), await sendQuery()]
  await using person = await AccountPage.open(browser)
  await person.goto(`${world.url}/set-password`)
  expect(await person.page.getByRole('main').textContent()).toContain('works only with a link from an email')
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
  expect(await person.outcome()).toContain('Sign in with the new password')
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
