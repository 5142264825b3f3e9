// Exports `buildDashboard`, which `start` calls before every run.

import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InlineConfig } from 'vite'

const here = import.meta.dirname
const dist = join(here, 'dist')

/**
 * Builds the pages into `dashboard/dist`, unless the digest of the sources is unchanged. Loads Vite only if a
 * build is needed.
 */
export async function buildDashboard(): Promise<void> {
  const digest = digestOfSources()
  if (digestOf(dist) === digest) return
  console.log('Building the dashboard (first start only) ...')
  const fresh = join(here, 'node_modules', `.dist-${process.pid}`)
  await runVite(fresh)
  writeFileSync(join(fresh, '.digest'), digest)
  replaceDist(fresh, digest)
}

function digestOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(['src/**/*.*', '*.html', 'build.ts', 'package.json', 'tsconfig.json'], { cwd: here })
  for (const file of [...files.sort(), '../pnpm-lock.yaml']) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(here, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function digestOf(folder: string): string | null {
  const file = join(folder, '.digest')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

async function runVite(outDir: string): Promise<void> {
  // With any other NODE_ENV, such as that of a test run, Vite compiles React for development.
  const { env } = process
  process.env = { ...env, NODE_ENV: 'production' }
  try {
    const { build } = await import('vite')
    await build({ ...config, build: { ...config.build, outDir } })
  } finally {
    process.env = env
  }
}

const config: InlineConfig = {
  root: here,
  base: '/',
  configFile: false,
  envDir: false,
  publicDir: false,
  logLevel: 'warn',
  // Set explicitly. Otherwise Vite searches the folders above the checkout for a PostCSS configuration.
  css: { postcss: {} },
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  plugins: [
    {
      // GraphiQL's style sheet contains 0.4 MB of fonts as data: URLs, which our Content Security Policy
      // blocks anyway.
      name: 'without-inlined-fonts',
      enforce: 'pre',
      transform: {
        filter: { id: /graphiql\/dist\/style\.css$/ },
        handler: (css) => css.replaceAll(/@font-face\s*\{[^}]*\}/g, ''),
      },
    },
  ],
  build: {
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
    rolldownOptions: {
      input: ['graphiql.html', 'account.html'].map((page) => join(here, page)),
      checks: { moduleLevelDirective: false },
    },
  },
}

/** Renames the complete build to `dist`, so that `dist` is never partial. */
function replaceDist(fresh: string, digest: string): void {
  const old = `${fresh}-old`
  try {
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(fresh, dist)
  } catch (error) {
    // A parallel build was faster and produced the same result.
    if (digestOf(dist) !== digest) throw error
  }
  for (const left of [fresh, old]) rmSync(left, { recursive: true, force: true })
}

if (import.meta.main) await buildDashboard()
