// The commands in docs and messages work without a terminal, where npx aborts instead of asking.

import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

test('every npx command has the -y option', async () => {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    maxBuffer: 8 * 2 ** 20,
  })
  const files = stdout.split('\0').filter((path) => path !== '' && !/\.(png|ttf|wasm)$/.test(path))
  expect(files.length).toBeGreaterThan(300)
  const faulty: string[] = []
  for (const path of files) {
    const text = await readFile(join(ROOT, path), 'utf8').catch(() => '')
    for (const [line] of text.matchAll(/^.*\bnpx (?!-y )[\w@-]+@\d.*$/gm))
      faulty.push(`${path}: ${line.trim()}`)
  }
  expect(faulty).toEqual([])
})
