// Bearer token format: each token has exactly one spelling and one accepted position.

import { randomBytes } from 'node:crypto'
import { mintSessionToken } from '@latchkey/schema/auth/session-token.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { outcome } from '../../support/graphql-result.ts'
import { sendRaw } from '../../support/raw-http.ts'
import { createWorld, type World } from '../../support/world.ts'
import { expectNoBearer, expectNothingOf, expectRefused, JSON_TYPE, sendBoth } from './bearer-rejections.ts'
import { claimsOf, HEADER, jwt, loosened, part, signed, withMember } from './forge-jwt.ts'

let world: World
let funder: Funder
let token: string
let claims: Record<string, unknown>

beforeAll(async () => {
  world = await createWorld({ logLevel: 'trace' })
  funder = await world.funder()
  token = (await funder.logsIn()).bearer
  claims = claimsOf(token)
})
afterAll(() => world[Symbol.asyncDispose]())

const refuse = (what: string, given: string) => expectNoBearer(world, what, given)

describe('non-canonical JSON', () => {
  test('rejects duplicate members, spaces, escapes, trailing data and non-objects', async () => {
    const [header, payload] = [JSON.stringify(HEADER), JSON.stringify(claims)]
    for (const [what, given] of [
      ['alg twice', jwt('{"alg":"none","alg":"HS256","typ":"JWT"}', claims)],
      ['alg twice, in the other order', jwt('{"alg":"HS256","alg":"none","typ":"JWT"}', claims)],
      ['the same alg twice', jwt('{"alg":"HS256","alg":"HS256","typ":"JWT"}', claims)],
      ['sid twice', jwt(HEADER, `{"sid":"${'A'.repeat(43)}",${payload.slice(1)}`)],
      ['exp twice', jwt(HEADER, withMember(claims, `"exp":${Number(claims['exp'])}`))],
      ['a space in the header', jwt(header.replace(',', ', '), claims)],
      ['a space in the payload', jwt(HEADER, payload.replace(',', ', '))],
      ['a line break at the end', jwt(HEADER, `${payload}\n`)],
      ['an escape in the header', jwt(header.replace('alg', '\\u0061lg'), claims)],
      ['an escape in the payload', jwt(HEADER, payload.replace('latchkey-api', 'latchkey\\u002dapi'))],
      ['a byte order mark in the header', jwt(`\ufeff${header}`, claims)],
      ['a byte order mark in the payload', jwt(HEADER, `\ufeff${payload}`)],
      ['UTF-16', jwt(HEADER, Buffer.from(payload, 'utf16le'))],
      [
        'not UTF-8',
        jwt(HEADER, Buffer.concat([Buffer.from(payload.slice(0, -1)), Buffer.from([0xff, 0x7d])])),
      ],
      [
        'not UTF-8 in a string',
        jwt(HEADER, Buffer.from(payload.replace('latchkey', 'l\xe4tchkey'), 'latin1')),
      ],
      ['a NUL at the end', jwt(HEADER, `${payload}\0`)],
      ['the payload twice', jwt(HEADER, payload + payload)],
      ['a comma at the end', jwt(HEADER, payload.replace('}', ',}'))],
      ['a comment', jwt(HEADER, `/**/${payload}`)],
      ['an array', jwt(HEADER, [claims])],
      ['null', jwt(HEADER, 'null')],
      ['a string', jwt(HEADER, JSON.stringify(payload))],
      ['an empty payload', jwt(HEADER, '')],
      ['a header that is an array', jwt([HEADER], claims)],
      ['a header that is null', jwt('null', claims)],
      ['a token in a token', jwt(HEADER, token)],
    ] as const)
      await refuse(what, given)
  })
})

