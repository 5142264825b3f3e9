// Timeouts: the server disconnects slow clients and answers slow queries, then reads nothing more.

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { Session } from '../../support/concurrency/database-gates.ts'
import { outcome } from '../../support/graphql-result.ts'
import { textsOf } from '../../support/record-statements.ts'
import { createWorld, type World } from '../../support/world.ts'

const SUBMISSIONS = '{ submissions(first: 1) { nodes { id owners { id } } totalCount } }'

/**
 * Sends a beginning, then a byte every few milliseconds until the server closes. Returns what the server
 * sent.
 */
async function trickle(world: World, beginning: string): Promise<string> {
  const socket: Socket = connect(Number(new URL(world.url).port), '127.0.0.1')
  let said = ''
  socket.on('data', (chunk) => (said += chunk)).on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  await once(socket, 'connect')
  if (beginning !== '') socket.write(beginning)
  const drops = setInterval(() => beginning !== '' && socket.writable && socket.write('x'), 10)
  await closed
  clearInterval(drops)
  return said
}

/** Waits for the log line of a request. */
async function logged(world: World, code: string | null): Promise<Record<string, unknown>> {
  const find = () =>
    world.log
      .map((line) => JSON.parse(line))
      .find(
        (line) => line.msg === 'request' && (code === null ? line.clientDisconnected : line.code === code),
      )
  await expect.poll(find, { interval: 5, timeout: 30_000 }).toBeDefined()
  return find()
}

/** Opens a session that locks `submission` exclusively, so that readers wait. */
async function holding(world: World): Promise<Session> {
  const session = await Session.open(world)
  await session.sql('BEGIN')
  await session.sql('LOCK TABLE submission IN ACCESS EXCLUSIVE MODE')
  return session
}

describe('clients that send slowly', () => {
  let world: World
  let funder: Funder

  beforeAll(async () => {
    world = await createWorld({ timeouts: { headers: 200, request: 400, idle: 600 } })
    funder = await world.funder()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test('returns 408 if the headers arrive too slowly', async () => {
    expect(await trickle(world, 'POST /graphql HTTP/1.1\r\nhost: latchkey\r\nx-')).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('returns 408 if the body arrives too slowly, and logs the disconnect', async () => {
    const head = `POST /graphql HTTP/1.1\r\nhost: latchkey\r\nx-api-key: ${funder.secret}\r\ncontent-type: application/json`
    expect(await trickle(world, `${head}\r\ncontent-length: 200000\r\n\r\n{`)).toMatch(/^HTTP\/1\.1 408 /)
    expect(await logged(world, null)).toMatchObject({ clientDisconnected: true })
  })

  test('disconnects a client that sends nothing', async () => {
    expect(await trickle(world, '')).toMatch(/^(HTTP\/1\.1 408 .*)?/)
  })
})

describe('executions that take too long', () => {
  let world: World
  let funder: Funder
  let broker: BrokerActor

  beforeAll(async () => {
    // Two connections for all queries; a timeout shorter than PostgreSQL's lock timeout (800 ms).
    world = await createWorld({ connections: 4, timeouts: { execution: 500 } })
    funder = await world.funder()
    broker = await funder.broker('bee.example')
    await broker.submits()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test('returns UNAVAILABLE for queries that hang in the database, and frees their connections', async () => {
    const session = await holding(world)
    const answers = await Promise.all([1, 2].map(() => funder.query(SUBMISSIONS)))
    for (const answer of answers) {
      expect(outcome(answer)).toBe('503 UNAVAILABLE')
      expect(answer.body.errors[0].message).toMatch(/^The request timed out\./)
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    const again = async () => outcome(await funder.query('{ apiKeys { totalCount } }'))
    await expect.poll(again, { interval: 5, timeout: 30_000 }).toBe('200')
    await session.sql('ROLLBACK')
    await session[Symbol.asyncDispose]()
    await expect
      .poll(async () => outcome(await funder.query(SUBMISSIONS)), { interval: 5, timeout: 20_000 })
      .toBe('200')
    expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
  })

  test('a mutation that times out is applied completely or not at all', async () => {
    const session = await holding(world)
    const create = `mutation { createSubmission(input: {
      name: "Ferry, new engine", owners: [{ firstName: "Ada", lastName: "A" }, { firstName: "Bo", lastName: "B" }]
    }) { id } }`
    const answer = await broker.query(create)
    expect(outcome(answer)).toBe('503 UNAVAILABLE')
    expect(answer.body.errors[0].message).toContain('check whether it took effect')
    await session.sql('COMMIT')
    await session[Symbol.asyncDispose]()
    // Statements in progress end on their own.
    await expect
      .poll(async () => (await broker.query(SUBMISSIONS)).status, { interval: 5, timeout: 20_000 })
      .toBe(200)
    const rows = await world.sql(
      `SELECT (SELECT count(*)::int FROM owner WHERE submission_id = s.id) AS owners
       FROM submission s WHERE name = 'Ferry, new engine'`,
    )
    expect([[], [{ owners: 2 }]]).toContainEqual(rows)
  })
})

describe('a client that disconnects', () => {
  let world: World
  let funder: Funder

  beforeAll(async () => {
    world = await createWorld()
    funder = await world.funder()
    await (await funder.broker('bee.example')).submits()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  const counts = (texts: readonly string[]) => texts.filter((text) => /COUNT\(/.test(text)).length

  test('for comparison: a connected client gets the response', async () => {
    expect(counts(await textsOf(() => funder.query(SUBMISSIONS)))).toBe(1)
  })

  test('starts no further query and logs the disconnect', async () => {
    const texts = await textsOf(async () => {
      const session = await holding(world)
      const leaving = new AbortController()
      const answer = fetch(`${world.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': funder.secret },
        body: JSON.stringify({ query: SUBMISSIONS }),
        signal: leaving.signal,
      })
      await session.untilAwaitedBy(1)
      leaving.abort()
      await expect(answer).rejects.toThrow('aborted')
      // The server processes the disconnect before these requests.
      for (let time = 0; time < 3; time += 1) await fetch(`${world.url}/health`)
      await session.sql('ROLLBACK')
      await session[Symbol.asyncDispose]()
      expect(await logged(world, null)).toMatchObject({ path: '/graphql', clientDisconnected: true })
    })
    expect(counts(texts)).toBe(0)
    expect(outcome(await funder.query(SUBMISSIONS))).toBe('200')
  })
})
