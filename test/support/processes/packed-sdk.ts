// installSdk: an empty project with the SDK as partners get it, packed by pnpm and installed by npm.

import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { ROOT } from '../../contracts/source.ts'
import { runPnpm } from './pnpm.ts'

const run = promisify(execFile)

export const TSC = join(ROOT, 'node_modules/.bin/tsc')

export interface SdkProject extends AsyncDisposable {
  readonly folder: string
  /** The first TypeScript block of the installed README, or the first below a heading. */
  readonly readmeProgram: (heading?: string) => Promise<string>
  /** Type-checks programs (`name.ts`) with the types of Node, and compiles them to `out/name.js`. */
  readonly compile: (programs: Readonly<Record<string, string>>) => Promise<void>
}

export async function installSdk(): Promise<SdkProject> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-package-'))
  await runPnpm(['pack', '--pack-destination', folder], join(ROOT, 'sdk'))
  const { version } = JSON.parse(await readFile(join(ROOT, 'sdk/package.json'), 'utf8'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const tgz = join(folder, `latchkey-sdk-${version}.tgz`)
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tgz], { cwd: folder })
  return {
    folder,
    async readmeProgram(heading) {
      const readme = await readFile(join(folder, 'node_modules/@latchkey/sdk/README.md'), 'utf8')
      const from = heading === undefined ? 0 : readme.indexOf(`\n## ${heading}\n`)
      return /```ts\n([\s\S]*?)```/.exec(readme.slice(from))?.[1] ?? ''
    },
    async compile(programs) {
      for (const [name, text] of Object.entries(programs)) await writeFile(join(folder, name), text)
      const compilerOptions = {
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2022'],
        types: ['node'],
        typeRoots: [join(ROOT, 'node_modules/@types')],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: true,
        outDir: 'out',
      }
      const config = { compilerOptions, files: Object.keys(programs) }
      await writeFile(join(folder, 'tsconfig.programs.json'), JSON.stringify(config))
      await run(TSC, ['--project', 'tsconfig.programs.json'], { cwd: folder }).catch(({ stdout }) => {
        throw new Error(`The programs do not compile:\n${stdout}`)
      })
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The Node that runs this test, and the system's Node if it is another version that the SDK supports. */
export function nodes(): readonly (readonly [version: string, path: string])[] {
  const mine = [`Node ${process.versions.node}`, process.execPath] as const
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node')
    if (folder.includes('node_modules') || !existsSync(path)) continue
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1)
    if (Number.parseInt(version, 10) >= 20 && version !== process.versions.node)
      return [mine, [`Node ${version}`, path]]
  }
  return [mine]
}
