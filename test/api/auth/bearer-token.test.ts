// Bearer tokens that this server did not issue are rejected before any database query.

import { constants, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mintSessionToken } from '@latchkey/schema/auth/session-token.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import type { Person } from '../../support/person.ts'
import { AUTH_KEYS, createWorld, type World } from '../../support/world.ts'
import { expectNoBearer, sendBoth } from './bearer-rejections.ts'
import { claimsOf, HEADER, jwt, loosened, part, signed, withMember } from './forge-jwt.ts'

let world: World
let olivia: Person
let token: string
let claims: Record<string, unknown>

beforeAll(async () => {
  world = await createWorld({ logLevel: 'trace' })
  olivia = await (await world.funder()).logsIn()
  token = olivia.bearer
  claims = claimsOf(token)
})
afterAll(() => world[Symbol.asyncDispose]())

const refuse = (what: string, given: string) => expectNoBearer(world, what, given)

test('accepts an issued token, which equals the token built by these tests', async () => {
  const requested = world.queryCount
  expect((await sendBoth(world, ['authorization', `Bearer ${token}`])).map(outcome)).toEqual(['200', '200'])
  expect(world.queryCount).toBeGreaterThan(requested)
  expect(jwt(HEADER, claims)).toBe(token)
  expect(claims).toEqual({
    sid: expect.stringMatching(/^[\w-]{43}$/),
    iss: 'latchkey',
    aud: 'latchkey-api',
    iat: expect.any(Number),
    exp: Number(claims['iat']) + 900,
  })
})

describe('algorithms', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', '', 'HS256 ', 'hs256', 'HS1', 'dir', '__proto__'])(
    'rejects alg %j with any signature',
    async (alg) => {
      const head = `${part({ alg, typ: 'JWT' })}.${part(claims)}`
      for (const [what, given] of [
        ['unsigned', `${head}.`],
        ['without the last part', head],
        ['with the signature of another header', `${head}.${token.split('.')[2]}`],
        ['correctly signed', signed(head)],
      ] as const)
        await refuse(`${alg}, ${what}`, given)
    },
  )

  test.each(['sha384', 'sha512', 'sha1'])('rejects %s with the right key', async (hash) => {
    const alg = { sha384: 'HS384', sha512: 'HS512', sha1: 'HS1' }[hash]
    await refuse(hash, signed(`${part({ alg, typ: 'JWT' })}.${part(claims)}`, { hash }))
    await refuse(`${hash}, said to be HS256`, signed(`${part(HEADER)}.${part(claims)}`, { hash }))
  })

  test('rejects signatures of a key pair: RS256, PS256, ES256', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const [alg, key] of [
      ['RS256', rsa.privateKey],
      ['PS256', { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
      ['ES256', { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }],
    ] as const) {
      const jwk = (alg === 'ES256' ? ec : rsa).publicKey.export({ format: 'jwk' })
      for (const header of [
        { alg, typ: 'JWT' },
        { alg, typ: 'JWT', jwk },
      ]) {
        const head = `${part(header)}.${part(claims)}`
        const signature = createSign('sha256').update(head).sign(key, 'base64url')
        await refuse(alg, `${head}.${signature}`)
        await refuse(`${alg}, signed as HS256`, signed(head))
      }
    }
  })

  test.each([
    ['missing', { typ: 'JWT' }],
    ['an array', { alg: ['HS256'], typ: 'JWT' }],
    ['null', { alg: null, typ: 'JWT' }],
    ['a number', { alg: 256, typ: 'JWT' }],
    ['an object', { alg: { alg: 'HS256' }, typ: 'JWT' }],
  ])('rejects a token whose alg is %s', (what, header) => refuse(what, jwt(header, claims)))
})

describe('keys', () => {
  test('rejects a random, empty, cut, longer or unrelated key and a key embedded in the token', async () => {
    const head = `${part(HEADER)}.${part(claims)}`
    for (const [what, key] of [
      ['random', randomBytes(32)],
      ['empty', new Uint8Array()],
      ['zero', new Uint8Array(32)],
      ['one byte shorter', AUTH_KEYS.bearer.slice(0, 31)],
      ['one byte longer', new Uint8Array([...AUTH_KEYS.bearer, 1])],
      ['the key of sign-in attempts', AUTH_KEYS.attempts],
    ] as const)
      await refuse(what, signed(head, { key }))
    const k = randomBytes(32)
    const jwk = { kty: 'oct', k: k.toString('base64url') }
    await refuse('jwk', signed(`${part({ ...HEADER, jwk })}.${part(claims)}`, { key: k }))
  })

  test.each([
    ['no signature', ''],
    ['a signature of zeros', Buffer.alloc(32).toString('base64url')],
    ['half of the signature', 'half'],
    ['one more byte in the signature', 'more'],
  ])('rejects a token with %s', async (what, signature) => {
    const [header, payload, right = ''] = token.split('.')
    const bytes = Buffer.from(right, 'base64url')
    const given = {
      half: bytes.subarray(0, 16).toString('base64url'),
      more: Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url'),
    }[signature]
    await refuse(what, `${header}.${payload}.${given ?? signature}`)
  })
})

