// funder create: the account and its OWNER, who has no credential.

import { expect, test } from 'vitest'
import { createWorld } from '../world.ts'
import { admin, adminJson } from './run.ts'

test('a funder with its OWNER, without credentials, and with PRODUCTION closed', async () => {
  await using world = await createWorld()
  const there = { DATABASE_URL: world.databaseUrl }
  const create = (name: string, email: string, username: string) => [
    ...['funder', 'create', '--name', name, '--owner-name', 'Olivia Marsh'],
    ...['--owner-email', email, '--owner-username', username],
  ]
  const made = await adminJson(there, ...create('Harbor', 'olivia@harbor.com', 'Olivia'))
  expect(made).toEqual({
    funder: { id: expect.stringMatching(/^fun_/), name: 'Harbor', productionOpenedAt: null },
    owner: { id: expect.stringMatching(/^usr_/), username: 'olivia' },
  })
  expect(
    await world.sql('SELECT id, funder_id, username, name, email, role::text, status::text FROM "user"'),
  ).toEqual([
    {
      id: made.owner.id,
      funder_id: made.funder.id,
      username: 'olivia',
      name: 'Olivia Marsh',
      email: 'olivia@harbor.com',
      role: 'OWNER',
      status: 'ACTIVE',
    },
  ])
  expect(await world.sql('SELECT FROM api_key')).toEqual([])

  const taken = await adminJson(there, ...create('Another', 'o@another.com', 'OLIVIA'))
  expect(taken).toMatchObject({ code: 'VALIDATION_FAILED', issues: [{ code: 'USERNAME_TAKEN' }] })
  const faulty = await adminJson(there, ...create(' ', 'nobody', 'a b'))
  expect(faulty.issues.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
    ['name', 'TOO_SHORT'],
    ['owner-email', 'INVALID_EMAIL'],
    ['owner-username', 'INVALID_USERNAME'],
  ])
  expect(await world.sql('SELECT name FROM funder')).toEqual([{ name: 'Harbor' }])

  const { out } = await admin(there, ...create('Third', 'x@third.com', 'xenia'))
  expect(out).toMatch(/^Third is fun_\S+\. Its OWNER xenia \(usr_\S+\) has no password and no key yet/)
})
