// The base URL of mailed links, when a program other than the server sends the mail.

import { readConfig } from '@latchkey/server/config.ts'
import { configuredUrl } from '@latchkey/server/http/public-url.ts'
import { expect, test } from 'vitest'

test.each([
  [{}, 'http://127.0.0.1:4000'],
  [{ HOST: '::1', PORT: '4001' }, 'http://[::1]:4001'],
  [{ HOST: 'latchkey.lan' }, 'http://latchkey.lan:4000'],
  [{ HOST: '0.0.0.0', PORT: '0', PUBLIC_URL: 'https://api.example/' }, 'https://api.example'],
])('derives the base URL from %j: %s', (variables, url) => {
  expect(configuredUrl(readConfig(variables))).toBe(url)
})

test.each([
  { HOST: '0.0.0.0' },
  { HOST: '0' },
  { HOST: '::' },
  { HOST: '0:0:0:0:0:0:0:0' },
  { HOST: '::ffff:0.0.0.0' },
  { HOST: 'a b' },
  { PORT: '0' },
])('requires PUBLIC_URL for %j', (variables) => {
  expect(() => configuredUrl(readConfig(variables))).toThrow(/Set PUBLIC_URL/)
})
