// An attack costs the server little, so other callers do not wait, and the deletion of its key is not delayed.
// Results are relative to other requests, so they do not depend on the speed and load of the machine.
// How long other callers wait is measured by test:soak: response-times.test.ts.

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import {
  ATTACK_TIMEOUT_MS,
  ATTACKS,
  Attacker,
  type AttackStage,
  openAttackStage,
  post,
  VIEWER,
} from './attacks.ts'
import type { MeasuredServer } from './start-measured-server.ts'

let stage: AttackStage
let funder: Funder
let attacked: MeasuredServer
let reference: MeasuredServer

beforeAll(async () => {
  stage = await openAttackStage()
  ;({ funder, attacked, reference } = stage)
})
afterAll(() => stage[Symbol.asyncDispose]())

/** Of the CPU time of an attack's request to that of another caller's request. */
const MAX_RATIO = 4
const REQUESTS = 100

/** Average CPU time of one request, in milliseconds. The clock of the CPU is coarse: one request is too few. */
async function cpuMs(send: () => Promise<unknown>): Promise<number> {
  const all = async () => {
    for (let index = 0; index < REQUESTS; index += 1) await send()
  }
  return (await attacked.cpuMsOf(all)) / REQUESTS
}

test.each(ATTACKS)(
  `a request of an attack by $what costs less CPU time than ${MAX_RATIO} requests of other callers`,
  async (attack) => {
    const [{ secret }, attacking] = [await funder.key(), await funder.key()]
    const attacker = new Attacker(attacked, attack, attacking.secret)
    await attacker.sendWhile(() => attacker.answered < Math.max(attack.first, REQUESTS), 16)
    const view = () => post(attacked, { secret, body: VIEWER })
    for (let time = 0; time < REQUESTS; time += 1) await view()
    const ratios: number[] = []
    while (ratios.length < 5 && !ratios.some((ratio) => ratio < MAX_RATIO)) {
      const baselineMs = await cpuMs(view)
      ratios.push((await cpuMs(() => attacker.send())) / baselineMs)
    }
    expect(Math.min(...ratios)).toBeLessThan(MAX_RATIO)
    expect([...attacker.statuses].sort()).toEqual(attack.statuses)
  },
  ATTACK_TIMEOUT_MS,
)

/**
 * Requests that one caller gets answered by the reference during a deletion, one after the other. In a second
 * it would be 100 and more.
 */
const MAX_ANSWERS = 50

test.each(ATTACKS)(
  '$what do not delay the deletion of the key that sends them',
  async (attack) => {
    const { secret } = await funder.key()
    const counts: number[] = []
    const statuses = new Set<number>()
    const texts: string[] = []
    for (let time = 0; time < 3; time += 1) {
      const attacking = await funder.key()
      const attacker = new Attacker(attacked, attack, attacking.secret)
      let stopped = false
      let answers = 0
      const count = async () => {
        while (!stopped) {
          await post(reference, { secret, body: VIEWER })
          answers += 1
        }
      }
      const background = Promise.all([attacker.sendWhile(() => !stopped, 3), count()])
      try {
        await expect.poll(() => attacker.answered, { interval: 5, timeout: 60_000 }).toBeGreaterThan(10)
        for (const status of attacker.statuses) statuses.add(status)
        const before = answers
        const query = `mutation { deleteApiKey(input: { id: "${attacking.apiKeyId}" }) { state } }`
        const { text } = await post(attacked, { secret: funder.secret, body: JSON.stringify({ query }) })
        counts.push(answers - before)
        texts.push(text)
      } finally {
        stopped = true
        await background
      }
    }
    const [, median] = counts.sort((one, other) => one - other)
    expect(median).toBeLessThan(MAX_ANSWERS)
    for (const text of texts) expect(JSON.parse(text).data).toEqual({ deleteApiKey: { state: 'DELETED' } })
    expect([...statuses].sort()).toEqual(attack.statuses)
  },
  ATTACK_TIMEOUT_MS,
)
