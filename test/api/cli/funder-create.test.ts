// funder create: creates the account and its OWNER, and invites the OWNER by mail.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInbox } from '../../support/processes/smtp-inbox.ts'
import { createWorld, type World } from '../../support/world.ts'
import { beside, tokenIn } from './cli-environment.ts'
import { admin, adminJson } from './run-cli.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const create = (name: string, email: string, username: string) => [
  ...['funder', 'create', '--name', name, '--owner-name', 'Olivia Marsh'],
  ...['--owner-email', email, '--owner-username', username],
]

/** Each account with its OWNER and the OWNER's records. */
const accounts = (name: string) =>
  world.sql(
    `SELECT u.username, u.name, u.email, u.role::text, u.status::text,
       t.purpose::text, t.expires_at - app_now() BETWEEN '6 days 23 hours' AND '7 days' AS a_week,
       (SELECT count(*)::int FROM password p WHERE p.user_id = u.id) AS passwords, (SELECT count(*)::int FROM api_key k WHERE k.funder_id = f.id) AS keys
     FROM funder f LEFT JOIN "user" u ON u.funder_id = f.id LEFT JOIN password_token t ON t.user_id = u.id
     WHERE f.name = $1`,
    name,
  )

const olivia = {
  username: 'olivia',
  name: 'Olivia Marsh',
  email: 'olivia@harbor.com',
  role: 'OWNER',
  status: 'INVITED',
  purpose: 'INVITATION',
  a_week: true,
  passwords: 0,
  keys: 0,
}

test('mails the OWNER a link and no other credential; PRODUCTION is closed', async () => {
  await using place = await beside(world)
  const ran = await admin(place.variables, ...create('Harbor', ' olivia@harbor.com', 'Olivia'), '--json')
  expect(ran).toMatchObject({ code: 0, err: '' })
  const [mail, ...others] = await place.mails()
  expect(others).toEqual([])
  expect(JSON.parse(ran.out)).toEqual({
    funder: { id: expect.stringMatching(/^fun_/), name: 'Harbor', productionOpenedAt: null },
    owner: { id: expect.stringMatching(/^usr_/), username: 'olivia' },
    mail: {
      to: 'olivia@harbor.com',
      sent: true,
      file: join(place.mailFolder, `${mail?.id}.eml`),
      failure: null,
      warning: expect.stringContaining(`the link starts with ${world.url}`),
    },
  })
  expect(await accounts('Harbor')).toEqual([olivia])
  expect(mail).toMatchObject({ to: 'olivia@harbor.com', subject: 'Harbor invited you to Latchkey' })
  const token = tokenIn(mail?.text ?? '')
  expect(mail?.text).toContain(`\n${world.url}/set-password?invitation#${token}\n`)
  expect(ran.out).not.toContain(token)
})

test('the text output contains no link either; links begin with PUBLIC_URL', async () => {
  await using place = await beside(world, { PUBLIC_URL: 'https://door.example/' })
  const { code, out, err } = await admin(place.variables, ...create('Third', 'x@third.com', 'xenia'))
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(
    /^Created funder Third \(fun_\S+\) with OWNER xenia \(usr_\S+\)\. PRODUCTION is closed\. Saved an email with a link for x@third\.com in \/\S+\/mail\/\S+\.eml\.\n$/,
  )
  const [mail] = await place.mails()
  const token = tokenIn(mail?.text ?? '')
  expect(mail?.text).toContain(`\nhttps://door.example/set-password?invitation#${token}\n`)
  expect(out).not.toContain(token)
})

test('writes and sends nothing for invalid input', async () => {
  await using place = await beside(world)
  await adminJson(place.variables, ...create('First', 'o@first.com', 'taken'))
  const taken = await adminJson(place.variables, ...create('Refused', 'o@another.com', 'TAKEN'))
  expect(taken).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ code: 'USERNAME_TAKEN' }] })
  const faulty = await adminJson(place.variables, ...create(' ', 'nobody', 'a b'))
  expect(faulty.issues.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
    ['name', 'TOO_SHORT'],
    ['owner-username', 'INVALID_USERNAME'],
    ['owner-email', 'INVALID_EMAIL'],
  ])
  const everywhere = { ...place.variables, HOST: '0.0.0.0' }
  expect(await adminJson(everywhere, ...create('Refused', 'o@refused.com', 'refused'))).toMatchObject({
    code: 'UNAVAILABLE',
    message: expect.stringContaining('Set PUBLIC_URL'),
  })
  expect(await accounts('Refused')).toEqual([])
  expect(await place.mails()).toHaveLength(1)
})

test('sends the mail through a mail server', async () => {
  await using inbox = await startInbox()
  await using place = await beside(world, { SMTP_URL: `smtp://127.0.0.1:${inbox.port}` })
  const { code, out } = await admin(place.variables, ...create('By mail', 'zoe@mail.com', 'zoe'))
  expect(code).toBe(0)
  expect(out).toMatch(/\. Sent an email with a link to zoe@mail\.com\.\nWarning: No server is running on /)
  const [mail] = inbox.taken
  expect(mail?.to).toEqual(['zoe@mail.com'])
  // The raw mail folds long lines.
  const token = tokenIn((mail?.raw ?? '').replaceAll('=\r\n', '').replaceAll('\r\n', '\n'))
  expect(out).not.toContain(token)
  expect(await place.mails()).toEqual([])
})

test('keeps the account if the mail is rejected, and prints what to do', async () => {
  await using inbox = await startInbox()
  await using refusing = await beside(world, { SMTP_URL: `smtp://127.0.0.1:${inbox.port}` })
  const told = await admin(refusing.variables, ...create('Not taken', 'refused@mail.com', 'nora'))
  expect(told).toMatchObject({ code: 1, err: '' })
  expect(told.out).toMatch(
    /^Created funder Not taken \(fun_\S+\) .+ The email with a link for refused@mail\.com was not sent \(EENVELOPE 550\)\. Check SMTP_URL and MAIL_FROM, then run: npx -y pnpm@12 admin user reset --user nora\n$/,
  )
  expect(await accounts('Not taken')).toEqual([{ ...olivia, username: 'nora', email: 'refused@mail.com' }])

  // A file in place of the folder.
  await using broken = await beside(world)
  await mkdir(dirname(broken.mailFolder))
  await writeFile(broken.mailFolder, '')
  const ran = await admin(broken.variables, ...create('No folder', 'ned@mail.com', 'ned'), '--json')
  expect(ran).toMatchObject({ code: 1, err: '' })
  expect(JSON.parse(ran.out)).toMatchObject({
    funder: { name: 'No folder' },
    owner: { username: 'ned' },
    mail: { to: 'ned@mail.com', sent: false, file: null, failure: 'EEXIST' },
  })
})
