// measureImports, measureTypeChecks: CPU and wall time of processes, compared with an empty program.

import { join } from 'node:path'
import { spread } from '../report/figures.ts'
import { type Project, TSC } from './project.ts'

/** Milliseconds, medians, without the time of the empty program. */
export interface Times {
  readonly cpu: number
  readonly wall: number
}

const EMPTY = 'empty'

interface Sample {
  readonly cpu: number
  readonly wall: number
}

/** All programs in turn, `rounds` times, so that a disturbance affects all of them. */
async function inTurn(
  names: readonly string[],
  rounds: number,
  measure: (name: string) => Promise<Sample>,
): Promise<Map<string, Times>> {
  const samples = new Map<string, Sample[]>(names.map((name) => [name, []]))
  // The first round fills the caches of the file system.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of names) {
      const sample = await measure(name)
      if (round > 0) samples.get(name)?.push(sample)
    }
  const empty = samples.get(EMPTY) ?? []
  const median = (name: string, of: 'cpu' | 'wall') =>
    // Per round, so that slow rounds compare with slow rounds.
    spread((samples.get(name) ?? []).map((sample, at) => sample[of] - (empty[at]?.[of] ?? Number.NaN))).median
  return new Map(names.map((name) => [name, { cpu: median(name, 'cpu'), wall: median(name, 'wall') }]))
}

/** Starts of Node that import a package, as an ES module. */
export async function measureImports(
  project: Project,
  packages: ReadonlyMap<string, string>,
  rounds: number,
): Promise<Map<string, Times>> {
  const report = "process.on('exit', () => console.log(JSON.stringify(process.cpuUsage())))\n"
  for (const [name, target] of [...packages, [EMPTY, null] as const])
    await project.write(`import-${name}.mjs`, `${target === null ? '' : `import '${target}'\n`}${report}`)
  return inTurn([EMPTY, ...packages.keys()], rounds, async (name) => {
    const started = performance.now()
    const { code, stdout, stderr } = await project.run(process.execPath, [`import-${name}.mjs`], {
      env: { NODE_OPTIONS: undefined, NODE_COMPILE_CACHE: undefined },
    })
    const wall = performance.now() - started
    if (code !== 0) throw new Error(`${name} cannot be imported:\n${stderr}`)
    const { user, system }: NodeJS.CpuUsage = JSON.parse(stdout)
    return { cpu: (user + system) / 1_000, wall }
  })
}

/** `tsc --noEmit` of the minimal programs, with the TypeScript of the repository. */
export async function measureTypeChecks(
  project: Project,
  names: readonly string[],
  rounds: number,
): Promise<Map<string, Times>> {
  const all = [EMPTY, ...names]
  for (const name of all) await project.tsconfig(`tsconfig.${name}.json`, [join('programs', `${name}.ts`)])
  return inTurn(all, rounds, async (name) => {
    const started = performance.now()
    // `times` of the shell prints the CPU time of its children.
    const script = '"$0" --project "$1"; code=$?; times; exit $code'
    const { code, stdout, stderr } = await project.run('sh', ['-c', script, TSC, `tsconfig.${name}.json`])
    const wall = performance.now() - started
    if (code !== 0) throw new Error(`The program of ${name} does not compile:\n${stdout}${stderr}`)
    return { cpu: childrenMs(stdout), wall }
  })
}

/** The second line of `times`: user and system time of the children, such as `0m1.230s 0m0.110s`. */
function childrenMs(text: string): number {
  const last = text.trim().split('\n').at(-1) ?? ''
  const times = [...last.matchAll(/(\d+)m([\d.]+)s/g)]
  return times.reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1_000,
    0,
  )
}
