// The secret that signs bearer tokens: configured, or created once and readable by its owner only.

import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { authKeysOf, openAuthKeys } from '@latchkey/server/auth/auth-secret.ts'
import { expect, onTestFinished, test } from 'vitest'

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-secret-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return join(folder, 'data')
}

test('creates a secret once and reuses it; a configured secret takes precedence', async () => {
  const dataDir = await newFolder()
  const keys = await openAuthKeys(null, dataDir)
  expect(await openAuthKeys(null, dataDir)).toEqual(keys)
  expect(await openAuthKeys(null, await newFolder())).not.toEqual(keys)
  const file = join(dataDir, 'auth.secret')
  expect(await readFile(file, 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  expect([(await stat(dataDir)).mode & 0o777, (await stat(file)).mode & 0o777]).toEqual([0o700, 0o600])
  const given = 'thirty-two characters, or more, of these'
  expect(await openAuthKeys(given, dataDir)).toEqual(authKeysOf(given))
})

test('rejects a secret file that is empty or too short', async () => {
  const dataDir = await newFolder()
  await openAuthKeys(null, dataDir)
  for (const left of ['', 'canary0123456789']) {
    await writeFile(join(dataDir, 'auth.secret'), left)
    const opening = openAuthKeys(null, dataDir)
    await expect(opening).rejects.toThrow(
      /auth\.secret contains fewer than 32 characters\. .+ delete the file/,
    )
    await expect(opening).rejects.not.toThrow('canary')
  }
})
