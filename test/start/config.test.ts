// The configuration: defaults, and all faults at once without repeating what was given.

import { ConfigError, readConfig } from '@latchkey/server/config.ts'
import { expect, test } from 'vitest'
import { ROOT } from '../contracts/source.ts'

test('without variables: this machine only, a database of our own, the demo world', () => {
  expect(readConfig({})).toEqual({
    port: 4000,
    host: '127.0.0.1',
    dataDir: `${ROOT}/.data`,
    databaseUrl: null,
    databaseConnections: 10,
    allowedOrigins: [],
    publicUrl: null,
    seedDemo: true,
    logLevel: 'info',
  })
})

test('with DATABASE_URL no demo world, unless asked', () => {
  const DATABASE_URL = 'postgresql://u:p@db.example/latchkey'
  expect(readConfig({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL, seedDemo: false })
  expect(readConfig({ DATABASE_URL, SEED_DEMO: 'true' }).seedDemo).toBe(true)
})

test('lists and addresses', () => {
  const config = readConfig({
    ALLOWED_ORIGINS: 'https://a.example, http://localhost:3000',
    PUBLIC_URL: 'https://api.example/',
  })
  expect(config.allowedOrigins).toEqual(['https://a.example', 'http://localhost:3000'])
  expect(config.publicUrl).toBe('https://api.example')
})

test('every fault in one list, and none of what was given, which may be secret', () => {
  const faulty = {
    PORT: '99999',
    DATABASE_URL: 'mysql://root:canary@db',
    DATABASE_CONNECTIONS: 'canary',
    ALLOWED_ORIGINS: '*',
    PUBLIC_URL: 'canary',
    SEED_DEMO: 'canary',
    LOG_LEVEL: 'canary',
  }
  try {
    readConfig(faulty)
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    const { message } = error as ConfigError
    for (const name of Object.keys(faulty)) expect(message).toContain(`${name} is `)
    expect(message).not.toContain('canary')
  }
})
