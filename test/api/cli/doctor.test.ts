// doctor: reports what is fine and each problem, with what to do.

import { randomUUID } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createWorld } from '../../support/world.ts'
import { beside, tokenIn } from './cli-environment.ts'
import { admin, adminJson } from './run-cli.ts'

interface Found {
  readonly check: string
  readonly ok: boolean
  readonly note?: true
  readonly message: string
}

async function examine(
  variables: Record<string, string>,
): Promise<{ code: number | null; wrong: Record<string, string>; all: Found[] }> {
  const nowhere = join(tmpdir(), `latchkey-none-${randomUUID()}`)
  const { code, out, err } = await admin({ DATA_DIR: nowhere, ...variables }, 'doctor', '--json')
  expect(err).toBe('')
  const { ok, findings }: { ok: boolean; findings: Found[] } = JSON.parse(out)
  expect(ok).toBe(code === 0)
  const wrong = findings.filter((one) => !one.ok).map(({ check, message }) => [check, message])
  return { code, wrong: Object.fromEntries(wrong), all: findings }
}

/** doctor rightly reports the test clock as a problem, so the tests restore the real one. */
const REAL_CLOCK = `CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()'`

test('reports a healthy database, then each of several problems', async () => {
  await using world = await createWorld()
  const there = { DATABASE_URL: world.databaseUrl }
  const funder = await world.funder({ name: 'Harbor', environment: 'PRODUCTION' })
  const broker = await funder.broker('bee.example')
  expect((await examine(there)).wrong).toEqual({
    app_now: expect.stringMatching(/^was replaced, .+ -f prisma\/sql\/functions\/app_now\.sql$/),
  })

  await world.sql(REAL_CLOCK)
  const well = await examine(there)
  expect(well).toMatchObject({ code: 0, wrong: {} })
  expect(well.all.map(({ check }) => check)).toEqual([
    ...['database', 'encoding', 'settings', 'pooling', 'contents', 'privileges', 'clock', 'migrations'],
    ...[
      'app_now',
      'triggers',
      'production',
      'owners',
      'invitations',
      'ended',
      'jobs',
      'retention',
      'encryption',
      'data',
      'mail',
      'auth',
    ],
  ])
  expect(well.all.find(({ check }) => check === 'production')?.message).toBe(`open for Harbor (${funder.id})`)

  await world.sql('ALTER TABLE secret DISABLE TRIGGER exclusive_revocation_lock')
  await world.sql('DROP TRIGGER final ON api_key')
  await world.sql(`UPDATE relationship SET status = 'ENDED'`)
  await world.sql('ALTER TABLE "user" DISABLE TRIGGER keeps_an_owner')
  await world.sql(`UPDATE "user" SET status = 'DISABLED'`)
  expect(await examine(there)).toMatchObject({
    code: 1,
    wrong: {
      triggers: expect.stringMatching(
        /^not enabled: api_key final, secret exclusive_revocation_lock, user keeps_an_owner\. /,
      ),
      owners: expect.stringContaining(`no active or invited OWNER: Harbor (${funder.id})`),
      ended: expect.stringContaining(broker.apiKeyId),
    },
  })
})

