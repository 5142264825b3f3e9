// Writes the entry points to package.json, as part of `pnpm generate`: their sources for the repository, and their
// built files for the published package. `packageWithEntries` is used by build.ts, which checks the file.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtPathOf, ENTRIES } from './entries.ts'

const ENTRIES_AS_PATHS = Object.fromEntries(
  Object.entries(ENTRIES).map(([subpath, path]) => [subpath, `./${path}`]),
)

interface Conditions {
  readonly types: string
  readonly default: string
}

interface PublishedFields {
  readonly main: string
  readonly module: string
  readonly types: string
  /** For `moduleResolution: node10`, which does not read `exports`. */
  readonly typesVersions: Readonly<Record<'*', Readonly<Record<string, readonly string[]>>>>
  readonly exports: Readonly<
    Record<string, string | { readonly import: Conditions; readonly require: Conditions }>
  >
}

function publishedFields(): PublishedFields {
  const entries = Object.entries(ENTRIES).map(
    ([subpath, source]) => [subpath, `./dist/${builtPathOf(source)}`] as const,
  )
  const exports = entries.map(([subpath, path]) => [
    subpath,
    {
      import: { types: `${path}.d.mts`, default: `${path}.mjs` },
      require: { types: `${path}.d.cts`, default: `${path}.cjs` },
    },
  ])
  const others = entries.filter(([subpath]) => subpath !== '.')
  const main = `./dist/${builtPathOf(ENTRIES['.'])}`
  return {
    main: `${main}.cjs`,
    module: `${main}.mjs`,
    types: `${main}.d.cts`,
    typesVersions: {
      '*': Object.fromEntries(
        others.map(([subpath, path]) => [subpath.slice('./'.length), [`${path}.d.cts`]]),
      ),
    },
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
  }
}

/** The content of package.json with the entry points of now. */
export function packageWithEntries(text: string): string {
  const manifest = JSON.parse(text)
  // Subpaths with a pattern are for tests and the build of this repository.
  const internal = Object.entries(manifest.exports).filter(([subpath]) => subpath.includes('*'))
  manifest.exports = { ...ENTRIES_AS_PATHS, ...Object.fromEntries(internal) }
  manifest.publishConfig = { access: 'public', provenance: true, ...publishedFields() }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

if (import.meta.main) {
  const path = join(import.meta.dirname, '../package.json')
  writeFileSync(path, packageWithEntries(readFileSync(path, 'utf8')))
}