describe('other encodings of the same token', () => {
  test('rejects padding, standard base64, unused bits and spaces, also if signed', async () => {
    // 2 bytes more than a multiple of 3 leave unused bits in the last character. A payload with every
    // character of the alphabet has + and /.
    const parts = token.split('.')
    for (const index of [0, 1, 2]) {
      for (const [what, change] of [
        ['=', (text: string) => `${text}=`],
        ['==', (text: string) => `${text}==`],
        ['%3D', (text: string) => `${text}%3D`],
        ['standard base64', (text: string) => `${text}+/`],
        ['unused bits set', loosened],
        ['one character more', (text: string) => `${text}A`],
        ['one character fewer', (text: string) => text.slice(0, -1)],
        ['a space before', (text: string) => ` ${text}`],
        ['a space in it', (text: string) => `${text.slice(0, 4)} ${text.slice(4)}`],
        ['a tab in it', (text: string) => `${text.slice(0, 4)}\t${text.slice(4)}`],
        ['ÿ in it', (text: string) => `${text.slice(0, 4)}ÿ${text.slice(4)}`],
        ['*', (text: string) => `${text}*`],
        ['quotes', (text: string) => `"${text}"`],
      ] as const) {
        const changed = parts.map((one, at) => (at === index ? change(one) : one))
        if (changed.join() === parts.join()) continue
        await refuse(`part ${index}, ${what}`, changed.join('.'))
        if (index < 2) await refuse(`part ${index}, ${what}, signed`, signed(changed.slice(0, 2).join('.')))
      }
    }
  })

  test('the test token has unused bits to set', () => {
    for (const one of token.split('.').concat(String(claims['sid'])))
      if (one.length % 4 > 0) expect(loosened(one)).not.toBe(one)
    expect(token.split('.').some((one) => one.length % 4 > 0)).toBe(true)
  })

  test('rejects fewer, more and empty parts, JWE and JSON serializations', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    for (const given of [
      '.',
      '..',
      '...',
      '....',
      header,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${header}..${signature}`,
      `.${payload}.${signature}`,
      `.${token}`,
      `${token}.`,
      `${token}.${signature}`,
      `${header}.${payload}..${signature}`,
      `${header}.${payload}.${signature}.${payload}.${signature}`,
      `${part({ alg: 'dir', enc: 'A256GCM' })}..${part('iv iv iv iv ')}.${payload}.${part('tag tag tag tag ')}`,
      `${header},${payload},${signature}`,
      token.replaceAll('.', '%2E'),
      JSON.stringify({ protected: header, payload, signature }),
      JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
    ])
      await refuse(given.slice(0, 40), given)
  })

  test('rejects a token with any single bit flipped', async () => {
    const [header = '', payload = '', signature = ''] = token.split('.')
    const flipped: string[] = []
    for (const [index, text] of [header, payload, signature].entries()) {
      const bytes = Buffer.from(text, 'base64url')
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const other = Buffer.from(bytes)
        other[bit >> 3]! ^= 1 << (bit & 7)
        const parts = [header, payload, signature]
        parts[index] = other.toString('base64url')
        flipped.push(parts.join('.'))
      }
    }
    expect(flipped.length).toBeGreaterThan(1_000)
    const requested = world.queryCount
    const codes = new Set<string>()
    for (let at = 0; at < flipped.length; at += 50) {
      const some = flipped
        .slice(at, at + 50)
        .map((given) =>
          world.graphql(
            null,
            '{ viewer { environment } }',
            {},
            { headers: { authorization: `Bearer ${given}` } },
          ),
        )
      for (const answer of await Promise.all(some)) codes.add(outcome(answer))
    }
    expect([...codes]).toEqual(['401 TOKEN_INVALID'])
    expect(world.queryCount).toBe(requested)
  })
})

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
    await refuse('8 kB', signed(`${part(HEADER)}.${part({ ...claims, more: 'x'.repeat(6_000) })}`))
    await refuse('8 kB of dots', '.'.repeat(8_000))
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
    await refuse('an API key', funder.secret)
    const [answer] = await sendBoth(world, ['authorization', `Bearer ${funder.secret}`])
    expect(answer?.body.errors[0].message).toBe('This is an API key. Send it in the `x-api-key` header.')
  })

  test('rejects a session token and a one-time token as bearer token', async () => {
    for (const given of [mintSessionToken(), randomBytes(32).toString('base64url')])
      await refuse('not a bearer token', given)
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
