// Global setup of the project `packages`: packs the SDK once, as pnpm publishes it.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROOT } from '../contracts/source.ts'
import { runPnpm } from '../support/processes/pnpm.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the packed SDK. */
    tarball: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-tarball-'))
  await runPnpm(['pack', '--pack-destination', folder], join(ROOT, 'sdk'))
  const { version } = JSON.parse(await readFile(join(ROOT, 'sdk/package.json'), 'utf8'))
  project.provide('tarball', join(folder, `latchkey-sdk-${version}.tgz`))
  return () => rm(folder, { recursive: true, force: true })
}
