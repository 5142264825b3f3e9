// Random load on two servers: create and delete keys (including the acting ones), submit, query.

import { expect, it } from 'vitest'
import { countDeadlocks } from '../../support/concurrency/deadlock-count.ts'
import {
  CREATE_KEY,
  DELETE,
  SUBMISSIONS,
  sendQuery,
  type TimedResult,
  VIEWER,
} from '../../support/concurrency/timed-request.ts'
import { count } from '../../support/repeat-counts.ts'
import { createWorld } from '../../support/world.ts'

const BROKERS = 5
const CALLERS = 24
const SUBMIT_WITH_REFERENCE =
  'mutation ($name: String!, $reference: String) { createSubmission(input: { name: $name, externalReference: $reference }) { id } }'

const CODES = {
  create: [null, 'BROKER_KEY_EXISTS', 'API_KEY_INVALID'],
  delete: [null, 'API_KEY_NOT_FOUND', 'FORBIDDEN', 'API_KEY_INVALID'],
  submit: [null, 'REFERENCE_EXISTS', 'API_KEY_INVALID'],
  query: [null, 'API_KEY_INVALID'],
} as const
type Act = keyof typeof CODES

it('concurrent key operations return declared errors, and the database matches them', async () => {
  await using world = await createWorld({ servers: 2, connections: 40 })
  const domains = Array.from({ length: BROKERS }, (_, index) => `broker-${index}.example`)
  for (const domain of domains) await world.directory.know(domain)
  const funders = [await world.funder(), await world.funder()]
  const adminKeys = await Promise.all(
    funders.flatMap((funder) => Array.from({ length: 12 }, () => funder.key())),
  )
  const before = (await world.sql('SELECT id FROM api_key')).map(({ id }) => id)
  // Only the first few keys of each funder are deleted, so that some can still act.
  const doomed = [...adminKeys.slice(0, 4), ...adminKeys.slice(12, 16)].map(({ apiKeyId }) => apiKeyId)

  const made = new Map<string, string>()
  const deleted = new Set<string>()
  const submitted = new Set<string>()
  const seen = new Map<string, number>()
  const strange: string[] = []

  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!
  const act = async (what: Act): Promise<void> => {
    const address = pick(world.urls)
    const admin = pick(adminKeys)
    // Deleted keys are still tried, but less often.
    const all = [...made.keys()]
    const live = all.filter((key) => !deleted.has(key))
    const id = pick([pick(live), pick(live), pick([...all, ...doomed])]) ?? pick(doomed)
    const secret = made.get(id) ?? admin.secret
    const told = await {
      create: () => sendQuery(address, admin.secret, CREATE_KEY, { email: `sam@${pick(domains)}` }),
      delete: () => sendQuery(address, admin.secret, DELETE, { id }),
      submit: () =>
        sendQuery(address, made.get(id) ?? pick([...made.values()]), SUBMIT_WITH_REFERENCE, {
          name: 'One of very many',
          reference: pick([null, `R ${Math.floor(Math.random() * 40)}`]),
        }),
      query: () => sendQuery(address, secret, pick([VIEWER, SUBMISSIONS])),
    }[what]()
    note(what, told)
  }
  const note = (what: Act, { status, code, data }: TimedResult): void => {
    const answer = `${what}: ${status} ${code ?? ''}`.trim()
    seen.set(answer, (seen.get(answer) ?? 0) + 1)
    const codes: readonly (string | null)[] = CODES[what]
    if (!codes.includes(code) || (code === null) !== (status === 200)) strange.push(answer)
    if (code !== null) return
    if (what === 'create') made.set(data.createBrokerKey.apiKey.id, data.createBrokerKey.secret)
    if (what === 'delete') deleted.add(data.deleteApiKey.id)
    if (what === 'submit') submitted.add(data.createSubmission.id)
  }

  for (const domain of domains)
    note('create', await sendQuery(world.url, adminKeys[8]!.secret, CREATE_KEY, { email: `sam@${domain}` }))
  let left = count(400, 3_000)
  const caller = async () => {
    while (left > 0) {
      left -= 1
      await act(pick(['create', 'create', 'delete', 'submit', 'submit', 'submit', 'query'] as const))
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  console.log(`mixed key operations: ${[...seen].map(([answer, times]) => `${times} ${answer}`).join(', ')}`)

  expect(strange).toEqual([])
  const keys = await world.sql('SELECT id, state, deleted_at FROM api_key')
  expect(new Set(keys.map(({ id }) => id))).toEqual(new Set([...before, ...made.keys()]))
  expect(new Set(keys.filter(({ state }) => state === 'DELETED').map(({ id }) => id))).toEqual(deleted)
  expect(new Set((await world.sql('SELECT id FROM submission')).map(({ id }) => id))).toEqual(submitted)
  for (const [rule, exceptions] of Object.entries(INVARIANTS))
    expect([rule, await world.sql(exceptions)]).toEqual([rule, []])
  expect(await countDeadlocks(world)).toBe(0)
})

/** For each invariant, a query that returns its violations. */
const INVARIANTS = {
  'one live key per relationship': `
    SELECT relationship_id FROM api_key WHERE kind = 'BROKER' AND state <> 'DELETED'
    GROUP BY relationship_id HAVING count(*) > 1`,
  'one current secret per key': `
    SELECT k.id FROM api_key k LEFT JOIN secret s ON s.api_key_id = k.id AND s.state = 'CURRENT'
    GROUP BY k.id HAVING count(s.digest) <> 1`,
  'one relationship per funder, broker and environment': `
    SELECT funder_id, broker_id FROM relationship GROUP BY funder_id, broker_id, environment HAVING count(*) > 1`,
  'one submission per external reference of a relationship': `
    SELECT external_reference FROM submission WHERE external_reference IS NOT NULL
    GROUP BY relationship_id, external_reference HAVING count(*) > 1`,
  'no submission in a relationship without an earlier key': `
    SELECT s.id FROM submission s WHERE NOT EXISTS
      (SELECT FROM api_key k WHERE k.relationship_id = s.relationship_id AND k.created_at <= s.created_at)`,
}
