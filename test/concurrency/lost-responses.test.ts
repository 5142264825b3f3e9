// Idempotent mutations after a lost response or a broken commit: a retry returns the first result.

import { expect, it } from 'vitest'
import { openCable } from '../support/concurrency/cut-connection.ts'
import { CREATE_KEY, SUBMIT, VIEWER } from '../support/concurrency/timed-request.ts'
import { outcome } from '../support/graphql-result.ts'
import { startServers } from '../support/processes/server-pair.ts'
import { type Answer, createWorld } from '../support/world.ts'
import { headers, idIn, records } from './idempotent-mutations.ts'

const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret apiKey { id } } }'

const MAKERS = [
  {
    mutation: 'createBrokerKey',
    query: CREATE_KEY,
    variables: () => ({ email: 'sam@ant.example' }),
  },
  {
    mutation: 'createUserKey',
    query: 'mutation { createUserKey(input: { name: "Mine" }) { secret apiKey { id } } }',
    variables: () => ({}),
  },
  {
    mutation: 'createTieredKey',
    query:
      'mutation { createTieredKey(input: { name: "Site", tier: PUBLIC, scopes: [SUBMISSIONS] }) { secret apiKey { id } } }',
    variables: () => ({}),
  },
  { mutation: 'rotateApiKey', query: ROTATE, variables: (id: string) => ({ id }) },
] as const

it.each(MAKERS)(
  'a retry of $mutation after a lost response returns a working secret',
  async ({ mutation, query, variables }) => {
    await using world = await createWorld()
    const funder = await world.funder()
    const { apiKeyId } = await funder.broker('bee.example')
    await world.directory.know('ant.example')
    const owner = await funder.logsIn()
    await using cable = await openCable(world.url, (said) => said.includes(mutation))
    const body = JSON.stringify({ query, variables: variables(apiKeyId) })
    const authorization = `Bearer ${owner.bearer}`
    const sent = { 'content-type': 'application/json', authorization, ...headers }
    await expect(fetch(`${cable.url}/graphql`, { method: 'POST', headers: sent, body })).rejects.toThrow()
    expect(cable.cuts).toBe(1)
    const lost = /"secret":"(\w+)"/.exec(cable.lost)?.[1] ?? ''
    expect(lost).not.toBe('')

    const sendQuery = () => owner.query(query, variables(apiKeyId), { headers })
    const again = await sendQuery()
    expect(outcome(again)).toBe('200')
    const { secret } = again.body.data[mutation]
    expect(outcome(await world.graphql(lost, VIEWER))).toBe('401 API_KEY_INVALID')
    expect(outcome(await world.graphql(secret, VIEWER))).toBe('200')
    expect(outcome(await sendQuery())).toBe('409 SECRET_ALREADY_USED')
    expect(await records(world)).toEqual([{ field: mutation }])
  },
)

it('the server returns the committed result if the connection breaks during the commit', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await world.directory.know('ant.example')
  let armed = false
  await using cable = await openCable(world.databaseUrl, (said) => {
    armed ||= said.includes('INSERT INTO idempotent_request')
    const cut = armed && said.includes('COMMIT')
    if (cut) armed = false
    return cut
  })
  await using servers = await startServers(1, { url: cable.url, connections: 5 })
  const sendQuery = async (secret: string, query: string, variables: object): Promise<Answer> => {
    const response = await fetch(`${servers.addresses[0]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': secret, ...headers },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, headers: response.headers, body: await response.json() }
  }
  const submitted = await sendQuery(broker.secret, SUBMIT, { name: 'Corner Bakery, new oven' })
  expect(cable.cuts).toBe(1)
  expect(outcome(submitted)).toBe('200')
  expect(await world.sql('SELECT id FROM submission')).toEqual([{ id: idIn(submitted) }])
  const created = await sendQuery(funder.secret, CREATE_KEY, { email: 'sam@ant.example' })
  expect(cable.cuts).toBe(2)
  expect(outcome(created)).toBe('200')
  expect(outcome(await world.graphql(created.body.data.createBrokerKey.secret, VIEWER))).toBe('200')
})
