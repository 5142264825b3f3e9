// Project: a temporary folder with all compared SDKs, installed by npm from pinned/. Used by run.ts.

import { spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HERE = import.meta.dirname
const ROOT = join(HERE, '../..')
/** TypeScript of the repository. */
export const TSC = join(ROOT, 'node_modules/.bin/tsc')

export interface Output {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Ends the process after this time, and rejects. */
  readonly timeoutMs?: number
}

export class Project implements AsyncDisposable {
  readonly folder: string
  readonly #signal: AbortSignal

  private constructor(folder: string, signal: AbortSignal) {
    this.folder = folder
    this.#signal = signal
  }

  /** Packs our SDK and installs everything. `report` gets a line for each step. */
  static async open(signal: AbortSignal, report: (line: string) => void): Promise<Project> {
    const folder = await mkdtemp(join(tmpdir(), 'sdk-comparison-'))
    const project = new Project(folder, signal)
    try {
      await cp(join(HERE, 'pinned'), folder, { recursive: true })
      for (const name of ['probes', 'adapters', 'programs'])
        await cp(join(HERE, name), join(folder, name), { recursive: true })
      report('Building and packing @latchkey/sdk')
      const pack = ['-y', 'pnpm@12', 'pack', '--pack-destination', folder]
      await project.#succeed('npx', pack, join(ROOT, 'sdk'))
      const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
      if (tarball === undefined) throw new Error('pnpm pack made no tarball.')
      report(`Installing the pinned SDKs in ${folder} (about 200 MB)`)
      const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
      await project.#succeed('npm', ['ci', ...quiet], folder)
      report(`Installing ${tarball}`)
      await project.#succeed(
        'npm',
        ['install', '--no-save', '--no-package-lock', ...quiet, `./${tarball}`],
        folder,
      )
      return project
    } catch (error) {
      await project[Symbol.asyncDispose]()
      throw error
    }
  }

  async #succeed(command: string, args: readonly string[], cwd: string): Promise<void> {
    const { code, stdout, stderr } = await this.run(command, args, { cwd })
    if (code !== 0) throw new Error(`${command} ${args[0]} failed:\n${stdout}${stderr}`)
  }

  /** Runs a command in the folder and returns its output, whatever its exit code is. */
  async run(
    command: string,
    args: readonly string[],
    { env = {}, timeoutMs, cwd = this.folder }: RunOptions & { readonly cwd?: string } = {},
  ): Promise<Output> {
    this.#signal.throwIfAborted()
    const limit = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)]
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutPnpm(process.env), ...env },
      signal: AbortSignal.any([this.#signal, ...limit]),
    })
    const [stdout, stderr]: Buffer[][] = [[], []]
    child.stdout.on('data', (chunk: Buffer) => stdout?.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr?.push(chunk))
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    const text = (chunks: Buffer[] = []) => Buffer.concat(chunks).toString()
    return { code, stdout: text(stdout), stderr: text(stderr) }
  }

  async write(path: string, text: string): Promise<string> {
    const whole = join(this.folder, path)
    await writeFile(whole, text)
    return whole
  }

  /** A tsconfig.json of this name for the files, with strict settings that a new project has. */
  tsconfig(name: string, files: readonly string[], options: object = {}): Promise<string> {
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      ...options,
    }
    return this.write(name, JSON.stringify({ compilerOptions, files }))
  }

  async manifest(name: string): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await readFile(join(this.folder, 'node_modules', name, 'package.json'), 'utf8'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** npm warns about the settings that pnpm passes to scripts. */
function withoutPnpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(npm|pnpm)_/i.test(name)))
}
