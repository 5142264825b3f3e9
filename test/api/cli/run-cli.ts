// Runs latchkey-admin: in this process, which is much faster, or in a child process.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { runCommandLine } from '@latchkey/server/cli/command-line.ts'
import { ROOT } from '../../contracts/source.ts'

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command with only these environment variables. */
export async function admin(variables: Record<string, string>, ...args: string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommandLine(args, {
    env: variables,
    out: (printed) => void out.push(printed),
    err: (printed) => void err.push(printed),
  })
  return { code, out: out.join(''), err: err.join('') }
}

/** Runs a command as a process: for the entry point, and for what is printed while a command runs. */
export async function adminProcess(variables: Record<string, string>, ...args: string[]): Promise<Ran> {
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
  return jsonOf(await admin(variables, ...args, '--json'))
}

/** The result of a command with `--json`, or the problem if it failed. */
// biome-ignore lint/suspicious/noExplicitAny: results have many shapes.
export function jsonOf({ code, out, err }: Ran): any {
  if (code === 0) return JSON.parse(out)
  if (out !== '') throw new Error(`It failed (${code}) and answered:\n${out}${err}`)
  return JSON.parse(err)
}
