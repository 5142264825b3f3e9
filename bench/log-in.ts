// Time of a rejected sign-in for a known and an unknown user, alternating under the same conditions.

import { request } from 'node:http'
import { hashPassword } from '@latchkey/schema/accounts/passwords/password-hash.ts'
import pg from 'pg'
import { spread } from './report/figures.ts'

const ROUNDS = 60

export interface LogIns {
  readonly rounds: number
  /** Medians, in milliseconds. */
  readonly known: number
  readonly unknown: number
}

/** `address`: of a Latchkey server on the database at `databaseUrl`. */
export async function measureLogIns(address: string, databaseUrl: string): Promise<LogIns> {
  const username = await userWithPassword(databaseUrl)
  const url = new URL('/auth/token', address)
  const took: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    // A new loopback address for each round, because sign-in attempts are limited per address.
    const from = `127.0.${1 + Math.floor(round / 200)}.${1 + (round % 200)}`
    const order = round % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const which of order)
      took[which].push(await refused(url, from, which === 'known' ? username : `nobody_${round}`))
  }
  return { rounds: ROUNDS, known: spread(took.known).median, unknown: spread(took.unknown).median }
}

async function userWithPassword(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string; username: string }>(
      'SELECT id, username FROM "user" ORDER BY id LIMIT 1',
    )
    const [user] = rows
    if (user === undefined) throw new Error('The benchmark database has no user.')
    await client.query('INSERT INTO password VALUES ($1, $2)', [
      user.id,
      await hashPassword('a long walk by the river'),
    ])
    return user.username
  } finally {
    await client.end()
  }
}

/** Milliseconds until the rejection arrives. */
function refused(url: URL, localAddress: string, username: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const headers = { 'content-type': 'application/json' }
    const sent = request(url, { method: 'POST', localAddress, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 401) resolve(performance.now() - began)
        else reject(new Error(`Expected status 401 for a wrong password, got ${response.statusCode}.`))
      })
    })
    sent.on('error', reject)
    sent.end(JSON.stringify({ username, password: 'not the right password' }))
  })
}
