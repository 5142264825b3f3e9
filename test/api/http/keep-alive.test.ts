// Idle connections stay open longer than the idle timeout of load balancers.

import { TIMEOUTS } from '@latchkey/server/http/timeouts.ts'
import { expect, test } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { Program } from '../../support/processes/server-process.ts'
import { createWorld } from '../../support/world.ts'

async function keptOpenBy(url: string): Promise<string | null> {
  return (await fetch(`${url}/health`)).headers.get('keep-alive')
}

test('keeps idle connections open for 75 seconds; the other timeouts are longer', async () => {
  await using world = await createWorld()
  expect(await keptOpenBy(world.url)).toBe('timeout=75')
  expect(TIMEOUTS.headers).toBeGreaterThan(TIMEOUTS.keepAlive)
  expect(TIMEOUTS.request).toBeGreaterThan(TIMEOUTS.headers)
})

test('keeps idle connections open for KEEP_ALIVE_SECONDS', async () => {
  await using database = await createDatabase()
  await using program = new Program({ DATABASE_URL: database.url, KEEP_ALIVE_SECONDS: '620' })
  const address = await program.prints(/"address":"([^"]+)"/)
  expect(await keptOpenBy(address)).toBe('timeout=620')
})
