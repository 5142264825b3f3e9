// The deletion of a key waits for at most one commit of each of the key's writers.

import { expect, it } from 'vitest'
import type { BrokerActor, Funder } from '../support/actors.ts'
import { DELETE, SUBMIT, sendQuery } from '../support/concurrency/timed-request.ts'
import { count } from '../support/repeat-counts.ts'
import { createWorld, type World } from '../support/world.ts'
import { keepBook, type Passing, readBook } from './lock-queue.ts'

const WRITERS = 32
const PAUSE = 3
// Submissions that each writer completes before the deletion starts.
const ACCEPTED_BEFORE = 3

it('a deletion waits for at most one commit of each of 32 writers', async () => {
  await using world = await createWorld({ servers: 2, connections: 24 })
  const funder = await world.funder()
  await keepBook(world, PAUSE)
  for (let round = 0; round < count(3, 10); round += 1) {
    const { waited, commits, answered } = await deleteUnderWriters(world, funder)
    console.log(
      `32 writers, round ${round + 1}: waited ${waited.toFixed(1)} ms for the lock, ${commits.length} writers committed; ${answered} commits responded during the deletion`,
    )
    expect(Math.max(0, ...commits)).toBeLessThanOrEqual(1)
  }
})

/** Creates a key, starts its writers, and deletes the key while all of them run. */
async function deleteUnderWriters(world: World, funder: Funder): Promise<Passing & { answered: number }> {
  const broker = await funder.broker('bee.example')
  const [here = '', there = ''] = world.urls
  // The first use of a secret takes the key's exclusive lock too. It must not appear in the log.
  await broker.submits()
  await world.sql('DELETE FROM asked')
  let accepted = 0
  const writers = Array.from({ length: WRITERS }, (_, number) => {
    const ready = Promise.withResolvers<void>()
    const write = async () => {
      const address = number % 2 === 0 ? here : there
      const name = `Writer number ${number}`
      for (let written = 0; await submits(address, broker, name); written += 1) {
        accepted += 1
        if (written === ACCEPTED_BEFORE) ready.resolve()
      }
    }
    return { ready: ready.promise, done: write() }
  })
  await Promise.all(writers.map(({ ready }) => ready))
  const atRequest = accepted
  let atAnswer = 0
  const deletion = await sendQuery(there, funder.secret, DELETE, { id: broker.apiKeyId }, () => {
    atAnswer = accepted
  })
  expect(deletion).toMatchObject({ status: 200, code: null })
  await Promise.all(writers.map(({ done }) => done))
  return { ...(await readBook(world, broker.apiKeyId)), answered: atAnswer - atRequest }
}

/** Returns true if the server accepted the submission. A rejection must be because the key is deleted. */
async function submits(address: string, { secret }: BrokerActor, name: string): Promise<boolean> {
  const { status, code } = await sendQuery(address, secret, SUBMIT, { name })
  if (status !== 200) expect({ status, code }).toEqual({ status: 401, code: 'API_KEY_INVALID' })
  return status === 200
}
