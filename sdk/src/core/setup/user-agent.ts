// userAgent: names the SDK, the runtime and the caller's program. Used by settings.ts.

import { LatchkeyError } from '../errors.ts'
import type { AppInfo } from '../options.ts'
import { plainObject } from '../sendable.ts'
import { isBrowser, runtimeName } from './environment.ts'

/** The version of package.json. `pnpm version:sdk` writes it. */
export const SDK_VERSION = '0.1.0'

/** Null in a browser, which sends its own. */
export function userAgent(appInfo: AppInfo | undefined): string | null {
  const app = appInfo === undefined ? null : appName(plainObject('appInfo', appInfo))
  if (isBrowser()) return null
  // The program first: the server stores the first 200 characters.
  return [app, `latchkey-sdk/${SDK_VERSION}`, runtimeName()].filter((part) => part !== null).join(' ')
}

function appName({ name, version }: AppInfo): string {
  if (typeof name !== 'string' || !/^[\w.-]{1,64}$/.test(name))
    throw new LatchkeyError('`appInfo.name` must have 1 to 64 characters of A-Z, a-z, 0-9, ., _ and -.')
  if (version === undefined) return name
  if (typeof version !== 'string' || !/^[\w.+-]{1,64}$/.test(version))
    throw new LatchkeyError('`appInfo.version` must have 1 to 64 characters of A-Z, a-z, 0-9, ., _, + and -.')
  return `${name}/${version}`
}
