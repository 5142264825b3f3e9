// Starts a real Chromium: on Linux from an npm package, elsewhere the installed Chrome.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * Unpacks Chromium below this checkout once, before any test. In the system's temporary folder it could
 * belong to another user, and two concurrent tests would unpack it over each other.
 */
export async function unpackChromium(): Promise<string | null> {
  if (process.platform !== 'linux') return null
  const { TMPDIR } = process.env
  const folder = join(import.meta.dirname, '../../node_modules/.chromium')
  await mkdir(folder, { recursive: true })
  process.env['TMPDIR'] = folder
  try {
    return await chromium.executablePath()
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = TMPDIR
  }
}

/**
 * Doesn't use the flags that the package suggests, because they turn off what is tested. As root, Chromium
 * can't start its sandbox.
 */
export async function openBrowser(...more: string[]): Promise<Browser> {
  const executablePath = await unpackChromium()
  if (executablePath === null) return playwright.launch({ channel: 'chrome', args: more })
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage', ...more],
  })
}
