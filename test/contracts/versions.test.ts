// Versions that are written in several files are the same.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

test('.nvmrc, the image and the package `node` name one version of Node', async () => {
  const read = (path: string) => readFile(join(ROOT, path), 'utf8')
  const version = /^ {2}node: (\d\S*)$/m.exec(await read('pnpm-workspace.yaml'))?.[1]
  expect((await read('.nvmrc')).trim()).toBe(version)
  expect(await read('pnpm-workspace.yaml')).toContain(`nodeVersion: ${version}`)
  const images = [...(await read('Dockerfile')).matchAll(/node:(\d[\d.]*)/g)].map((match) => match[1])
  expect(new Set(images)).toEqual(new Set([version]))
})
