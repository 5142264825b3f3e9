// Metric labels come from closed sets only: no client input and no ids in the output.

import { schema } from '@latchkey/schema/schema.ts'
import { QUEUES } from '@latchkey/server/jobs/queues.ts'
import { expect, test } from 'vitest'
import { AUTH_PATHS } from '../../support/auth-paths.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { createWorld } from '../../support/world.ts'
import { samplesOf, scrape } from './scrape.ts'

const FIELDS = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
  Object.keys(type?.getFields() ?? {}),
)

const VALUES: Record<string, readonly string[]> = {
  operation: [...FIELDS, ...AUTH_PATHS, 'other'],
  outcome: ['ok', 'refused', 'failed', 'left', 'accepted'],
  of: ['write', 'answer'],
  limit: ['window', 'burst', 'addresses'],
  tier: ['PUBLIC', 'PARTNER', 'INTERNAL', 'none'],
  pool: ['general', 'credentials', 'jobs'],
  queue: QUEUES.map(({ name }) => name),
  state: ['in_use', 'idle'],
}

test('no label contains data of requests or tenants', async () => {
  await using world = await createWorld()
  const funder = await world.funder({ name: 'Kanarie Capital' })
  const broker = await funder.broker('kanarie.example')
  const person = await funder.logsIn()
  await broker.submits('Kanarie Bakery, a new oven')
  const headers = {
    'user-agent': 'kanarie/1.0',
    'x-request-id': 'kanarie',
    origin: 'https://kanarie.example',
  }
  for (const query of [
    'query kanarie { viewer { environment } }',
    'query kanarie { kanarie: viewer { kanarieToo: environment } }',
    '{ kanarie }',
    '{ __type(name: "kanarie") { name } kanarie: __typename }',
    '{ constructor }',
    '{ __proto__: __typename }',
    'fragment kanarie on Query { viewer { environment } } query { ...kanarie }',
    'kanarie',
  ])
    await funder.query(query, { kanarie: 'kanarie' }, { headers })
  const named = { query: 'query kanarie { viewer { environment } }', operationName: 'kanarie' }
  await world.post('/graphql', named, { headers: { 'x-api-key': funder.secret } })
  for (const secret of ['kanarie', `${funder.secret}x`, broker.secret])
    await world.graphql(secret, '{ viewer { environment } }', {}, { headers })
  for (const path of [
    '/kanarie',
    '/auth/kanarie',
    '/auth/login/kanarie',
    '/auth/constructor',
    '/graphql/kanarie',
  ])
    for (const method of ['GET', 'POST']) await sendRaw(world.url, { method, path })
  for (const path of AUTH_PATHS) await person.posts(path, { kanarie: 'kanarie', username: 'kanarie' })
  await sendRaw(world.url, { method: 'GET', path: '/graphql?kanarie=kanarie' })
  await sendRaw(world.url, { method: 'GET', path: '/metrics?kanarie=kanarie' })

  const { body } = await scrape(world.url)
  expect(body).not.toMatch(/kanarie/i)
  for (const hidden of [funder.id, funder.secret, broker.apiKeyId, person.userId, person.username, world.url])
    expect(body).not.toContain(hidden)
  for (const sample of Object.keys(samplesOf(body))) {
    for (const [, name = '', value = ''] of sample.matchAll(/(\w+)="([^"]*)"/g)) {
      if (name === 'le') expect(value, sample).toMatch(/^(\+Inf|[\d.]+)$/)
      else expect(VALUES[name], sample).toContain(value)
    }
  }
})

test('every metric has a help text and a name that follows the Prometheus conventions', async () => {
  await using world = await createWorld()
  const { body } = await scrape(world.url)
  const names = [...body.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }))
  expect(names.length).toBeGreaterThan(5)
  for (const { name, type } of names) {
    expect(name).toMatch(/^latchkey_[a-z_]+$/)
    expect(name.endsWith('_total')).toBe(type === 'counter')
    expect(name.endsWith('_seconds')).toBe(type === 'histogram')
    expect(body).toMatch(new RegExp(`^# HELP ${name} .{30,}\\.$`, 'm'))
  }
})
