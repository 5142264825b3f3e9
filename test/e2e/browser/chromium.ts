// A real Chromium: on Linux one that npm brings, elsewhere the system's Chrome.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as playwright } from 'playwright-core'

/**
 * Unpacks it below this checkout, once, before any test: in the system's folder for such things it could be another
 * user's, and two tests at once would unpack it over each other.
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

/** Not with the flags that the package proposes, for they switch off what is tested. As root it has no sandbox to start in. */
export async function openBrowser(...more: string[]): Promise<Browser> {
  const executablePath = await unpackChromium()
  if (executablePath === null) return playwright.launch({ channel: 'chrome', args: more })
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage', ...more],
  })
}
