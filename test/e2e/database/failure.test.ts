// How PostgreSQL errors map to API errors; a database that can't write is reported as such.

import { decisionOf } from '@latchkey/prisma'
import { LatchkeyProblem } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld, type World } from '../../support/world.ts'

/** Appendix A of the PostgreSQL 18 manual: every error class. */
const CLASSES =
  '00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX'

/** Codes that are not a bug in the program, although all others of their classes are. */
const DECIDED = {
  unreachable:
    '08000 08001 08003 08004 08006 08007 08P01 25P03 25P04 28000 28P01 3D000 40003 53000 53200 53300 53400 57000 57014 57P01 57P02 57P03 57P04 57P05 F0000 F0001',
  unwritable: '25006 53100 58000 58030',
  conflict: '40000 40001 40P01 55006 55P03 72000',
  invalid_value: '22003 22007 22008 22021 22P05',
  taken: '23505',
  fault:
    '00000 01000 02000 03000 09000 0A000 0B000 0F000 0L000 0P000 0Z000 10608 20000 21000 22000 22001 22004 22012 22023 22P02 23000 23001 23502 23503 23514 23P01 24000 25000 25001 25P01 25P02 26000 27000 2B000 2D000 2F000 34000 38000 39000 3B000 3F000 40002 42501 42601 42703 42883 42P01 42P05 44000 54000 54001 54011 55000 55P02 55P04 58P01 58P02 HV000 P0000 P0001 P0002 P0003 P0004 XX000 XX001 XX002',
}

test('has a decision for every PostgreSQL error class and every code that differs from it', () => {
  const undecided = CLASSES.split(' ').filter((one) => decisionOf(`${one}000`) === undefined)
  expect(undecided).toEqual([])
  for (const [decision, states] of Object.entries(DECIDED))
    for (const state of states.split(' ')) expect([state, decisionOf(state)]).toEqual([state, decision])
  // Codes from other sources are not mistaken for PostgreSQL's.
  for (const code of ['EPIPE', 'P2028', 'ECONNRESET', '', '4000']) expect(decisionOf(code)).toBeUndefined()
})

const SUBMIT = 'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id } }'
const RENAME = 'mutation ($id: ID!) { updateApiKey(input: { id: $id, name: "Renamed" }) { name } }'
const TABLES = ['submission', 'api_key', 'write_probe', 'usage_hour', 'secret_use', 'idempotent_request']

/** Raises the error that PostgreSQL returns when a table's file can't grow. */
async function fill(world: World, state = '53100'): Promise<void> {
  await world.sql(
    `CREATE FUNCTION refuse_writes() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${state}'; END $$`,
  )
  for (const table of TABLES)
    await world.sql(
      `CREATE TRIGGER refuse_writes BEFORE INSERT OR UPDATE ON ${table} EXECUTE FUNCTION refuse_writes()`,
    )
}

const empty = (world: World) => world.sql('DROP FUNCTION refuse_writes CASCADE')
const ready = async (world: World) => (await fetch(`${world.url}/ready`)).json()

test.each([
  ['a full disk', '53100'],
  ['an I/O error', '58030'],
  ['a read-only database, as after a failover', '25006'],
])(
  'with %s, writes return UNAVAILABLE, reads work, and the server is not ready until it can write again',
  async (_, state) => {
    await using world = await createWorld()
    const funder = await world.funder()
    const broker = await funder.broker('bee.example')
    expect(await ready(world)).toMatchObject({ status: 'ready', writable: true })
    await fill(world, state)
    expect(outcome(await broker.query(SUBMIT))).toBe('503 UNAVAILABLE')
    expect(outcome(await funder.query(RENAME, { id: broker.apiKeyId }))).toBe('503 UNAVAILABLE')
    expect(outcome(await broker.query('{ submissions { totalCount } }'))).toBe('200')
    await expect
      .poll(() => ready(world), { timeout: 40_000 })
      .toMatchObject({ status: 'not ready', database: true, writable: false })
    await empty(world)
    await expect
      .poll(() => ready(world), { timeout: 40_000 })
      .toMatchObject({ status: 'ready', database: true, writable: true })
    expect(outcome(await broker.query(SUBMIT))).toBe('200')
    expect(await world.sql('SELECT count(*)::int FROM write_probe')).toEqual([{ count: 0 }])
  },
)

test('the SDK retries after a full disk, and the submission is created once', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await fill(world)
  const making = broker.latchkey.submissions.create({ name: 'Corner Bakery, new oven' })
  making.catch(() => undefined)
  // The server rejected the submission at least once before there is space.
  await expect
    .poll(() => world.log.filter((line) => line.includes('service unavailable')).length, {
      timeout: 40_000,
    })
    .toBeGreaterThan(0)
  await empty(world)
  expect(await making).toMatchObject({ name: 'Corner Bakery, new oven' })
  expect(await world.sql('SELECT count(*)::int FROM submission')).toEqual([{ count: 1 }])
  await fill(world)
  const refused = await broker.latchkey.submissions.create({ name: 'Second bakery' }).catch((error) => error)
  expect(refused).toBeInstanceOf(LatchkeyProblem)
  expect(refused).toMatchObject({ code: 'UNAVAILABLE' })
})
