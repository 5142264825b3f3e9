// publishedFields: the fields of package.json that name the built files. Used by build.ts and its contract test.

import { ENTRIES, fileNameOf } from './entries.ts'

interface Conditions {
  readonly types: string
  readonly default: string
}

export interface PublishedFields {
  readonly main: string
  readonly module: string
  readonly types: string
  /** For `moduleResolution: node10`, which does not read `exports`. */
  readonly typesVersions: Readonly<Record<'*', Readonly<Record<string, readonly string[]>>>>
  readonly exports: Readonly<
    Record<string, string | { readonly import: Conditions; readonly require: Conditions }>
  >
}

export function publishedFields(): PublishedFields {
  const subpaths = Object.keys(ENTRIES)
  const file = (subpath: string, extension: string) => `./dist/${fileNameOf(subpath)}${extension}`
  const exports = subpaths.map((subpath) => [
    subpath,
    {
      import: { types: file(subpath, '.d.mts'), default: file(subpath, '.mjs') },
      require: { types: file(subpath, '.d.cts'), default: file(subpath, '.cjs') },
    },
  ])
  const others = subpaths.filter((subpath) => subpath !== '.')
  return {
    main: file('.', '.cjs'),
    module: file('.', '.mjs'),
    types: file('.', '.d.cts'),
    typesVersions: {
      '*': Object.fromEntries(others.map((subpath) => [fileNameOf(subpath), [file(subpath, '.d.cts')]])),
    },
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
  }
}
