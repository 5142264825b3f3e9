// Runs pnpm 12: the one that runs this test, or any other that is available.

import { execFile } from 'node:child_process'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../contracts/source.ts'

const run = promisify(execFile)

export async function runPnpm(args: readonly string[], cwd = ROOT): Promise<void> {
  const script = process.env['npm_execpath'] ?? ''
  const candidates: readonly (readonly [command: string, ...args: string[]])[] = [
    ...(/^pnpm\.[cm]?js$/.test(basename(script)) ? [[process.execPath, script] as const] : []),
    ...(/^pnpm(?:\.exe)?$/.test(basename(script)) ? [[script] as const] : []),
    ['pnpm'],
    ['npx', '-y', 'pnpm@12'],
  ]
  // A script must not run an install first, which could happen while another package is being edited.
  const env = { ...process.env, pnpm_config_verify_deps_before_run: 'false' }
  for (const [command, ...first] of candidates) {
    const version = await run(command, [...first, '--version'], { cwd: ROOT }).catch(() => null)
    if (version === null || Number.parseInt(version.stdout, 10) < 12) continue
    await run(command, [...first, ...args], { cwd, env, maxBuffer: 8 * 2 ** 20 })
    return
  }
  throw new Error('This test needs pnpm 12.')
}
