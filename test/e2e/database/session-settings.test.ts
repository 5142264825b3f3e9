// Nothing depends on the settings of the PostgreSQL server, database, role or environment.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { connectionConfig, migrate, openDatabase, preflight, readMigrationState } from '@latchkey/prisma'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { adminJson } from '../../api/cli/run-cli.ts'
import { hourOf, tenPastTen, usageOf, VIEWER } from '../../api/usage/usage-query.ts'
import { createDatabase, hostileSettings } from '../../support/database.ts'
import { outcome } from '../../support/graphql-result.ts'
import { Program } from '../../support/processes/server-process.ts'
import { createWorld } from '../../support/world.ts'
import { emptyDatabase } from './empty.ts'

const hostile = { hostileSettings: true }

describe('on a database with hostile settings', () => {
  test('a key expires at the time in the response', async () => {
    await using world = await createWorld(hostile)
    const funder = await world.funder()
    const key = await funder.key()
    const [{ now }] = await world.sql('SELECT app_now() AS now')
    const expiresAt = new Date(now.getTime() + 3_600_000).toISOString()
    const answer = await funder.query(
      'mutation ($id: ID!, $expiresAt: DateTime) { updateApiKey(input: { id: $id, expiresAt: $expiresAt }) { expiresAt createdAt } }',
      { id: key.apiKeyId, expiresAt },
    )
    const apiKey = answer.body.data.updateApiKey
    expect(apiKey.expiresAt).toBe(expiresAt)
    const { rows } = await utcQuery(world.databaseUrl, 'SELECT created_at FROM api_key WHERE id = $1', [
      key.apiKeyId,
    ])
    expect(apiKey.createdAt).toBe(rows[0].created_at.toISOString())
    await world.advance('55 minutes')
    expect(outcome(await key.query(VIEWER))).toBe('200')
    await world.advance('5 minutes')
    expect(outcome(await key.query(VIEWER))).toBe('401 API_KEY_INVALID')
  })

  test('a bearer token is accepted for 15 minutes', async () => {
    await using world = await createWorld(hostile)
    const funder = await world.funder()
    const { bearer } = await funder.logsIn()
    const sendQuery = () =>
      world.graphql(null, VIEWER, {}, { headers: { authorization: `Bearer ${bearer}` } })
    expect(outcome(await sendQuery())).toBe('200')
    await world.advance('14 minutes 50 seconds')
    expect(outcome(await sendQuery())).toBe('200')
    await world.advance('10 seconds')
    expect(outcome(await sendQuery())).toBe('401 TOKEN_INVALID')
  })

  test('usage is counted in UTC hours and days', async () => {
    await using world = await createWorld(hostile)
    const day = await tenPastTen(world)
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    await broker.query(VIEWER)
    for (const by of ['HOUR', 'DAY'] as const) {
      const used = (await usageOf(funder, broker.apiKeyId, { by })).filter(({ requests }) => requests > 0)
      const from = hourOf(day, by === 'HOUR' ? 10 : 0)
      expect(used).toMatchObject([{ from, requests: 1, addresses: 1 }])
    }
  })

  test('dates, bytes, large numbers and non-LATIN1 text round-trip unchanged', async () => {
    await using world = await createWorld(hostile)
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    const sent = {
      name: 'Bäckerei Größe 東京 🥐 \\ and \\\\',
      company: { startDate: '2019-11-03' },
      amount: { amountMinor: 9_007_199_254_740, currency: 'USD' },
    }
    const answer = await broker.query(
      'mutation ($input: CreateSubmissionInput!) { createSubmission(input: $input) { name company { startDate } amount { amountMinor currency } } }',
      { input: sent },
    )
    expect(answer.body.data?.createSubmission ?? answer.body).toMatchObject(sent)
  })

  test('migrations apply, the server starts and doctor reports no problem', async () => {
    const url = await emptyDatabase()
    const name = new URL(url).pathname.slice(1)
    await utcQuery(url, hostileSettings(name))
    // Less than the first statement of a session takes.
    await utcQuery(url, `ALTER DATABASE ${name} SET transaction_timeout = '1ms'`).catch(() => undefined)
    await using program = new Program({
      DATABASE_URL: url,
      ...{ PGTZ: 'Asia/Tokyo', TZ: 'Asia/Tokyo', PGOPTIONS: '-c timezone=Asia/Tokyo', PGDATABASE: 'nowhere' },
      ...{ PGPORT: '1', PGHOST: 'nowhere.invalid', PGUSER: 'nobody', PGPASSWORD: 'x', PGSSLMODE: 'require' },
    })
    const address = await program.prints(/"address":"([^"]+)"/)
    const readiness = async () => (await fetch(`${address}/ready`)).json()
    await expect.poll(readiness).toMatchObject({ status: 'ready', writable: true })
    expect(await adminJson({ DATABASE_URL: url, DATA_DIR: '/nonexistent/folder' }, 'doctor')).toMatchObject({
      ok: true,
    })
    const { url: usable } = await preflight(url)
    expect(await readMigrationState(usable)).toMatchObject({ pending: [], unknown: [], unfinished: [] })
    expect(await migrate(usable)).toEqual([])
  })

  test('triggers and the credential re-verification work in a psql session with any search_path', async () => {
    await using world = await createWorld(hostile)
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    const client = new pg.Client({
      ...connectionConfig(world.databaseUrl, 'psql', { search_path: 'pg_temp' }),
    })
    await client.connect()
    await using opened = new AsyncDisposableStack()
    opened.defer(() => client.end())
    const person = await funder.logsIn({ role: 'VIEWER' })
    await client.query('UPDATE public.password SET hash = hash WHERE user_id = $1', [person.userId])
    expect(outcome(await person.query(VIEWER))).toMatch(/^401 /)
    await client.query(`UPDATE public.secret SET state = 'DEAD' WHERE api_key_id = $1`, [broker.apiKeyId])
    await client.query(`UPDATE public.api_key SET state = 'INACTIVE' WHERE id = $1`, [broker.apiKeyId])
    const { rows } = await client.query(
      'SELECT p.key_state FROM public.secret s, public.reverify_credential(s.digest) p WHERE s.api_key_id = $1',
      [broker.apiKeyId],
    )
    expect(rows).toEqual([{ key_state: 'INACTIVE' }])
    expect(outcome(await broker.query(VIEWER))).toMatch(/^401 /)
  })
})

