// Rate limits behind a proxy apply to the client, not the proxy; a rejected address costs nothing.

import { mintSecret } from '@latchkey/schema/keys/secret-format.ts'
import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { createWorld } from '../../support/world.ts'

const VIEWER = '{ viewer { environment } }'
const forwardedFor = (list: string) => ({ headers: { 'x-forwarded-for': list } })

test('a request from outside the allow-list is not charged to the window or the burst', async () => {
  const tiers = { ...UNLIMITED.tiers, PARTNER: { perWindow: 10, perSecond: 5 } }
  await using world = await createWorld({ trustedProxies: 1, limits: { ...UNLIMITED, tiers } })
  const broker = await (await world.funder()).broker('bee.example', { allowList: ['198.51.100.1'] })
  const elsewhere = Array.from({ length: 30 }, (_, index) =>
    broker.query(VIEWER, {}, forwardedFor(`198.51.100.1, 203.0.113.${index}`)),
  )
  const refused = new Set((await Promise.all(elsewhere)).map(outcome))
  expect(refused).toEqual(new Set(['403 IP_NOT_ALLOWED']))
  const answer = await broker.query(VIEWER, {}, forwardedFor('198.51.100.1'))
  expect(outcome(answer)).toBe('200')
  expect(answer.headers.get('x-ratelimit-remaining')).toBe('9')
})

test('limits only the client that guesses keys through a proxy, despite forged addresses', async () => {
  await using world = await createWorld({ trustedProxies: 1, limits: { ...UNLIMITED, unknownPerNetwork: 3 } })
  const guess = async (list: string) =>
    outcome(await world.graphql(mintSecret('BROKER', 'PARTNER'), VIEWER, {}, forwardedFor(list)))
  const answers = []
  for (let index = 1; index <= 5; index += 1)
    answers.push(await guess(`203.0.113.${index}, 198.51.100.1:${4_000 + index}`))
  expect(answers).toEqual([...Array(3).fill('401 API_KEY_INVALID'), ...Array(2).fill('429 RATE_LIMITED')])
  expect(await guess('198.51.100.1, 198.51.100.2')).toBe('401 API_KEY_INVALID')
  const broker = await (await world.funder()).broker('bee.example')
  expect(outcome(await broker.query(VIEWER, {}, forwardedFor('198.51.100.2')))).toBe('200')
})
