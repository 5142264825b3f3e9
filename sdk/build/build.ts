// Build script of the SDK: bundles src/ to ESM and CommonJS in dist/, and writes the declarations for both.

import { execFileSync } from 'node:child_process'
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { builtPathOf, ENTRIES } from './entries.ts'
import { withoutGraphql } from './graphql-stub.ts'
import { packageWithEntries } from './manifest.ts'

process.chdir(join(import.meta.dirname, '..'))

const manifest = readFileSync('package.json', 'utf8')
if (packageWithEntries(manifest) !== manifest)
  throw new Error('package.json is out of date: run `pnpm generate`.')

rmSync('dist', { recursive: true, force: true })

const bundle = await rolldown({
  input: Object.fromEntries(Object.values(ENTRIES).map((path) => [builtPathOf(path), path])),
  platform: 'neutral',
  external: [/^node:/],
  // Node 20, Safari 16.4, Chrome 94 and newer run this without changes.
  transform: { target: 'es2022' },
  resolve: { mainFields: ['module', 'main'] },
  treeshake: { moduleSideEffects: false },
  plugins: [withoutGraphql],
})
for (const [format, extension] of [
  ['esm', 'mjs'],
  ['cjs', 'cjs'],
] as const) {
  await bundle.write({
    dir: 'dist',
    format,
    sourcemap: true,
    comments: { legal: false, annotation: true, jsdoc: false },
    entryFileNames: `[name].${extension}`,
    chunkFileNames: `shared-[hash].${extension}`,
  })
}
await bundle.close()
// The bundle contains graphql-request.
copyFileSync('node_modules/graphql-request/LICENSE', 'dist/graphql-request.LICENSE')

execFileSync('tsc', ['--project', 'tsconfig.build.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})

// One copy of the declarations per module format: TypeScript decides by the extension how a file may be imported.
for (const path of globSync('dist/**/*.d.ts')) {
  const declarations = readFileSync(path, 'utf8')
  for (const kind of ['mts', 'cts']) {
    const text = declarations.replaceAll(/(['"]\.{1,2}\/[^'"]*)\.ts(?=['"])/g, `$1.${kind.replace('t', 'j')}`)
    writeFileSync(path.replace(/\.ts$/, `.${kind}`), text)
  }
  rmSync(path)
}
