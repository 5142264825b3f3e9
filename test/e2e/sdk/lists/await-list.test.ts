// A list that is awaited by mistake: an error of TypeScript, and a clear error when the program runs.

import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect, promisify } from 'node:util'
import { LatchkeyError } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { TSC } from '../../../support/processes/packed-sdk.ts'
import { client, thrown } from '../call-errors.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../../../..')
const ADVICE = 'use for await, or await page() or toArray({ limit })'

describe('a list that is awaited', () => {
  const list = client('http://localhost:1/graphql').submissions.list()

  it.each<[how: string, mistake: () => unknown]>([
    // @ts-expect-error A list cannot be awaited.
    ['await', async () => void (await list)],
    // @ts-expect-error A list cannot be returned from an async function.
    ['return from an async function', async () => list],
    ['Promise.resolve', () => Promise.resolve(list)],
    ['Promise.all', () => Promise.all([list, 1])],
    // @ts-expect-error A list has no `then` that takes a function.
    ['then', async () => list.then(() => 'never')],
  ])('rejects and says what to do: %s', async (_how, mistake) => {
    const error = await thrown(Promise.resolve(mistake()))
    expect(error).toBeInstanceOf(LatchkeyError)
    expect(error).toHaveProperty('message', expect.stringContaining(ADVICE))
  })

  it('can be printed, and the text says what to do', () => {
    expect(inspect({ list })).toBe(`{ list: [List: ${ADVICE}] }`)
    expect(JSON.stringify({ list })).toBe(`{"list":"[List: ${ADVICE}]"}`)
  })

  it('is an error of TypeScript that says what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-types-'))
    try {
      const program = [
        "import type { Latchkey } from '@latchkey/sdk'",
        'export const awaited = async (latchkey: Latchkey) => void (await latchkey.submissions.list())',
        'export const returned = async (latchkey: Latchkey) => latchkey.submissions.list()',
      ]
      await writeFile(join(folder, 'program.mts'), program.join('\n'))
      const compilerOptions = {
        types: [],
        lib: ['esnext', 'dom'],
        paths: { '@latchkey/sdk': [join(root, 'sdk/src/index.ts')] },
      }
      const config = { extends: join(root, 'tsconfig.base.json'), compilerOptions, files: ['program.mts'] }
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
      const { stdout } = await run(TSC, ['--pretty', 'false'], { cwd: folder }).catch((error) => error)
      expect(stdout.match(/^program\.mts\(\d/gm)).toEqual(['program.mts(2', 'program.mts(3'])
      expect(stdout.match(/A list cannot be awaited\. Use for await, or await page\(\)/g)).toHaveLength(2)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
