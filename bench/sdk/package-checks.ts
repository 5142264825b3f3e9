// checkPackage: module formats, types, runtimes and documents of an installed package, without running an API.

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sizes } from './bundles.ts'
import type { Sdk } from './packages.ts'
import { property } from './probes/adapter.ts'
import type { Finding, Findings } from './probes/findings.ts'
import { type Project, TSC } from './project.ts'

/** Settings of a user's project, with the name of the program file in it. */
const SETTINGS = {
  typesNodeNext: { file: 'mts', module: 'nodenext', moduleResolution: 'nodenext' },
  typesNode16Cjs: { file: 'cts', module: 'node16', moduleResolution: 'node16' },
  typesBundler: { file: 'ts', module: 'preserve', moduleResolution: 'bundler' },
  typesNode10: { file: 'ts', module: 'commonjs', moduleResolution: 'node10' },
} as const

export async function checkPackage(project: Project, sdk: Sdk, sizes: Sizes | undefined): Promise<Findings> {
  const findings: Findings = {}
  const node = async (id: string, args: readonly string[]) => {
    const { code, stderr } = await project.run(process.execPath, args)
    const reason = /\[?(ERR_\w+)/.exec(stderr)?.[1]
    findings[id] = code === 0 ? { ok: true } : { ok: false, note: reason }
  }
  await node('formatEsm', ['--input-type=module', '-e', `import '${sdk.package}'`])
  // Newer versions of Node can require ES modules. Test runners and older versions cannot.
  await node('formatCjs', [
    '--no-experimental-require-module',
    '--input-type=commonjs',
    '-e',
    `require('${sdk.package}')`,
  ])
  await node('formatManifest', ['--input-type=commonjs', '-e', `require('${sdk.package}/package.json')`])
  for (const [id, { file, ...options }] of Object.entries(SETTINGS))
    findings[id] = await typeCheck(project, sdk, `types-${sdk.name}-${id}`, file, options)
  const manifest = await project.manifest(sdk.package)
  findings['formatSideEffects'] = { ok: manifest['sideEffects'] === false }
  const folder = join(project.folder, 'node_modules', sdk.package)
  findings['formatSourceMaps'] = { ok: globSync('**/*.{js,mjs,cjs}.map', { cwd: folder }).length > 0 }
  const engines = property(manifest['engines'], 'node')
  findings['runtimeNode20'] =
    typeof engines !== 'string'
      ? { ok: null, note: 'no `engines`' }
      : { ok: /\b20\b/.test(engines), note: `\`${engines.replaceAll('|', '\\|')}\`` }
  findings['runtimeBrowser'] = { ok: sizes?.browser != null }
  const subpaths = Object.keys(Object(manifest['exports'])).filter((path) => /test|mock/i.test(path))
  findings['testDouble'] = { ok: subpaths.length > 0, note: subpaths.join(', ') }
  const guards = `import * as sdk from '${sdk.package}'
    console.log(Object.keys(sdk).filter((name) => /^is\\w*Error$/.test(name)).join())`
  const { stdout } = await project.run(process.execPath, ['--input-type=module', '-e', guards])
  findings['errorGuard'] = { ok: stdout.trim() !== '', note: stdout.trim() }
  Object.assign(findings, documents(folder), runtimes(folder, manifest['exports']))
  return findings
}

/** The minimal program, as a user with these settings writes it. */
async function typeCheck(
  project: Project,
  sdk: Sdk,
  name: string,
  extension: string,
  options: object,
): Promise<Finding> {
  const program = readFileSync(join(project.folder, 'programs', `${sdk.name}.ts`), 'utf8')
  await project.write(`${name}.${extension}`, program)
  await project.tsconfig(`${name}.json`, [`${name}.${extension}`], { esModuleInterop: true, ...options })
  // TypeScript 7 has no node10 resolution. TypeScript 5 has, for projects that have not moved.
  const isOld = Object.values(options).includes('node10')
  const tsc5 = join(project.folder, 'node_modules/typescript-5/bin/tsc')
  const [command, ...args] = isOld ? [process.execPath, tsc5] : [TSC]
  const { code, stdout } = await project.run(command ?? TSC, [...args, '--project', `${name}.json`])
  return code === 0 ? { ok: true } : { ok: false, note: /error (TS\d+)/.exec(stdout)?.[1] }
}

/** Runtimes that the package names. Only a run in each of them would show that it works there. */
function runtimes(folder: string, exports: unknown): Findings {
  const names = ['README.md', 'RUNTIMES.md'].flatMap((name) => globSync(name, { cwd: folder }))
  const texts = [
    JSON.stringify(exports),
    ...names.map((name) => readFileSync(join(folder, name), 'utf8')),
  ].join()
  return {
    runtimeDeno: { ok: /\bdeno\b/i.test(texts) },
    runtimeBun: { ok: /\bbun\b/i.test(texts) },
    runtimeWorkers: { ok: /\bworkerd\b|cloudflare workers/i.test(texts) },
  }
}

/** What an editor and an assistant find in the package. */
function documents(folder: string): Findings {
  const declarations = globSync('**/*.d.{ts,mts,cts}', { cwd: folder, exclude: ['**/node_modules/**'] })
  const count = (word: string) =>
    declarations.reduce(
      (sum, path) => sum + readFileSync(join(folder, path), 'utf8').split(word).length - 1,
      0,
    )
  const readme = globSync('README.md', { cwd: folder }).map((path) =>
    readFileSync(join(folder, path), 'utf8'),
  )
  const [examples, throws] = [count('@example'), count('@throws')]
  return {
    docsReadme: {
      ok: readme.some((text) => /retr/i.test(text) && /error/i.test(text) && /pag(e|inat)/i.test(text)),
    },
    docsExamples: { ok: examples > 0, note: String(examples) },
    docsThrows: { ok: throws > 0, note: String(throws) },
    docsLlms: { ok: globSync('llms*.txt', { cwd: folder }).length > 0 },
    docsChangelog: { ok: globSync('CHANGELOG.md', { cwd: folder }).length > 0 },
  }
}
