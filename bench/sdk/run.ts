// `pnpm bench:sdk`: compares our SDK with others and writes docs/sdk-comparison.md.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../command.ts'
import { measureBundles } from './bundles.ts'
import { ahead, type Results, renderDocument } from './document.ts'
import { checkPackage } from './package-checks.ts'
import { OTHER_KEY, OURS, SDKS } from './packages.ts'
import type { Findings } from './probes/findings.ts'
import { Project, TSC } from './project.ts'
import { measureImports, measureTypeChecks } from './timing.ts'

const HELP = `Compares @latchkey/sdk with other SDKs and writes docs/sdk-comparison.md.

  npx -y pnpm@12 bench:sdk [--rounds 15] [--output docs/sdk-comparison.md]

  --rounds    Measurements of each import, taken in turn, 1 to 99. Default: 15. Type checks: a third of it.
  --output    The file to write. "-" prints it.

It takes about 15 minutes and 300 MB in the temporary folder. Exit codes: 0 ours is the smallest and the fastest to
import, and no other SDK is ahead in a check; 1 not so; 2 the comparison failed. Ctrl-C stops it and deletes the folder.`

await runCommand(main)

async function main(signal: AbortSignal): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '15' },
      output: { type: 'string', default: join(import.meta.dirname, '../../docs/sdk-comparison.md') },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return 0
  }
  if (!/^[1-9]\d?$/.test(values.rounds))
    throw new Error('--rounds must be a whole number from 1 to 99. See --help.')
  const results = await measure(Number(values.rounds), signal)
  const document = renderDocument(results)
  if (values.output === '-') console.log(document)
  else await writeFile(values.output, document)
  const missed = [...notFirst(results), ...ahead(results).map((line) => `Another SDK is ahead. ${line}`)]
  for (const line of missed) console.error(line)
  return missed.length === 0 ? 0 : 1
}

async function measure(rounds: number, signal: AbortSignal): Promise<Results> {
  await using project = await Project.open(signal, report)
  await typeCheckAdapters(project)
  const names = SDKS.map(({ name }) => name)
  report('Bundling')
  const sizes = await measureBundles(project, names)
  report(`Measuring imports, ${rounds} rounds`)
  const imports = await measureImports(project, new Map(SDKS.map((sdk) => [sdk.name, sdk.package])), rounds)
  const fewer = Math.ceil(rounds / 3)
  report(`Measuring type checks, ${fewer} rounds`)
  const typeChecks = await measureTypeChecks(project, names, fewer)
  const versions = new Map<string, string>()
  const findings = new Map<string, Findings>()
  for (const sdk of SDKS) {
    report(`Checking the package ${sdk.package}`)
    findings.set(sdk.name, await checkPackage(project, sdk, sizes.get(sdk.name)))
    versions.set(sdk.name, String((await project.manifest(sdk.package))['version']))
  }
  report('Running the probes of all SDKs, some minutes')
  // At once: they mostly wait.
  await Promise.all(
    SDKS.map(async ({ name }) => {
      const probed = await probe(project, name)
      findings.set(name, { ...findings.get(name), ...probed })
      report(`Probes of ${name} ended`)
    }),
  )
  const { stdout } = await project.run(TSC, ['--version'])
  const typescript = stdout.trim().split(' ').at(-1) ?? ''
  return { versions, sizes, imports, typeChecks, findings, rounds, typescript }
}

/** An adapter that calls another SDK wrongly would make it look worse. In ours, a missing function is a result. */
async function typeCheckAdapters(project: Project): Promise<void> {
  const options = { types: ['node'], noUncheckedIndexedAccess: true, allowImportingTsExtensions: true }
  const check = async (names: readonly string[]) => {
    report(`Type-checking the adapters of ${names.join(', ')}`)
    const files = names.map((name) => `adapters/${name}.ts`)
    await project.tsconfig('tsconfig.adapters.json', [...files, 'probes/run.ts'], options)
    const { code, stdout } = await project.run(TSC, ['--project', 'tsconfig.adapters.json'])
    return code === 0 ? null : stdout
  }
  const others = await check(SDKS.flatMap(({ name }) => (name === OURS ? [] : [name])))
  if (others !== null) throw new Error(`The adapters do not compile:\n${others}`)
  const ours = await check([OURS])
  if (ours !== null) report(`It does not compile, and what is missing counts as missing:\n${ours}`)
}

async function probe(project: Project, name: string): Promise<Findings> {
  const args = ['probes/run.ts', name, OTHER_KEY]
  const { code, stdout, stderr } = await project.run(process.execPath, args, { timeoutMs: 15 * 60_000 })
  if (code !== 0) throw new Error(`The probes of ${name} failed:\n${stderr}`)
  return JSON.parse(stdout)
}

/** The figures in which ours is not the best. */
function notFirst({ sizes, imports }: Results): string[] {
  const figures = {
    'size in browsers': (name: string) => sizes.get(name)?.browser?.gzipped,
    'size for Node': (name: string) => sizes.get(name)?.node?.gzipped,
    'CPU time of the import': (name: string) => imports.get(name)?.cpu,
  }
  return Object.entries(figures).flatMap(([title, figure]) => {
    const ours = figure(OURS) ?? Number.POSITIVE_INFINITY
    const better = SDKS.filter(
      ({ name }) => name !== OURS && (figure(name) ?? Number.POSITIVE_INFINITY) < ours,
    )
    return better.length === 0 ? [] : [`Not first in ${title}: ${better.map(({ name }) => name).join(', ')}.`]
  })
}

/** Progress goes to stderr, with the seconds since the start. */
function report(line: string): void {
  console.error(`${Math.round(process.uptime()).toString().padStart(4)} s  ${line}`)
}
