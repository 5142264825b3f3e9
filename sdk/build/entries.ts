// ENTRIES: the entry points of the published package. Used by the build and by the tests of the package.

/**
 * The subpath that users import, and its source file. A new entry point needs one line here; `pnpm generate`
 * writes it to package.json.
 */
export const ENTRIES = {
  '.': 'src/index.ts',
  './graphql': 'src/graphql.ts',
  './testing': 'src/testing/index.ts',
} as const satisfies Record<string, string>

/** The name of the built files of an entry point: `index` for `.`, `graphql` for `./graphql`. */
export function fileNameOf(subpath: string): string {
  return subpath === '.' ? 'index' : subpath.slice('./'.length)
}
