// measureBundles: size of the minimal programs, bundled and minified by esbuild for browsers and for Node.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Project } from './project.ts'

interface Size {
  readonly minified: number
  readonly gzipped: number
}

/** Null: esbuild cannot bundle the program. */
export interface Sizes {
  readonly browser: Size | null
  readonly node: Size | null
}

export async function measureBundles(
  project: Project,
  names: readonly string[],
): Promise<Map<string, Sizes>> {
  const sizes = new Map<string, Sizes>()
  for (const name of names)
    sizes.set(name, {
      browser: await bundle(project, name, 'browser'),
      node: await bundle(project, name, 'node'),
    })
  return sizes
}

async function bundle(project: Project, name: string, platform: 'browser' | 'node'): Promise<Size | null> {
  const output = `bundle-${name}-${platform}.mjs`
  const { code } = await project.run(join(project.folder, 'node_modules/.bin/esbuild'), [
    `programs/${name}.ts`,
    '--bundle',
    '--minify',
    '--format=esm',
    '--target=es2022',
    `--platform=${platform}`,
    `--outfile=${output}`,
    '--log-level=error',
  ])
  if (code !== 0) return null
  const bundled = await readFile(join(project.folder, output))
  return { minified: bundled.length, gzipped: gzipSync(bundled, { level: 9 }).length }
}
