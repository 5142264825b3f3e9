// cleanFolder: a project outside the repository with the packed SDK and other packages, installed by npm.

import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const execute = promisify(execFile)

export interface CleanFolder extends AsyncDisposable {
  readonly path: string
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>
  /** Installs more packages. */
  readonly install: (specifiers: readonly string[]) => Promise<unknown>
  /** Runs a program and returns what it prints. A name without a slash is one of node_modules/.bin. */
  readonly run: (command: string, args?: readonly string[], env?: Environment) => Promise<string>
  /** Starts a program, waits for a line that matches and returns the match. The program ends with the folder. */
  readonly start: (
    command: string,
    args: readonly string[],
    ready: RegExp,
    env?: Environment,
  ) => Promise<RegExpExecArray>
}

type Environment = Readonly<Record<string, string>>

interface Content {
  /** Specifiers as for `npm install`. */
  readonly packages?: readonly string[]
  /** Of package.json. Null: none, as in a new Next project. */
  readonly type?: 'commonjs' | 'module' | null
  readonly files?: Readonly<Record<string, string>>
}

/** Variables of the test run would change what the programs do. */
function environment(more: Environment = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|pnpm_|vitest|vite_|node_(env|options|path|compile)|test$|dev$|prod$|mode$|ci$)/i.test(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', ...more }
}

export async function cleanFolder({
  packages = [],
  type = 'module',
  files = {},
}: Content): Promise<CleanFolder> {
  await using resources = new AsyncDisposableStack()
  const path = await mkdtemp(join(tmpdir(), 'latchkey-package-'))
  resources.defer(() => rm(path, { recursive: true, force: true }))
  const write = async (texts: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(texts)) {
      await mkdir(dirname(join(path, name)), { recursive: true })
      await writeFile(join(path, name), text)
    }
  }
  const commandOf = (name: string) => (name.includes('/') ? name : join(path, 'node_modules/.bin', name))
  const run = async (command: string, args: readonly string[] = [], env: Environment = {}) => {
    const options = { cwd: path, env: environment(env), maxBuffer: 2 ** 25 }
    const { stdout } = await execute(command, args, options).catch((error) => {
      throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}\n${error.stderr}`)
    })
    return stdout
  }
  await write({ 'package.json': JSON.stringify({ private: true, type: type ?? undefined }), ...files })
  const install = (specifiers: readonly string[]) =>
    run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...specifiers])
  await install([inject('tarball'), ...packages])
  const owned = resources.move()
  return {
    path,
    write,
    install,
    run: (command, args, env) => run(commandOf(command), args, env),
    async start(command, args, ready, env) {
      const child = spawn(commandOf(command), args, {
        cwd: path,
        env: environment(env),
        stdio: ['ignore', 'pipe', 'pipe'],
        // A group, so that the programs that it starts end with it.
        detached: true,
      })
      const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
      owned.defer(async () => {
        if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
        await ended
      })
      const printed: string[] = []
      return new Promise((resolve, reject) => {
        child.on('error', reject)
        for (const stream of [child.stdout, child.stderr])
          createInterface(stream).on('line', (line) => {
            printed.push(line)
            const match = ready.exec(line)
            if (match !== null) resolve(match)
          })
        void ended.then(() => reject(new Error(`${command} ended:\n${printed.join('\n')}`)))
      })
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
