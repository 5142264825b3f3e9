// Runs latchkey-admin as a process until it exits.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ROOT } from '../../contracts/source.ts'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command with only these environment variables. */
export async function admin(variables: Record<string, string>, ...args: string[]): Promise<Ran> {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, HOME, NODE_COMPILE_CACHE, ...variables }
  const child = spawn(process.execPath, [join(ROOT, 'server/src/cli/latchkey-admin.ts'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, out, err }
}

/** Runs a command with `--json`. Returns its result, or the problem if it fails. */
// biome-ignore lint/suspicious/noExplicitAny: results have many shapes.
export async function adminJson(variables: Record<string, string>, ...args: string[]): Promise<any> {
  const { code, out, err } = await admin(variables, ...args, '--json')
  if (code === 0) return JSON.parse(out)
  if (out !== '') throw new Error(`It failed (${code}) and answered:\n${out}${err}`)
  return JSON.parse(err)
}
