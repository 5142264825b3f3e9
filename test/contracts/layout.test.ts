// Conventions of the repository: file and folder sizes, import cycles, and words that the code does not use.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './source.ts'

const MAX_LINES = 250
const MIN_LINES = 15
const MAX_FILES = 20

/** Packages that are imported as `@latchkey/<name>/<path below src>`. */
const PACKAGES = new Set(['prisma', 'schema', 'server', 'sdk'])

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && !/(^|\/)generated\//.test(path))
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const sources = tracked.filter((path) => /\.tsx?$/.test(path)).map((path) => ({ path, text: textOf(path) }))

function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(/(?:from|import) ?\(?'([^']+)'/g)].flatMap(([, target = '']) => {
    if (target.startsWith('.')) return [normalize(join(dirname(path), target))]
    const [, name = '', rest] = /^@latchkey\/(\w+)(?:\/(.+))?$/.exec(target) ?? []
    return PACKAGES.has(name) ? [`${name}/src/${rest ?? 'index.ts'}`] : []
  })
}

const graph = new Map(sources.map((source) => [source.path, importsOf(source)]))

test(`no source file has more than ${MAX_LINES} lines`, () => {
  const linesOf = (text: string) => text.split('\n').length - 1
  expect(sources.filter(({ text }) => linesOf(text) > MAX_LINES).map(({ path }) => path)).toEqual([])
})

test(`a source file with fewer than ${MIN_LINES} lines has several importers, or none`, () => {
  const importers = new Map<string, number>()
  for (const target of [...graph.values()].flat()) importers.set(target, (importers.get(target) ?? 0) + 1)
  const small = sources.filter(({ text }) => text.split('\n').length - 1 < MIN_LINES)
  expect(small.filter(({ path }) => importers.get(path) === 1).map(({ path }) => path)).toEqual([])
})

test(`a folder of source holds at most ${MAX_FILES} files`, () => {
  const counts = new Map<string, number>()
  for (const { path } of sources) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
  expect([...counts].filter(([, count]) => count > MAX_FILES)).toEqual([])
})

test('no file imports itself through others', () => {
  // Test actors and their world refer to each other, by type only.
  const product = [...graph.keys()].filter((path) => !path.startsWith('test/'))
  const cycles: string[] = []
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' -> '))
    if (start >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of product) visit(path, [])
  expect(cycles).toEqual([])
})

/** Words of an earlier private language, with the term that replaced each. */
const REPLACED = {
  whoever: 'anyone who, a caller that',
  upon: 'on',
  fence: 'revocation lock',
  admit: 'accept, verify',
  besides: 'also',
  meanwhile: 'in the meantime',
  carriedOut: 'applied, executed',
  underWay: 'in progress',
  reverifyOrder: 'mutants in SQL, in the test database',
  strangers: 'unknown keys, unauthenticated callers',
}

test.each(Object.entries(REPLACED))('no text uses "%s" (instead: %s)', (word) => {
  const spaced = word.replace(/([A-Z])/g, '[ -]?$1')
  const pattern = new RegExp(`\\b${spaced}(s|ted|d)?\\b`, 'i')
  const texts = tracked.filter(
    (path) =>
      ['.ts', '.tsx', '.md', '.sql', '.prisma', '.html', '.graphql'].includes(extname(path)) &&
      !path.endsWith('CHANGELOG.md') &&
      path !== 'test/contracts/layout.test.ts',
  )
  expect(texts.filter((path) => pattern.test(textOf(path)))).toEqual([])
})