describe('correctly signed tokens with wrong claims', () => {
  const without = (name: string) => Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
  const wrong: Record<string, unknown[]> = {
    iss: ['', 'Latchkey', 'latchkey ', 'https://latchkey', null, 1, ['latchkey'], { iss: 'latchkey' }],
    aud: ['', 'latchkey', 'latchkey-api ', ['latchkey-api'], ['latchkey-api', 'other'], [], null, 1],
    exp: ['1', '9999999999', '', null, true, [9_999_999_999], 0.5, -1, 0, 1, 9_999_999_999, 1e20, 1e308],
    iat: ['1', null, true, [1], {}, 0.5, -1, 0, 1e20],
    sid: ['', null, 1, true, {}, [], 'A'.repeat(42), 'A'.repeat(44), 'A'.repeat(4_000), `${'A'.repeat(42)}B`],
  }

  test.each(Object.keys(wrong))('rejects a missing or wrong %s', async (name) => {
    await refuse(`${name} missing`, jwt(HEADER, without(name)))
    for (const value of wrong[name]!)
      await refuse(
        `${name}: ${JSON.stringify(value)}`.slice(0, 80),
        jwt(HEADER, { ...claims, [name]: value }),
      )
  })

  test('rejects other encodings of sid and a session token as sid', async () => {
    const sid = String(claims['sid'])
    const bytes = Buffer.from(sid, 'base64url')
    for (const value of [
      `${sid}=`,
      ` ${sid}`,
      `${sid}\n`,
      loosened(sid),
      bytes.toString('base64'),
      bytes.toString('hex'),
      [sid],
      mintSessionToken(),
    ])
      await refuse(JSON.stringify(value), jwt(HEADER, { ...claims, sid: value }))
  })

  test('rejects additional claims and another order', async () => {
    for (const more of [
      { nbf: 0 },
      { nbf: 9_999_999_999 },
      { nbf: 'soon' },
      { sub: olivia.userId },
      { jti: '1' },
      { role: 'OWNER' },
      { environment: 'PRODUCTION' },
      { scope: 'admin' },
      { '': '' },
    ])
      await refuse(JSON.stringify(more), jwt(HEADER, { ...claims, ...more }))
    await refuse('own __proto__', jwt(HEADER, withMember(claims, '"__proto__":{}')))
    await refuse('in reverse order', jwt(HEADER, Object.fromEntries(Object.entries(claims).reverse())))
  })

  test('rejects invalid times and another lifetime', async () => {
    for (const iat of [-1_000, 0.5, 1e15, 1e20, 9_007_199_254_740_991])
      await refuse(`iat ${iat}`, jwt(HEADER, { ...claims, iat, exp: iat + 900 }))
    const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])]
    await refuse('a longer lifetime', jwt(HEADER, { ...claims, exp: exp + 1 }))
    await refuse('a shorter lifetime', jwt(HEADER, { ...claims, exp: exp - 1 }))
    for (const [name, text] of [
      ['exp', 'NaN'],
      ['exp', 'Infinity'],
      ['exp', '1e999'],
      ['exp', '-1e999'],
      ['exp', `${exp}.0`],
      ['exp', `${exp}e0`],
      ['iat', `${iat}.0`],
      ['iat', `0${iat}`],
      ['iat', '-0'],
    ] as const) {
      const json = JSON.stringify(claims).replace(new RegExp(`("${name}":)\\d+`), `$1${text}`)
      await refuse(`${name}: ${text}`, jwt(HEADER, json))
    }
  })
})

describe('correctly signed tokens with wrong headers', () => {
  test.each([
    ['typ missing', { alg: 'HS256' }],
    ['typ at+jwt', { alg: 'HS256', typ: 'at+jwt' }],
    ['typ in lower case', { alg: 'HS256', typ: 'jwt' }],
    ['typ as a media type', { alg: 'HS256', typ: 'application/jwt' }],
    ['typ null', { alg: 'HS256', typ: null }],
    ['typ an array', { alg: 'HS256', typ: ['JWT'] }],
    ['members in another order', { typ: 'JWT', alg: 'HS256' }],
    ['crit', { ...HEADER, crit: ['exp'], exp: 1 }],
    ['crit, empty', { ...HEADER, crit: [] }],
    ['b64 false', { ...HEADER, b64: false, crit: ['b64'] }],
    ['b64 true', { ...HEADER, b64: true, crit: ['b64'] }],
    ['b64 without crit', { ...HEADER, b64: false }],
    ['kid', { ...HEADER, kid: '1' }],
    ['kid with a path', { ...HEADER, kid: '../../../../dev/null' }],
    ['kid with SQL', { ...HEADER, kid: "' OR 1=1 --" }],
    ['jku', { ...HEADER, jku: 'http://127.0.0.1/jwks' }],
    ['x5u', { ...HEADER, x5u: 'http://127.0.0.1/x5u' }],
    ['x5c', { ...HEADER, x5c: ['AAAA'] }],
    ['cty', { ...HEADER, cty: 'JWT' }],
    ['zip', { ...HEADER, zip: 'DEF' }],
    ['enc', { ...HEADER, enc: 'A256GCM' }],
  ])('rejects a token with %s', (what, header) => refuse(what, jwt(header, claims)))

  test('rejects b64 false with an unencoded payload', async () => {
    const header = part({ ...HEADER, b64: false, crit: ['b64'] })
    await refuse('b64', signed(`${header}.${String(claims['sid'])}`))
  })
})
