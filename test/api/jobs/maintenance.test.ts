// Maintenance of the job queue: completed jobs are deleted some time after their end, and nothing fails.

import { expect, test } from 'vitest'
import { createWorld } from '../../support/world.ts'

test('deletes completed jobs after a day', async () => {
  await using world = await createWorld()
  const [server] = world.servers
  await world.runs('sweep-uploads')
  const jobs = () => world.sql(`SELECT id FROM pgboss.job WHERE name = 'sweep-uploads'`)
  expect(await jobs()).toHaveLength(1)
  await world.sql(`UPDATE pgboss.job SET completed_on = completed_on - interval '31 days'`)
  await server?.jobs.maintain()
  expect(await jobs()).toEqual([])
  expect(world.log.filter((line) => line.includes('a statement failed'))).toEqual([])
})
