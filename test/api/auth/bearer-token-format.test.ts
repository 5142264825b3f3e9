// Bearer token format: each token has exactly one spelling.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import type { World } from '../../support/world.ts'
import { expectNoBearer } from './bearer-rejections.ts'
import { createBearerWorld } from './bearer-world.ts'
import { HEADER, jwt, loosened, part, signed, withMember } from './forge-jwt.ts'

let world: World
let token: string
let claims: Record<string, unknown>

beforeAll(async () => {
  ;({ world, token, claims } = await createBearerWorld())
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