test('reports a database that is newer, not migrated or unreachable', async () => {
  await using world = await createWorld()
  const there = { DATABASE_URL: world.databaseUrl }
  await world.sql(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('1', '', 'of_tomorrow', now())`,
  )
  expect((await examine(there)).wrong).toEqual({
    contents: 'The database is newer than this version of Latchkey: of_tomorrow. Use the newer version.',
  })
  const create = ['broker', 'create', '--name', 'Bee Line', '--domain', 'bee.com']
  expect(await admin(there, ...create)).toMatchObject({
    code: 1,
    err: expect.stringContaining('of_tomorrow'),
  })

  await world.sql('DROP SCHEMA public CASCADE')
  await world.sql('CREATE SCHEMA public')
  expect((await examine(there)).wrong).toEqual({
    migrations: expect.stringMatching(
      /^not applied: 20261122010000_init, .+ Run: npx -y pnpm@12 admin migrate$/,
    ),
  })
  expect(await admin(there, ...create)).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /^The database has pending migrations: .+ Run: npx -y pnpm@12 admin migrate\n$/,
    ),
  })

  const nowhere = { DATABASE_URL: 'postgresql://u:canary@127.0.0.1:1/none' }
  const { wrong, all } = await examine(nowhere)
  expect(wrong).toEqual({ database: expect.stringMatching(/^No PostgreSQL is listening at DATABASE_URL/) })
  expect(JSON.stringify(all)).not.toContain('canary')
})

test('reports files in DATA_DIR that other users can read or change', async () => {
  await using world = await createWorld()
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-doctor-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const there = { DATABASE_URL: world.databaseUrl, DATA_DIR: join(folder, 'data') }
  await world.sql(REAL_CLOCK)
  await mkdir(there.DATA_DIR, { mode: 0o700 })
  await writeFile(join(there.DATA_DIR, 'demo.env'), 'LATCHKEY_API_KEY=canary', { mode: 0o600 })
  expect(await examine(there)).toMatchObject({ code: 0, wrong: {} })
  await chmod(there.DATA_DIR, 0o777)
  await chmod(join(there.DATA_DIR, 'demo.env'), 0o644)
  const { code, wrong } = await examine(there)
  expect(code).toBe(1)
  expect(wrong).toEqual({
    data: `other users can change files in ${there.DATA_DIR}. Run: chmod 700 ${there.DATA_DIR}`,
    'demo.env': `other users can access it. Run: chmod 600 ${join(there.DATA_DIR, 'demo.env')}`,
  })
})

test('reports a funder whose only invitation has expired', async () => {
  await using world = await createWorld()
  await using place = await beside(world)
  const found = async () => (await examine(place.variables)).wrong['invitations']
  const create = (name: string, username: string) =>
    adminJson(
      place.variables,
      ...['funder', 'create', '--name', name, '--owner-name', name],
      ...['--owner-email', `${username}@lender.com`, '--owner-username', username],
    )
  // doctor does not report users who were never invited: their creator is responsible.
  await world.funder()
  const { funder } = await create('Harbor', 'olivia')
  await create('Second', 'sam')
  const [mail] = await place.mails()
  const given = { token: tokenIn(mail?.text ?? ''), password: 'harbor lights at half past nine' }
  expect((await world.post('/auth/password/reset', given)).status).toBe(204)
  expect(await found()).toBeUndefined()

  await world.advance('7 days 1 minute')
  const told = `no OWNER has set a password, and the invitation has expired. To send a new link, run for Harbor (${funder.id}): npx -y pnpm@12 admin user reset --user olivia`
  expect(await found()).toBe(told)
  await adminJson(place.variables, 'user', 'reset', '--user', 'olivia')
  expect(await found()).toBeUndefined()
  await world.advance('7 days 1 minute')
  expect(await found()).toBe(told)
  // A link requested on the sign-in page is enough too.
  expect((await world.post('/auth/password/forgotten', { login: 'olivia' })).status).toBe(200)
  await world.mails()
  expect(await found()).toBeUndefined()
})

test('reports the settings of mail and AUTH_SECRET as ok, note or problem', async () => {
  await using world = await createWorld()
  await using place = await beside(world)
  const requestLog = async (variables: Record<string, string>) => {
    const { all } = await examine({ ...place.variables, ...variables })
    return Object.fromEntries(
      all
        .filter(({ check }) => ['mail', 'auth', 'auth.secret'].includes(check))
        .map(({ check, ...rest }) => [check, rest]),
    )
  }
  expect(await requestLog({})).toEqual({
    mail: {
      ok: true,
      note: true,
      message: `emails are written to files in ${place.mailFolder} and not sent. To send them, set SMTP_URL and MAIL_FROM.`,
    },
    auth: {
      ok: true,
      note: true,
      message:
        'AUTH_SECRET is not set, so each server creates its own secret in its DATA_DIR. If several servers share the database, set the same AUTH_SECRET on all of them.',
    },
  })
  const human = await admin(place.variables, 'doctor')
  expect(human.out).toMatch(/^note {5}mail {15}emails are written to files in /m)

  const SMTP_URL = 'smtp://user:canary@mail.example'
  const AUTH_SECRET = 'canary canary canary canary canary'
  expect(await requestLog({ SMTP_URL, AUTH_SECRET })).toEqual({
    mail: { ok: true, message: 'sent through mail.example' },
    auth: { ok: true, message: 'AUTH_SECRET is set' },
  })

  const file = join(dirname(place.mailFolder), 'auth.secret')
  await mkdir(dirname(file))
  await writeFile(file, 'canary', { mode: 0o644 })
  expect(await requestLog({})).toMatchObject({
    auth: {
      ok: false,
      message: expect.stringMatching(/^\S+\/auth\.secret contains fewer than 32 characters\. /),
    },
    'auth.secret': { ok: false, message: `other users can access it. Run: chmod 600 ${file}` },
  })
})
