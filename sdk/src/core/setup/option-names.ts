// checkOptionNames: rejects misspelt options of the client, which JavaScript would ignore. Used by client.ts.

import { LatchkeyError } from '../errors.ts'
import type { LatchkeyOptions } from '../options.ts'

/** Typed, so that TypeScript reports a missing option. */
const NAMES: Readonly<Record<keyof LatchkeyOptions, true>> = {
  apiKey: true,
  accessToken: true,
  url: true,
  timeoutMs: true,
  maxRetries: true,
  totalTimeoutMs: true,
  pace: true,
  fetch: true,
  headers: true,
  appInfo: true,
  logger: true,
  logLevel: true,
  onRotationDue: true,
  dangerouslyAllowBrowser: true,
  pause: true,
}

export function checkOptionNames(options: LatchkeyOptions): void {
  const known = Object.keys(NAMES).filter((name) => name !== 'pause')
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(NAMES, name)) continue
    const plain = name.replaceAll(/[_-]/g, '').toLowerCase()
    const similar = known.find((one) => one.toLowerCase().startsWith(plain))
    // A name that is not a word could be a value in the wrong place.
    const shown = /^\w{1,40}$/.test(name) ? `\`${name}\`` : 'with an invalid name'
    const advice = similar === undefined ? `Use ${known.join(', ')}.` : `Did you mean \`${similar}\`?`
    throw new LatchkeyError(`Unknown option ${shown}. ${advice}`)
  }
}
