// verify of @latchkey/sdk/webhooks: test vectors of Standard Webhooks, its reference library, and what is rejected.

import { randomBytes } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import type { EVENT_TYPES } from '@latchkey/schema/events/event-types.ts'
import { sign, verify, WebhookError, type WebhookEventType } from '@latchkey/sdk/webhooks'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { printed, thrown } from '../call-errors.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const OTHER = `whsec_${randomBytes(32).toString('base64')}`
const NOW = 1_614_265_330_000
const now = () => NOW

const BODY = JSON.stringify({
  type: 'submission.approved',
  timestamp: '2026-11-27T10:00:00.000Z',
  data: { submissionId: 'sub_1', version: 4 },
})
const EVENT = {
  id: 'evt_1',
  type: 'submission.approved',
  occurredAt: '2026-11-27T10:00:00.000Z',
  data: { submissionId: 'sub_1', version: 4 },
}

const signed = (body = BODY, secret = SECRET) => sign(body, secret, { id: 'evt_1', now: NOW })

describe('verify', () => {
  it('knows the delivered event types of the server', () => {
    type Delivered = Exclude<
      keyof typeof EVENT_TYPES,
      | 'document.downloaded'
      | 'sensitive_data.revealed'
      | 'submission.legal_hold_set'
      | 'submission.legal_hold_released'
    >
    const missing: [Exclude<Delivered, WebhookEventType>] extends [never] ? true : false = true
    const surplus: [Exclude<WebhookEventType, Delivered>] extends [never] ? true : false = true
    expect([missing, surplus]).toEqual([true, true])
  })

  it('computes the signature of the test vector of the specification', async () => {
    const body = '{"test": 2432232314}'
    const headers = await sign(body, SECRET, { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', now: NOW })
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
    // The signature is accepted, and then the body is not an event.
    expect(await thrown(verify(body, headers, SECRET, { now }))).toMatchObject({ code: 'INVALID_BODY' })
  })

  it('agrees with the reference library, in both directions', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 24, maxLength: 64 }),
        fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
        fc.stringMatching(/^[\w-]{1,40}$/),
        async (key, text, id) => {
          const secret = `whsec_${Buffer.from(key).toString('base64')}`
          const body = JSON.stringify({ type: 'message.created', timestamp: 'x', data: { text } })
          const reference = new Webhook(secret)
          const at = new Date()
          const headers = {
            'webhook-id': id,
            'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
            'webhook-signature': reference.sign(id, at, body),
          }
          expect(await sign(body, secret, { id, now: at.getTime() })).toEqual(headers)
          expect(reference.verify(body, { ...headers })).toEqual(JSON.parse(body))
          const options = { now: () => at.getTime() }
          expect(await verify(body, headers, secret, options)).toMatchObject({ id, data: { text } })
        },
      ),
      { numRuns: 40 },
    )
  })

  it('accepts raw bodies and headers of every kind', async () => {
    const headers = await signed()
    const bytes = new TextEncoder().encode(BODY)
    for (const body of [
      BODY,
      bytes,
      Buffer.from(BODY),
      bytes.buffer,
      runInNewContext('Uint8Array.from(bytes)', { bytes }),
    ])
      expect(await verify(body, headers, SECRET, { now })).toEqual(EVENT)
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    const node = { ...headers, 'webhook-signature': ['v1,b3RoZXI=', headers['webhook-signature']] }
    for (const given of [new Headers({ ...headers }), upper, node])
      expect(await verify(BODY, given, SECRET, { now })).toEqual(EVENT)
  })

  it('accepts one of several secrets and signatures, for rotations', async () => {
    const [current, next] = [await signed(), await signed(BODY, OTHER)]
    const both = `v1a,AAAA v2,${'A'.repeat(43)}= ${current['webhook-signature']} ${next['webhook-signature']}`
    for (const [headers, secrets] of [
      [current, [OTHER, SECRET]],
      [current, [undefined, '', SECRET]],
      [current, ` ${SECRET.replace('whsec_', '')}\n`],
      [{ ...current, 'webhook-signature': both }, SECRET],
      [{ ...current, 'webhook-signature': both }, OTHER],
    ] as const)
      expect(await verify(BODY, headers, secrets, { now })).toEqual(EVENT)
  })

  it('accepts types of a newer server', async () => {
    const body = BODY.replace('submission.approved', 'webhook_endpoint.disabled')
    expect((await verify(body, await signed(body), SECRET, { now })).type).toBe('webhook_endpoint.disabled')
  })

  it('rejects anything else, and the error contains no secret, header or body', async () => {
    const headers = await signed()
    const signature = headers['webhook-signature']
    const later = (seconds: number) => ({ now: () => NOW + seconds * 1_000 })
    const cases: [code: string, ...Partial<Parameters<typeof verify>>][] = [
      ['SIGNATURE_MISMATCH', BODY.replace('sub_1', 'sub_2')],
      ['SIGNATURE_MISMATCH', `${BODY} `],
      ['SIGNATURE_MISMATCH', BODY, headers, OTHER],
      ['SIGNATURE_MISMATCH', BODY, { ...headers, 'webhook-id': 'evt_2' }],
      ['SIGNATURE_MISMATCH', BODY, { ...headers, 'webhook-timestamp': '1614265331' }],
      ['SIGNATURE_MISMATCH', BODY, { ...headers, 'webhook-signature': signature.replace('v1,', 'v1a,') }],
      ['SIGNATURE_MISMATCH', BODY, { ...headers, 'webhook-signature': signature.slice(0, -4) }],
      ['SIGNATURE_MISMATCH', BODY, { ...headers, 'webhook-signature': 'v1,' }],
      ['INVALID_HEADER', BODY, { ...headers, 'webhook-id': 'evt_1.1614265330' }],
      ['INVALID_HEADER', BODY, { ...headers, 'webhook-timestamp': '1614265330.0' }],
      ['INVALID_HEADER', BODY, { ...headers, 'webhook-timestamp': 'today' }],
      ['MISSING_HEADER', BODY, { ...headers, 'webhook-signature': undefined }],
      ['MISSING_HEADER', BODY, new Headers()],
      ['TIMESTAMP_TOO_OLD', BODY, headers, SECRET, later(301)],
      ['TIMESTAMP_TOO_NEW', BODY, headers, SECRET, later(-301)],
      ['TIMESTAMP_TOO_OLD', BODY, headers, SECRET, { ...later(11), toleranceSeconds: 10 }],
      ['BODY_ALREADY_PARSED', JSON.parse(BODY)],
      ['INVALID_SECRET', BODY, headers, undefined],
      ['INVALID_SECRET', BODY, headers, []],
      ['INVALID_SECRET', BODY, headers, [SECRET, 'whsec_canary']],
      ['INVALID_SECRET', BODY, headers, { secret: SECRET } as never],
      ['INVALID_SECRET', BODY, headers, 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ]
    for (const [code, body = BODY, given = headers, ...rest] of cases) {
      const [secrets, options = { now }] = rest.length === 0 ? [SECRET] : rest
      const error = await thrown(verify(body, given, secrets, options))
      expect(WebhookError.is(error)).toBe(true)
      expect(error).toMatchObject({ name: 'WebhookError', code })
      expect(printed(error)).not.toMatch(/MfKQ9|canary|sub_1|evt_1|g0hM9|1614265330/)
    }
    for (const seconds of [300, -300])
      expect(await verify(BODY, headers, SECRET, later(seconds))).toEqual(EVENT)
  })

  it('rejects a signed body that is not an event', async () => {
    for (const body of ['', 'null', '[]', '{"type":"a.b"', '{"type":"x","timestamp":"y"}', '{"type":"a.b"}'])
      expect(await thrown(verify(body, await signed(body), SECRET, { now }))).toMatchObject({
        code: 'INVALID_BODY',
      })
  })
})