test('role settings and URL options change only the settings left to the operator', async () => {
  await using database = await createDatabase({ hostile: true })
  const url = new URL(database.url)
  url.searchParams.set('options', '-c TimeZone=Asia/Tokyo -c work_mem=5MB')
  const { pool, credentialPool, close } = openDatabase({
    url: url.href,
    connections: 4,
    onError: () => undefined,
  })
  onTestFinished(close)
  for (const one of [pool, credentialPool]) {
    const { rows } = await one.query(`SELECT current_setting('TimeZone') AS zone,
      current_setting('work_mem') AS work_mem, current_setting('search_path') AS path,
      current_setting('transaction_read_only') AS read_only, current_setting('transaction_isolation') AS isolation,
      current_setting('client_encoding') AS encoding`)
    expect(rows).toEqual([
      {
        ...{ zone: 'UTC', work_mem: '5MB', path: 'public', read_only: 'off' },
        ...{ isolation: 'read committed', encoding: 'UTF8' },
      },
    ])
  }
})

test('does not read a missing password from the environment', async () => {
  await using database = await createDatabase()
  const url = new URL(database.url)
  const { password } = url
  url.password = ''
  const script = `
    import { openDatabase } from '@latchkey/prisma'
    const { pool } = openDatabase({ url: ${JSON.stringify(url.href)}, connections: 4, onError: () => undefined })
    await pool.query('SELECT 1').then(() => console.log('connected'), () => console.log('refused'))
    await pool.end()`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    env: { PGPASSWORD: password },
  })
  // A server with trust authentication does not ask for a password.
  expect(stdout).toBe(password === '' ? 'connected\n' : 'refused\n')
})

/** Runs a query on a connection with the product's settings. */
async function utcQuery(url: string, text: string, values: unknown[] = []) {
  const client = new pg.Client(connectionConfig(url, 'test'))
  await client.connect()
  try {
    return await client.query(text, values)
  } finally {
    await client.end()
  }
}
