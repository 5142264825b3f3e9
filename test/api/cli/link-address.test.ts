// Base URL of mailed links: PUBLIC_URL, or the running server's address, or a guess and a warning.
// The running server is the one that uses DATA_DIR.

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Program } from '../../support/processes/server-process.ts'
import { createWorld } from '../../support/world.ts'
import { beside } from './cli-environment.ts'
import { admin, adminJson } from './run-cli.ts'

test('links use the address of the running server; without a server it prints a warning', async () => {
  await using world = await createWorld()
  const { username } = await (await world.funder()).logsIn()
  await using place = await beside(world)
  const { PORT: _, ...variables } = place.variables
  const reset = () => adminJson(variables, 'user', 'reset', '--user', username)
  const newestLink = async () => /^(http\S+)\/set-password/m.exec((await place.mails())[0]?.text ?? '')?.[1]
  const file = join(dirname(place.mailFolder), 'server.json')

  {
    await using program = new Program({ ...variables, PORT: '0' })
    const address = await program.prints(/"address":"([^"]+)"/)
    expect(await reset()).toMatchObject({ mail: { sent: true, warning: null } })
    expect(await newestLink()).toBe(address)
    // PUBLIC_URL has priority.
    const { mail } = await adminJson(
      { ...variables, PUBLIC_URL: 'https://door.example' },
      ...['user', 'reset', '--user', username],
    )
    expect([mail.warning, await newestLink()]).toEqual([null, 'https://door.example'])
  }

  {
    await using program = new Program({ ...variables, PORT: '0', HOST: '0.0.0.0' })
    const { port } = new URL(await program.prints(/"address":"([^"]+)"/))
    const { mail } = await reset()
    expect(mail.warning).toContain('Set PUBLIC_URL for the server')
    expect(await newestLink()).toBe(`http://127.0.0.1:${port}`)
  }
  {
    await using program = new Program({ ...variables, PORT: '0', PUBLIC_URL: 'https://door.example' })
    await program.prints(/"address":"([^"]+)"/)
    expect(await reset()).toMatchObject({ mail: { sent: true, warning: null } })
    expect(await newestLink()).toBe('https://door.example')
  }

  // The server has stopped and removed its file.
  await expect(readFile(file, 'utf8')).rejects.toThrow('ENOENT')
  const { mail } = await reset()
  expect(mail.warning).toContain(
    'the link starts with http://127.0.0.1:4000, from HOST and PORT. Set PUBLIC_URL',
  )
  expect(await newestLink()).toBe('http://127.0.0.1:4000')

  // A file left by a killed server, a process id that is not running, and invalid content are all ignored.
  await mkdir(dirname(file), { recursive: true })
  for (const left of [
    { pid: process.pid, url: 'http://127.0.0.1:1' },
    { pid: 2 ** 22 + 1, url: world.url },
    { pid: 'x', url: 1 },
    null,
  ]) {
    await writeFile(file, JSON.stringify(left))
    expect((await reset()).mail.warning, JSON.stringify(left)).toContain('No server is running on')
  }
  const told = await admin(variables, 'user', 'reset', '--user', username)
  expect(told).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/\nWarning: No server is running on .+\n$/),
  })
})
