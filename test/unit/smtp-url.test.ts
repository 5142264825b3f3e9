// SMTP_URL: the server it names, whether TLS is required, and which URLs are invalid.

import { readSmtpUrl } from '@latchkey/server/mail/smtp-url.ts'
import { expect, test } from 'vitest'

test('parses host, port and credentials', () => {
  expect(readSmtpUrl('smtp://door%40bee.example:p%2Fw@Mail.Example:2525')).toEqual({
    host: 'mail.example',
    port: 2525,
    secure: false,
    requireTLS: true,
    auth: { user: 'door@bee.example', pass: 'p/w' },
  })
  expect(readSmtpUrl('smtps://[2001:db8::1]/')).toEqual({
    host: '2001:db8::1',
    port: undefined,
    secure: true,
    requireTLS: true,
    auth: undefined,
  })
})

test.each([
  ['smtp://mail.example', true],
  ['smtp://mail.example?requireTLS=true', true],
  ['smtp://mail.example?requireTLS=false', false],
  ['smtp://10.0.0.1', true],
  ['smtp://localhost.evil.example', true],
  ['smtp://127.0.0.1.evil.example', true],
  ['smtp://127.1', true],
  ['smtp://[fe80::1]', true],
  ['smtps://localhost', true],
  ['smtp://localhost', false],
  ['smtp://LOCALHOST:25', false],
  ['smtp://127.0.0.1:25', false],
  ['smtp://127.9.9.9', false],
  ['smtp://[::1]:25', false],
  ['smtp://localhost?requireTLS=true', true],
])('%s sets requireTLS to %s', (url, required) => {
  expect(readSmtpUrl(url)?.requireTLS).toBe(required)
})

test.each([
  '',
  'mail.example',
  'smtp:',
  'smtp://',
  'http://mail.example',
  'direct://mail.example',
  'smtp://user@mail.example',
  'smtp://:password@mail.example',
  'smtp://user:100%@mail.example',
  'smtp://mail.example/path',
  'smtp://mail.example#fragment',
  'smtp://mail.example:99999',
  'smtp://mail%2eexample',
  'smtp://mail.example?requiretls=false',
  'smtp://mail.example?requireTLS=no',
  'smtp://mail.example?tls.rejectUnauthorized=false',
  'smtp://mail.example?requireTLS=true&logger=true',
  'smtp://mail.example?ignoreTLS=true',
  'smtps://mail.example?requireTLS=false',
])('rejects %s', (url) => {
  expect(readSmtpUrl(url)).toBeNull()
})
