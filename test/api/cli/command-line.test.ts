// The command line itself: help, unknown input, invalid configuration.

import { expect, test } from 'vitest'
import { admin, adminProcess } from './run-cli.ts'

const COMMANDS = [
  ...['funder create', 'funder list', 'user list', 'user reset'],
  ...['user resend-invitation', 'user revoke-invitation', 'broker create', 'broker list', 'domain add'],
  ...['key list', 'open-production', 'migrate', 'doctor'],
]

test('--help lists every command, and each command has --help', async () => {
  const { code, out, err } = await admin({}, '--help')
  expect([code, err]).toEqual([0, ''])
  for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'))
  for (const command of COMMANDS) {
    const help = await admin({}, ...command.split(' '), '--help')
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toMatch(new RegExp(`^Usage: latchkey-admin ${command} `))
  }
})

test('--version prints the version', async () => {
  expect(await adminProcess({}, '--version')).toEqual({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    err: '',
  })
})

test('the process exits with the code and prints errors to standard error', async () => {
  const { code, out, err } = await adminProcess({}, 'nonsense')
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^error: /)
  const faulty = await adminProcess({ DATABASE_URL: 'mysql://db' }, 'migrate')
  expect(faulty).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^The configuration is/) })
})

test.each([
  [[]],
  [['broker']],
  [['nonsense']],
  [['broker', 'nonsense']],
  [['broker', 'create', '--name', 'Bee Line']],
  [['broker', 'create', '--name', 'Bee Line', '--domain', 'bee.com', '--nonsense']],
  [['migrate', 'nonsense']],
  [['user', 'list', '--status', 'canceled']],
  [['key', 'list', 'nonsense']],
])('prints an error to standard error and exits with 2 for %j', async (args) => {
  const { code, out, err } = await admin({}, ...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^(Usage: latchkey-admin|error: )/)
})

test('reports an invalid configuration without repeating the value', async () => {
  const faulty = { DATABASE_URL: 'mysql://u:canary@db' }
  expect(await admin(faulty, 'migrate')).toEqual({
    code: 1,
    out: '',
    err: expect.stringMatching(/^The configuration is invalid:\n {2}DATABASE_URL is not a URL such as/),
  })
  const { err } = await admin(faulty, 'migrate', '--json')
  expect(JSON.parse(err)).toEqual({ code: 'FAILED', message: expect.any(String), issues: [] })
  expect(err).not.toContain('canary')
})
