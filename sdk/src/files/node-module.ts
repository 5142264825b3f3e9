// nodeModule: loads a module of Node, which Deno and Bun have too. Used by local-file.ts, save-file.ts and sha256.ts.

import { field } from '../core/json.ts'

/** The part of Node's API that the SDK uses. Its types are not in every project. */
interface Modules {
  readonly 'node:fs/promises': {
    readonly open: (path: string, flags: 'r' | 'wx') => Promise<FileHandle>
    readonly stat: (path: string) => Promise<FileStatus>
    readonly link: (path: string, newPath: string) => Promise<void>
    readonly rename: (path: string, newPath: string) => Promise<void>
    readonly unlink: (path: string) => Promise<void>
  }
  readonly 'node:crypto': {
    readonly createHash: (algorithm: 'sha256') => Hash
  }
}

interface FileStatus {
  readonly size: number
  readonly isFile: () => boolean
  readonly isDirectory: () => boolean
}

interface FileHandle {
  readonly stat: () => Promise<FileStatus>
  readonly read: (
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesRead: number }>
  readonly write: (
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesWritten: number }>
  readonly truncate: (length: number) => Promise<void>
  readonly close: () => Promise<void>
}

export interface Hash {
  readonly update: (bytes: Uint8Array) => unknown
  readonly digest: (encoding: 'hex') => string
}

interface NodeProcess {
  readonly getBuiltinModule?: <Name extends keyof Modules>(name: Name) => Modules[Name] | undefined
}

/** Null in browsers and other runtimes without Node's modules. */
export async function nodeModule<Name extends keyof Modules>(name: Name): Promise<Modules[Name] | null> {
  if (!isNode()) return null
  const process: NodeProcess = Reflect.get(globalThis, 'process')
  // Node before 20.16 has no getBuiltinModule. A variable keeps bundlers for browsers from resolving the module.
  return process.getBuiltinModule?.(name) ?? import(/* webpackIgnore: true */ /* @vite-ignore */ name)
}

/** Node, Deno and Bun. */
export function isNode(): boolean {
  return typeof field(field(field(globalThis, 'process'), 'versions'), 'node') === 'string'
}
