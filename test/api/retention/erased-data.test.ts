// What an erasure destroys: everything in the database and the files, after the commit.

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDiskStore } from '@latchkey/server/storage/disk-store.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dumpOf } from '../../support/dump-database.ts'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { outcome } from '../../support/graphql-result.ts'
import { SubmissionLife, sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'
import { CANARIES, fullFile } from './full-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
const disk = createDiskStore(folder)
let deletes = disk.delete
let world: World

beforeAll(async () => {
  world = await createWorld({ blobs: { ...disk, delete: (keys) => deletes(keys) }, logLevel: 'trace' })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** The canaries in `text`, also as PostgreSQL and JSON write bytes. */
function found(text: string): string[] {
  const lower = text.toLowerCase()
  const forms = (canary: string) => [
    // Four digits also occur within ids, digests and times.
    canary.length === 4 ? new RegExp(`(?<![0-9a-z])${canary}(?![0-9a-z])`) : new RegExp(canary),
    new RegExp(Buffer.from(canary).toString('hex')),
  ]
  return CANARIES.filter((canary) => forms(canary).some((form) => form.test(lower)))
}

async function files(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

/** The bytes that the rows of a submission still hold, by table and column. */
async function sealedColumns(id: string): Promise<string[]> {
  const columns = await world.sql(
    `SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
     WHERE c.table_schema = 'public' AND c.data_type = 'bytea' AND (c.table_name = 'submission' OR EXISTS (
       SELECT FROM information_schema.columns o WHERE o.table_name = c.table_name AND o.column_name = 'submission_id'))`,
  )
  const kept: string[] = []
  for (const { table, column } of columns) {
    const key = table === 'submission' ? 'id' : 'submission_id'
    const rows = await world.sql(`SELECT FROM ${table} WHERE ${key} = $1 AND octet_length(${column}) > 0`, id)
    if (rows.length > 0) kept.push(`${table}.${column}`)
  }
  return kept.sort()
}

test('no personal data stays in any column of the database, in the store or in a log', async () => {
  const life = await SubmissionLife.open(world)
  const { id, documentId } = await fullFile(life)
  const before = [...(await dumpOf(world)).values()].flat().join('\n')
  expect(found(before)).toEqual(['kanarie', '7531', '4329', '8642'])
  expect(await sealedColumns(id)).toHaveLength(16)
  expect(await files()).toHaveLength(3)

  await life.moves(life.funder, 'eraseSubmission', { id, reason: 'REQUESTED' })
  await world.jobsDone()
  for (const [table, rows] of await dumpOf(world))
    expect([table, found(rows.join('\n'))]).toEqual([table, []])
  expect(await sealedColumns(id)).toEqual([])
  expect(await files()).toEqual([])
  await world.flushUsage()
  expect(found(world.log.join('\n'))).toEqual([])
  const [document] = await world.sql('SELECT storage_key FROM document WHERE id = $1', documentId)
  expect(document).toEqual({ storage_key: `deleted/${documentId}` })
  expect(await world.sql('SELECT FROM owner WHERE submission_id = $1', id)).toEqual([])
})

test('the files are deleted after the commit only, and again until it succeeds', async () => {
  const life = await SubmissionLife.open(world)
  const id = await life.draft()
  await uploads(life.broker, id, statementOf('kept until the commit'))
  const stored = (await files()).length
  await world.sql('ALTER TABLE event ADD CONSTRAINT mishap CHECK (false) NOT VALID')
  const answer = await sendMove(life.funder, 'eraseSubmission', { id })
  await world.sql('ALTER TABLE event DROP CONSTRAINT mishap')
  expect(outcome(answer)).toBe('500 INTERNAL')
  await world.jobsDone()
  expect((await files()).length).toBe(stored)
  expect((await life.read(life.broker, id, 'name erasedAt')).erasedAt).toBeNull()

  let failures = 0
  deletes = async (keys) => {
    failures += 1
    if (failures === 1) throw new Error('The store does not answer.')
    return disk.delete(keys)
  }
  await life.moves(life.funder, 'eraseSubmission', { id })
  await world.jobsDone()
  expect(failures).toBeGreaterThan(1)
  expect((await files()).length).toBe(stored - 2)
  deletes = disk.delete
})
