// kill -9 during submissions: acknowledged ones exist once, unacknowledged ones once or not at all.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { CREATE_KEY, SUBMIT_WITH_OWNERS, sendQuery } from '../../support/concurrency/timed-request.ts'
import { count } from '../../support/repeat-counts.ts'
import { type Identity, Installation } from './installation.ts'

const SUBMISSIONS = count(200, 1_000)
const AT_ONCE = 16
const OWNERS = [
  { firstName: 'Ada', lastName: 'Miller', ownershipPercent: 60 },
  { firstName: 'Ben', lastName: 'Okafor', ownershipPercent: 40 },
]

const OURSELVES = { who: process.getuid?.() === 0 ? 'root' : 'an ordinary user', identity: {} }
const DAEMON = { who: 'an ordinary user', identity: { uid: 1, gid: 1 } }
// If other users can't read this checkout, they can't run it.
const EVERYBODY = process.getuid?.() === 0 && canRead(DAEMON.identity) ? [OURSELVES, DAEMON] : [OURSELVES]

const KILLS = [
  ...EVERYBODY.map((one) => ({ ...one, what: 'the server', alsoPostgres: false })),
  { ...OURSELVES, what: 'the server and its PostgreSQL', alsoPostgres: true },
]

describe.for(KILLS)('after kill -9 of $what, run by $who', ({ identity, alsoPostgres }) => {
  it('keeps every acknowledged submission and no partial ones', async () => {
    await using latchkey = await Installation.create(identity)
    const first = await latchkey.start()
    const secret = await brokerKey(first)
    const acknowledged = new Set<string>()
    const names = Array.from({ length: SUBMISSIONS }, (_, index) => `Submission number ${index}`)

    let killed: Promise<unknown> | undefined
    const kill = async () => {
      const postgres = alsoPostgres ? await latchkey.postmaster() : null
      if (postgres !== null) process.kill(postgres, 'SIGKILL')
      await latchkey.end('SIGKILL')
    }
    const waiting = names.values()
    const submit = async () => {
      for (const name of waiting) {
        const variables = { name, owners: OWNERS }
        // Rejected, reset or cut off: not acknowledged, and never sent again.
        const told = await sendQuery(first.address, secret, SUBMIT_WITH_OWNERS, variables).catch(() => null)
        if (told?.status === 200) acknowledged.add(name)
        if (acknowledged.size >= SUBMISSIONS / 2) killed ??= kill()
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, submit))
    await killed
    expect(acknowledged.size).toBeGreaterThanOrEqual(SUBMISSIONS / 2)
    expect(acknowledged.size).toBeLessThan(SUBMISSIONS)

    const again = await latchkey.start()
    expect(again.key).toBe(first.key)
    const kept = await submissions(again.address, secret)
    const keptNames = new Set(kept.map(({ name }) => name))
    expect(kept).toHaveLength(keptNames.size)
    expect(acknowledged.difference(keptNames)).toEqual(new Set())
    expect(keptNames.difference(new Set(names))).toEqual(new Set())
    for (const { owners } of kept) expect(owners).toEqual(OWNERS)
    console.log(
      `kill -9: ${acknowledged.size} of ${SUBMISSIONS} acknowledged, ${kept.length} kept, ${kept.length - acknowledged.size} with a lost response`,
    )

    // The installation continues to work as before.
    const next = { name: 'The next submission', owners: OWNERS }
    expect(await sendQuery(again.address, secret, SUBMIT_WITH_OWNERS, next)).toMatchObject({ status: 200 })
  })
})

describe('a clean restart', () => {
  it('keeps the data and the key', async () => {
    await using latchkey = await Installation.create({})
    const first = await latchkey.start()
    const secret = await brokerKey(first)
    const variables = { name: 'Corner Bakery, new oven', owners: OWNERS }
    expect(await sendQuery(first.address, secret, SUBMIT_WITH_OWNERS, variables)).toMatchObject({
      status: 200,
    })
    const demoEnv = await latchkey.demoEnv()
    expect(await latchkey.end('SIGTERM')).toBe(0)
    expect(await latchkey.postmaster()).toBe(null)

    const again = await latchkey.start()
    expect(again.key).toBe(first.key)
    expect(await latchkey.demoEnv()).toBe(demoEnv)
    expect(await submissions(again.address, secret)).toEqual([variables])
  })
})

async function brokerKey({ address, key }: { address: string; key: string }): Promise<string> {
  const told = await sendQuery(address, key, CREATE_KEY, { email: 'sam@juniper.example' })
  expect(told).toMatchObject({ status: 200, code: null })
  return told.data.createBrokerKey.secret
}

interface Kept {
  readonly name: string
  readonly owners: readonly object[]
}

/** Returns all submissions of the broker. Reads every page. */
async function submissions(address: string, secret: string): Promise<Kept[]> {
  const query = `query ($after: String) { submissions(first: 100, after: $after) {
    nodes { name owners { firstName lastName ownershipPercent } } pageInfo { hasNextPage endCursor } } }`
  const all: Kept[] = []
  for (let after: string | null = null; ; ) {
    const { data } = await sendQuery(address, secret, query, { after })
    all.push(...data.submissions.nodes)
    if (!data.submissions.pageInfo.hasNextPage) return all
    after = data.submissions.pageInfo.endCursor
  }
}

function canRead(identity: Identity): boolean {
  const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
  const { status } = spawnSync(process.execPath, [program, '--help'], { ...identity, cwd: '/', env: {} })
  return status === 0
}
