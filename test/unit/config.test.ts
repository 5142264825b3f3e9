// Configuration: defaults, and all errors reported at once without repeating the values.

import { ConfigError, readConfig, variables } from '@latchkey/server/config.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../contracts/source.ts'

test('without variables, listens on localhost and uses the embedded database and demo data', () => {
  expect(readConfig({})).toEqual({
    port: 4000,
    clamd: null,
    s3: {
      bucket: null,
      endpoint: null,
      region: 'us-east-1',
      accessKeyId: null,
      secretAccessKey: null,
      prefix: '',
    },
    keepAliveSeconds: 75,
    host: '127.0.0.1',
    dataDir: `${ROOT}/.data`,
    databaseUrl: null,
    databaseConnections: 10,
    workers: true,
    retention: { draftDays: 90, closedMonths: 25 },
    redisUrl: null,
    allowedOrigins: [],
    publicUrl: null,
    trustedProxies: 0,
    seedDemo: true,
    smtpUrl: null,
    mailFrom: 'Latchkey <latchkey@localhost>',
    mailbox: true,
    authSecret: null,
    encryptionKeys: null,
    logLevel: 'info',
    metricsToken: null,
    tracing: false,
  })
})

test('with DATABASE_URL, creates demo data only if SEED_DEMO is true', () => {
  const DATABASE_URL = 'postgresql://u:p@db.example/latchkey'
  expect(readConfig({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL, seedDemo: false })
  expect(readConfig({ DATABASE_URL, SEED_DEMO: 'true' }).seedDemo).toBe(true)
})

test('enables the mailbox only in development, or if MAILBOX is true', () => {
  const DATABASE_URL = 'postgresql://u:p@db.example/latchkey'
  const SMTP_URL = 'smtp://user:password@mail.example'
  expect(readConfig({ DATABASE_URL })).toMatchObject({ smtpUrl: null, mailbox: false })
  expect(readConfig({ SMTP_URL })).toMatchObject({ smtpUrl: SMTP_URL, mailbox: false })
  expect(readConfig({ DATABASE_URL, SMTP_URL, MAILBOX: 'true' }).mailbox).toBe(true)
  expect(readConfig({ MAILBOX: 'false' }).mailbox).toBe(false)
})

test('trims METRICS_TOKEN, rejects one that is too short or invalid in a header, and reads TRACING', () => {
  expect(readConfig({ METRICS_TOKEN: ' 0123456789abcdef ' }).metricsToken).toBe('0123456789abcdef')
  expect(readConfig({ TRACING: 'true' }).tracing).toBe(true)
  for (const METRICS_TOKEN of ['canary123456789', 'canary 0123456789', 'canary0123456789é'])
    expect(() => readConfig({ METRICS_TOKEN })).toThrow(
      /^(?![\s\S]*canary)[\s\S]*METRICS_TOKEN must be at least 16/,
    )
})

test.each([
  'door@latchkey.example',
  'latchkey@localhost',
  'Zoë of Latchkey <door@latchkey.example>',
  '"Latchkey, Inc." <door@latchkey.example>',
])('accepts the sender %s', (MAIL_FROM) => {
  expect(readConfig({ MAIL_FROM }).mailFrom).toBe(MAIL_FROM)
})

test.each([
  'canary',
  'canary <>',
  '<canary@latchkey.example>',
  'canary@a.example, canary@b.example',
  'Latchkey, Inc. <canary@latchkey.example>',
  'a <canary@a.example> <canary@b.example>',
  'a\nBcc: b <canary@latchkey.example>',
  '"a\r\nBcc: b" <canary@latchkey.example>',
  'canary@latchkey.example\nBcc: b',
  'canary@@latchkey.example',
])('rejects the sender %j', (MAIL_FROM) => {
  expect(() => readConfig({ MAIL_FROM })).toThrow(/^(?![\s\S]*canary)[\s\S]*\n {2}MAIL_FROM must be a sender/)
})

test('parses lists and URLs', () => {
  const config = readConfig({
    ALLOWED_ORIGINS: 'https://a.example, http://localhost:3000',
    PUBLIC_URL: 'https://api.example/',
  })
  expect(config.allowedOrigins).toEqual(['https://a.example', 'http://localhost:3000'])
  expect(config.publicUrl).toBe('https://api.example')
})

test('accepts 0 to 10 trusted proxies', () => {
  for (const count of [0, 1, 10])
    expect(readConfig({ TRUSTED_PROXIES: `${count}` }).trustedProxies).toBe(count)
  for (const TRUSTED_PROXIES of ['-1', '11', '1.5', 'true', 'loopback', '10.0.0.0/8'])
    expect(() => readConfig({ TRUSTED_PROXIES })).toThrow('TRUSTED_PROXIES must be a number from 0 to 10.')
})

test('reports all errors at once without repeating values, which may be secret', () => {
  const faulty = {
    PORT: '99999',
    DATABASE_URL: 'mysql://root:canary@db',
    DATABASE_CONNECTIONS: 'canary',
    REDIS_URL: 'http://user:canary@redis',
    ALLOWED_ORIGINS: '*',
    PUBLIC_URL: 'canary',
    TRUSTED_PROXIES: 'canary',
    SEED_DEMO: 'canary',
    SMTP_URL: 'smtp://user:canary@mail.example?tls.rejectUnauthorized=false',
    MAIL_FROM: 'canary',
    MAILBOX: 'canary',
    LOG_LEVEL: 'canary',
    METRICS_TOKEN: 'canary canary canary',
    TRACING: 'canary',
    KEEP_ALIVE_SECONDS: '1.5',
    AUTH_SECRET: 'canary',
  }
  try {
    readConfig(faulty)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    const { message } = error as ConfigError
    for (const name of Object.keys(faulty))
      expect(message).toMatch(new RegExp(`^ {2}${name} (must be|is not) .*\\.$`, 'm'))
    expect(message).not.toContain('canary')
  }
})

test('an empty or blank variable counts as not set', () => {
  const names = variables().flatMap(({ variables }) => variables.map(({ name }) => name))
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(readConfig({}))
})

test('the documented default of a variable is the value that it has when it is not set', () => {
  for (const { variables: section } of variables())
    for (const { name, default: fixed } of section)
      if (fixed !== null) expect(readConfig({ [name]: fixed }), name).toEqual(readConfig({}))
})
