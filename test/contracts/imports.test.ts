// Allowed import directions: between packages, and between the domains of the schema.

import { dirname, join, normalize } from 'node:path'
import { ENTRIES } from '@latchkey/sdk/build/entries.ts'
import { expect, test } from 'vitest'
import { sources } from './source.ts'

const PACKAGES: Record<string, readonly string[]> = {
  prisma: [],
  schema: ['prisma'],
  server: ['schema', 'prisma'],
  sdk: [],
  dashboard: ['sdk'],
  test: ['server', 'schema', 'sdk', 'prisma', 'dashboard'],
  bench: ['test', 'server', 'schema', 'sdk', 'prisma', 'dashboard'],
}

/** Folders that every domain may import, and that may import each other. */
const SHARED = ['graphql', 'auth', 'transaction', 'validation', 'encryption', 'events']

const DOMAINS = [
  'accounts',
  'brokers',
  'keys',
  'submissions',
  'review',
  'documents',
  'retention',
  'webhooks',
  'usage',
  'audit',
]

test.each(Object.entries(PACKAGES))('%s imports only from %j', async (name, allowed) => {
  for (const { path, imports } of await sources(name)) {
    for (const target of imports) {
      const other = /^@latchkey\/(\w+)/.exec(target)?.[1]
      if (other !== undefined)
        expect([...allowed, name === 'sdk' ? 'sdk' : ''], `${path} imports ${target}`).toContain(other)
      if (target.startsWith('.'))
        expect(normalize(join(dirname(path), target)), `${path} imports ${target}`).toMatch(/^[^.]/)
      if (target.startsWith('.') && !/vitest\.config/.test(path)) {
        expect(
          normalize(join(dirname(path), target)).split('/')[0],
          `${path} imports from outside its package`,
        ).toBe(name)
      }
    }
  }
})

test('a schema domain imports only itself, earlier domains and the root files', async () => {
  const files = await sources('schema/src')
  const domainOf = (path: string) => /^schema\/src\/(\w+)\//.exec(path)?.[1]
  const rankOf = (domain: string) => (SHARED.includes(domain) ? -1 : DOMAINS.indexOf(domain))
  for (const { path, imports } of files) {
    const own = domainOf(path)
    if (own === undefined) continue
    expect([...SHARED, ...DOMAINS]).toContain(own)
    for (const target of imports.filter((one) => one.startsWith('.'))) {
      const other = domainOf(normalize(join(dirname(path), target)))
      if (other === undefined) continue
      expect(rankOf(other), `${path} imports ${target}`).toBeLessThanOrEqual(rankOf(own))
    }
  }
})

test('only the entry points of prisma and the SDK re-export values', async () => {
  const entryPoints = ['prisma/src/index.ts', ...Object.values(ENTRIES).map((path) => `sdk/${path}`)]
  for (const name of Object.keys(PACKAGES)) {
    for (const { path, text } of await sources(name)) {
      if (entryPoints.includes(path)) continue
      expect(text, path).not.toMatch(/^export (\*|\{(?! type)[^}]*\}) from/m)
    }
  }
})
