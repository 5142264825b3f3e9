// Signed addresses of documents, archives and uploads open only the object that they were signed for.

import { expect, test } from 'vitest'
import { statementOf } from '../../support/files/samples.ts'
import { uploads } from '../../support/files/uploads.ts'
import { createWorld } from '../../support/world.ts'
import { ProbeClient } from './probe-client.ts'
import { tryForgeries } from './signed-addresses.ts'

test('no forged address opens anything, in any environment or tenant', async () => {
  await using world = await createWorld()
  using client = new ProbeClient(world.url)
  const amber = await world.funder()
  const tenants = [amber, await amber.inEnvironment('PRODUCTION'), await world.funder()]
  const callers = []
  for (const [index, funder] of tenants.entries()) {
    const mark = `content of tenant ${index}`
    const broker = await funder.broker(`bee-${index}.example`)
    for (const name of ['first', 'second'])
      await uploads(broker, await broker.submits(), statementOf(`${mark}, ${name}`))
    const { bearer } = await funder.logsIn({ userId: funder.ownerId })
    const credentials = [
      { authorization: `Bearer ${bearer}` },
      { 'x-api-key': funder.secret },
      { 'x-api-key': broker.secret },
    ]
    for (const headers of credentials)
      callers.push({ mark, caller: { name: `${Object.keys(headers)} of tenant ${index}`, headers } })
  }
  const submissions = (await world.sql('SELECT id FROM submission')).map(({ id }) => id)
  const found = []
  for (const { caller, mark } of callers) found.push(await tryForgeries(client, caller, submissions, mark))
  const crossings = found.flatMap((one) => one.crossings)
  const tried = found.reduce((sum, one) => sum + one.tried, 0)
  const opened = found.reduce((sum, one) => sum + one.opened, 0)
  console.log(`signed addresses: ${crossings.length} of ${tried} forgeries open; ${opened} real ones do`)
  expect(crossings).toEqual([])
  // Each of the nine callers has two documents and two archives.
  expect(opened).toBe(36)
})
