// ENTRIES: the entry points of the published package. Used by the build and by the tests of the package.

/**
 * The subpath that users import, and its source file. A new entry point needs one line here; `pnpm generate`
 * writes it to package.json.
 */
export const ENTRIES = {
  '.': 'src/index.ts',
  './graphql': 'src/graphql.ts',
  './testing': 'src/testing.ts',
  './webhooks': 'src/webhooks.ts',
} as const satisfies Record<string, string>

/** The path of the built files below dist/, without an extension: `testing/index` for `src/testing/index.ts`. */
export function builtPathOf(source: string): string {
  return source.replace(/^src\//, '').replace(/\.ts$/, '')
}
