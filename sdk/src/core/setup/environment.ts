// What the client knows of the runtime: environment variables, browser or not. Used at its construction.

import { field } from '../json.ts'

type Variable = 'LATCHKEY_API_KEY' | 'LATCHKEY_URL' | 'LATCHKEY_LOG'

/**
 * Undefined where there is no `process.env`, and for an empty variable. Bundlers do not find this access, so
 * they never build the value into the code of a page.
 */
export function environmentVariable(name: Variable): string | undefined {
  try {
    const value = field(field(field(globalThis, 'process'), 'env'), name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  } catch {
    // Deno without the permission to read it.
    return undefined
  }
}

/** Also true under jsdom. False in workers, Node, Deno and Bun. */
export function isBrowser(): boolean {
  return field(globalThis, 'window') !== undefined && field(globalThis, 'document') !== undefined
}

/** Such as `node/24.21.0`. Null in a browser or an unknown runtime. */
export function runtimeName(): string | null {
  const versions: readonly (readonly [name: string, version: unknown])[] = [
    ['bun', field(field(globalThis, 'Bun'), 'version')],
    ['deno', field(field(field(globalThis, 'Deno'), 'version'), 'deno')],
    ['node', field(field(field(globalThis, 'process'), 'versions'), 'node')],
  ]
  if (isBrowser()) return null
  if (field(field(globalThis, 'navigator'), 'userAgent') === 'Cloudflare-Workers') return 'workerd'
  for (const [name, version] of versions)
    if (typeof version === 'string' && /^[\w.+-]{1,40}$/.test(version)) return `${name}/${version}`
  return null
}
