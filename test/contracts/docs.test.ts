// Pages of docs/ that list parts of the code list all of them.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, sources } from './source.ts'

const page = (name: string) => readFile(join(ROOT, 'docs', name), 'utf8')

/** The first groups of all matches, sorted, each once. */
function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].sort()
}

async function code(folder: string): Promise<string> {
  return (await sources(folder)).map(({ code }) => code).join('\n')
}

test('metrics-and-traces.md describes every metric and every span', async () => {
  const text = await page('metrics-and-traces.md')
  const observability = await code('server/src/observability')
  const metrics = found(observability, /name: '(latchkey_\w+)'/g)
  expect(metrics.length).toBeGreaterThan(5)
  expect(found(text, /^\| `(latchkey_\w+)` \|/gm)).toEqual(metrics)
  const spans = found(await code('server/src'), /\bstep\(\s*'([^']+)'/g)
  expect(spans.length).toBeGreaterThan(1)
  for (const span of spans) expect(text).toContain(`| \`${span}\` |`)
  for (const name of found(observability, /'((?:latchkey|http|graphql)\.[\w.]+)'/g))
    expect(text).toContain(`| \`${name}\` |`)
})

test('auth.md describes every route', async () => {
  const text = await page('auth.md')
  const routes = found(await code('server/src/auth'), /^ {4}'(\/auth\/[\w/-]+)': /gm)
  expect(routes.length).toBeGreaterThan(5)
  expect(found(text, /^### POST (\S+)$/gm)).toEqual(routes)
  expect(found(text, /^\| \[`(\/auth\/[\w/-]+)`\]/gm)).toEqual(routes)
})

test('links between pages lead to files', async () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md', 'SECURITY.md', 'docs/deployment.md']
  pages.push('docs/auth.md', 'docs/configuration.md', 'docs/metrics-and-traces.md')
  for (const path of pages) {
    const links = found(await readFile(join(ROOT, path), 'utf8'), /\]\((?!https?:|#)([^)#\s]+)/g)
    for (const link of links) expect(existsSync(join(ROOT, path, '..', link)), `${path}: ${link}`).toBe(true)
  }
})
