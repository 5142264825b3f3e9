// Bearer token position: only `Authorization: Bearer …` accepts one, and only one.

import { randomBytes } from 'node:crypto'
import { mintSessionToken } from '@latchkey/schema/auth/session-token.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import type { World } from '../../support/world.ts'
import { expectNoBearer, expectNothingOf, expectRefused, JSON_TYPE, sendBoth } from './bearer-rejections.ts'
import { createBearerWorld } from './bearer-world.ts'
import { HEADER, jwt, part, signed } from './forge-jwt.ts'

let world: World
let funder: Funder
let token: string
let claims: Record<string, unknown>

beforeAll(async () => {
  ;({ world, funder, token, claims } = await createBearerWorld())
})
afterAll(() => world[Symbol.asyncDispose]())

describe('the Authorization header', () => {
  test('rejects another scheme, other separators and several credentials', async () => {
    for (const value of [
      '',
      'Bearer',
      'Bearer ',
      token,
      `Bearer  ${token}`,
      `Bearer\t${token}`,
      `Bearer:${token}`,
      `Bearer=${token}`,
      `Bearer "${token}"`,
      `Bearer token=${token}`,
      `Bearer Bearer ${token}`,
      `Bearer ${token} `.concat('x'),
      `Bearer ${token},`,
      `Bearer ${token};`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${token},Bearer ${token}`,
      `Bearer x, Bearer ${token}`,
      `Bearer ${token}, Basic eDp5`,
      `Basic ${Buffer.from(`bearer:${token}`).toString('base64')}`,
      `Token ${token}`,
      `JWT ${token}`,
      `ApiKey ${token}`,
      `DPoP ${token}`,
      `Bеarer ${token}`,
      `Bearer\u00a0${token}`,
    ])
      await expectRefused(world, value.slice(0, 20), value, ['authorization', value])
  })

  test('accepts the scheme in any case and surrounding white space', async () => {
    for (const value of [`bearer ${token}`, `BEARER ${token}`, `bEaReR ${token}`, `  Bearer ${token}  `])
      expect((await sendBoth(world, ['authorization', value])).map(outcome)).toEqual(['200', '200'])
  })

  test('returns BAD_REQUEST for two credentials without a query', async () => {
    const bearer = ['authorization', `Bearer ${token}`] as const
    const requested = world.queryCount
    for (const headers of [
      [bearer, bearer],
      [bearer, ['AUTHORIZATION', 'Basic eDp5'] as const],
      [bearer, ['x-api-key', funder.secret] as const],
      [['x-api-key', funder.secret] as const, ['X-API-Key', funder.secret] as const],
      [bearer, ['x-api-key', ''] as const],
    ])
      expect((await sendBoth(world, ...headers)).map(outcome)).toEqual(['400 BAD_REQUEST', '400 BAD_REQUEST'])
    expect(world.queryCount).toBe(requested)
  })

  test('rejects long tokens, and returns 431 if the headers are too large', async () => {
    await expectNoBearer(
      world,
      '8 kB',
      signed(`${part(HEADER)}.${part({ ...claims, more: 'x'.repeat(6_000) })}`),
    )
    await expectNoBearer(world, '8 kB of dots', '.'.repeat(8_000))
    const requested = world.queryCount
    const huge = signed(`${part(HEADER)}.${part({ ...claims, more: 'huge'.repeat(10_000) })}`)
    const answers = await sendBoth(world, ['authorization', `Bearer ${huge}`])
    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [431, ''],
      [431, ''],
    ])
    expect(world.queryCount).toBe(requested)
  })

  test('returns 400 for a line break or NUL in the header and logs nothing of it', async () => {
    const [first, second] = [token.slice(0, 40), token.slice(40)]
    const requested = world.queryCount
    for (const value of [
      `Bearer ${first}\r\n ${second}`,
      `Bearer ${first}\n${second}`,
      `Bearer ${first}\0${second}`,
    ]) {
      const answers = await sendBoth(world, ['authorization', value])
      expect(answers.map(({ status, body }) => [status, body])).toEqual([
        [400, ''],
        [400, ''],
      ])
    }
    expect(world.queryCount).toBe(requested)
    expectNothingOf(token, world.log.join(''))
  })
})

describe('credentials in the wrong place', () => {
  test('names the right header for an API key sent as bearer token, without repeating the key', async () => {
    await expectNoBearer(world, 'an API key', funder.secret)
    const [answer] = await sendBoth(world, ['authorization', `Bearer ${funder.secret}`])
    expect(answer?.body.errors[0].message).toBe('This is an API key. Send it in the `x-api-key` header.')
  })

  test('rejects a session token and a one-time token as bearer token', async () => {
    for (const given of [mintSessionToken(), randomBytes(32).toString('base64url')])
      await expectNoBearer(world, 'not a bearer token', given)
  })

  test('returns API_KEY_INVALID_FORMAT for a bearer token sent as API key', async () => {
    const requested = world.queryCount
    const answers = await sendBoth(world, ['x-api-key', token])
    expect(answers.map(outcome)).toEqual(['401 API_KEY_INVALID_FORMAT', '401 API_KEY_INVALID_FORMAT'])
    for (const { headers, body } of answers) {
      expect(headers.get('www-authenticate')).toBe(
        'ApiKey realm="latchkey", header="x-api-key", error="API_KEY_INVALID_FORMAT"',
      )
      expectNothingOf(token, JSON.stringify(body))
    }
    expect(world.queryCount).toBe(requested)
  })

  test('rejects a bearer token, its digest and an API key as cookie', async () => {
    for (const value of [
      token,
      String(claims['sid']),
      `lks_${claims['sid']}`.slice(0, -1),
      funder.secret,
      '',
    ])
      await expectRefused(world, 'cookie', value, ['cookie', `latchkey=${value}`], ['origin', world.url])
  })

  test('ignores tokens in the URL and in the body', async () => {
    const requested = world.queryCount
    const answer = await sendRaw(world.url, {
      path: `/graphql?access_token=${token}&authorization=Bearer+${token}`,
      headers: [JSON_TYPE],
      body: JSON.stringify({ access_token: token, query: '{ viewer { environment } }' }),
    })
    expect(outcome(answer)).toBe('401 UNAUTHENTICATED')
    expect(world.queryCount).toBe(requested)
    expectNothingOf(token, world.log.join(''))
  })

  test('rejects a token with the digest of an API key', async () => {
    const [{ digest }] = await world.sql('SELECT digest FROM secret WHERE api_key_id = $1', funder.apiKeyId)
    const forged = jwt(HEADER, { ...claims, sid: digest.toString('base64url') })
    const answers = await sendBoth(world, ['authorization', `Bearer ${forged}`])
    expect(answers.map(outcome)).toEqual(['401 TOKEN_INVALID', '401 TOKEN_INVALID'])
  })
})
