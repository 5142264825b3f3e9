// Reads source files, for the tests that check repository conventions.

import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

export const ROOT = join(import.meta.dirname, '../..')

export interface SourceFile {
  /** Relative to the repository root: `schema/src/keys/secret-format.ts`. */
  readonly path: string
  readonly text: string
  /** The text without comments. */
  readonly code: string
  /** The import specifiers, as written. */
  readonly imports: readonly string[]
}

/** The TypeScript files below a folder, without generated and installed files. */
export async function sources(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  const paths = files.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  const own = paths.filter((path) => !/(^|\/)(node_modules|generated|dist)\//.test(path)).sort()
  return Promise.all(
    own.map(async (path) => {
      const text = await readFile(join(ROOT, path), 'utf8')
      const imports = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map((match) => match[1] ?? '')
      const code = withoutComments(text)
      return { path, text, code, imports }
    }),
  )
}

export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
}
