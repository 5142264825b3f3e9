// Rate limits and key rotation as the SDK reads them from response headers.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { current, rateLimitIn } from '@latchkey/sdk/core/response/rate-limit.ts'
import { keyRotationIn } from '@latchkey/sdk/core/response/response-details.ts'
import { SDK_VERSION } from '@latchkey/sdk/core/setup/user-agent.ts'
import { rateLimitHeaders } from '@latchkey/server/rate-limit/rate-limit-headers.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'

const NOW = Date.UTC(2026, 10, 22)
const window = {
  budget: { name: 'window', max: 1_000, seconds: 900 },
  remaining: 997,
  resetMs: 60_000,
  taken: true,
}
const burst = { budget: { name: 'burst', max: 20, seconds: 1 }, remaining: 0, resetMs: 400, taken: true }

const WINDOW = { limit: 1_000, remaining: 997, resetsAt: '2026-11-22T00:01:00.000Z', windowSeconds: 900 }
const BURST = { limit: 20, remaining: 0, resetsAt: '2026-11-22T00:00:01.000Z', windowSeconds: 1 }

test.each([
  [
    { window, burst },
    { window: WINDOW, burst: BURST },
  ],
  [
    { window: null, burst },
    { window: null, burst: BURST },
  ],
  [
    { window: null, burst: null },
    { window: null, burst: null },
  ],
])('reads the limits that the server writes', (states, limits) => {
  expect(rateLimitIn(new Headers(rateLimitHeaders(states, NOW)), NOW)).toEqual(limits)
})

test.each(['', 'x', '"window";r=;t=1', '"window";r=-1;t=1', '"window";r=1e3;t=1', '"windows";r=1;t=1'])(
  'ignores a garbled limit: %j',
  (ratelimit) => {
    const headers = new Headers({ ratelimit, 'ratelimit-policy': '"window";q=10;w=900' })
    expect(rateLimitIn(headers, NOW)).toEqual({ window: null, burst: null })
  },
)

test('a limit is whole again after its window', () => {
  expect(current(BURST, NOW + 999)).toEqual(BURST)
  expect(current(BURST, NOW + 1_000)).toEqual({ ...BURST, remaining: 20 })
})

test.each([
  ['due=2026-11-22T00:00:00.000Z', { dueAt: '2026-11-22T00:00:00.000Z' }],
  ['due=2026-11-22T00:00:00.000Z, due=2026-11-23T00:00:00.000Z', null],
  ['due=2026-99-99', null],
  ['due=', null],
  ['soon', null],
])('reads Key-Rotation: %s', (header, rotation) => {
  expect(keyRotationIn(new Headers({ 'key-rotation': header }))).toEqual(rotation)
})

test('the version in the User-Agent is the one of the package', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'sdk/package.json'), 'utf8'))
  expect(SDK_VERSION).toBe(version)
})
