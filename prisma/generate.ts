// Exports `generateClient`, which `start`, `test` and latchkey-admin call before every run.
// It generates the Prisma client and the Pothos types into `generated`, unless the digest of the sources is
// unchanged.

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const here = import.meta.dirname
const stamp = join(here, 'generated/.digest')
// All files that the generators write. If one is missing, for example after a manual cleanup, generate again.
const RESULTS = ['client/client.ts', 'client/enums.ts', 'client/models.ts', 'pothos.ts']

/** Prints nothing on success. On failure it throws an Error with the output of the generator. */
export async function generateClient(): Promise<void> {
  const digest = digestOfSources()
  const complete = RESULTS.every((file) => existsSync(join(here, 'generated', file)))
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  // Prisma starts the Pothos generator by its name, so it must be in PATH.
  const env = { ...process.env, PATH: [join(here, 'node_modules/.bin'), process.env['PATH']].join(delimiter) }
  try {
    await promisify(execFile)('prisma', ['generate'], { cwd: here, env })
  } catch (error) {
    const printed = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    throw new Error(`prisma generate failed.\n${printed}`)
  }
  writeFileSync(stamp, digest)
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  const models = globSync('models/*.prisma', { cwd: here }).sort()
  // The lock file represents the versions of the generators.
  for (const file of [...models, 'prisma.config.ts', 'generate.ts', 'package.json', '../pnpm-lock.yaml'])
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(here, file)))
      .update('\0')
  return hash.digest('hex')
}

if (import.meta.main)
  await generateClient().catch(({ message }: Error) => {
    console.error(message)
    process.exitCode = 1
  })
