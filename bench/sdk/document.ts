// Exports `renderDocument`, the text of docs/sdk-comparison.md, and `ahead`, the checks that only other SDKs pass.

import { cpus } from 'node:os'
import type { Sizes } from './bundles.ts'
import { OURS, SDKS } from './packages.ts'
import type { Finding, Findings } from './probes/findings.ts'
import { type Check, ROWS, type Row } from './rows.ts'
import type { Times } from './timing.ts'

export interface Results {
  readonly versions: ReadonlyMap<string, string>
  readonly sizes: ReadonlyMap<string, Sizes>
  readonly imports: ReadonlyMap<string, Times>
  readonly typeChecks: ReadonlyMap<string, Times>
  readonly findings: ReadonlyMap<string, Findings>
  readonly rounds: number
  readonly typescript: string
}

/** Checks that another SDK passes and ours does not. */
export function ahead({ findings }: Results): string[] {
  const passes = (name: string, { id }: Check) => findings.get(name)?.[id]?.ok === true
  return ROWS.flatMap(({ title, checks }) =>
    checks.flatMap((check) => {
      const others = SDKS.filter(({ name }) => name !== OURS && passes(name, check))
      if (passes(OURS, check) || others.length === 0) return []
      return [`${title}: ${check.text} (${others.map((sdk) => sdk.package).join(', ')})`]
    }),
  )
}

export function renderDocument(results: Results): string {
  const { versions, rounds, typescript } = results
  const missing = ahead(results)
  return `# The SDK compared with others

\`npx -y pnpm@12 bench:sdk\` makes this page: it installs the pinned versions in a temporary folder, measures them,
runs the same programs with each against a local server, and deletes the folder. The rows are what a partner of a lender
needs; what only other APIs need, such as streaming, is not compared.

## Size and time

${table([
  ['', ...SDKS.map((sdk) => `${sdk.package} ${versions.get(sdk.name)}`)],
  ['browser, kB gz (minified)', ...SDKS.map(({ name }) => size(results.sizes.get(name)?.browser))],
  ['Node, kB gz (minified)', ...SDKS.map(({ name }) => size(results.sizes.get(name)?.node))],
  ['import, ms of CPU (wall)', ...SDKS.map(({ name }) => time(results.imports.get(name)))],
  ['type check, ms of CPU (wall)', ...SDKS.map(({ name }) => time(results.typeChecks.get(name)))],
])}

- Size: a program that constructs a client and makes one call, bundled and minified by esbuild.
- Import: starts of Node ${process.versions.node} in turn, median of ${rounds}, less the time of an empty program.
- Type check: \`tsc --noEmit\` of TypeScript ${typescript} on the same program (\`skipLibCheck\`), median of ${Math.ceil(rounds / 3)}, less the
  time of an empty program.
- Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}. CPU time varies less than wall time when it is busy.

${table([['package', 'program'], ...SDKS.map((sdk) => [`\`${sdk.package}\``, sdk.call])])}

## Features

The number of checks passed, of the checks below that apply.

${table([['', ...SDKS.map((sdk) => sdk.package)], ...ROWS.map((row) => [row.title, ...SDKS.map(({ name }) => total(row, results.findings.get(name)))])])}

${missing.length === 0 ? 'No other SDK passes a check that ours does not.' : `Others are ahead in:\n\n${missing.map((line) => `- ${line}`).join('\n')}`}

## Checks

"-" means that it does not apply. A cell with a * comes from reading the package, see [Sources](#sources); programs of
\`bench/sdk\` found all others. An option counts only if it had an effect.

${ROWS.map((row) => details(row, results)).join('\n\n')}

## Sources

${sources(results)}
`
}

function details({ title, checks }: Row, { findings }: Results): string {
  const cells = (check: Check) => SDKS.map(({ name }) => cell(check, findings.get(name)?.[check.id]))
  const lines = checks.map((check) => [check.text, ...cells(check)])
  return `### ${title}\n\n${table([['', ...SDKS.map((sdk) => sdk.package)], ...lines])}`
}

function cell({ showsNote }: Check, finding: Finding | undefined): string {
  const { ok = false, note, isRead } = finding ?? {}
  const answer = ok === null ? '-' : ok ? 'yes' : 'no'
  if (isRead === true) return `${answer} *`
  return showsNote && note !== undefined && note !== '' ? `${answer}: ${note.replaceAll('\n', ' ')}` : answer
}

function sources({ findings }: Results): string {
  const lines = SDKS.flatMap((sdk) => {
    const read = Object.values(findings.get(sdk.name) ?? {}).flatMap(({ isRead, note = '' }) =>
      isRead ? [note] : [],
    )
    return [...new Set(read)].map((note) => `- ${sdk.package}: ${note}`)
  })
  return lines.join('\n')
}

/** `yes`, `no`, or how many checks of those that apply. */
function total({ checks }: Row, findings: Findings = {}): string {
  const results = checks.map(({ id }) => findings[id]?.ok ?? (findings[id] === undefined ? false : null))
  const applying = results.filter((ok) => ok !== null)
  const passed = applying.filter((ok) => ok).length
  if (applying.length === 0) return '-'
  if (passed === 0) return 'no'
  return passed === applying.length ? `yes (${passed})` : `partly (${passed} of ${applying.length})`
}

function size(bundle: { minified: number; gzipped: number } | null | undefined): string {
  if (bundle == null) return 'cannot be bundled'
  const kb = (bytes: number) => (bytes / 1_000).toFixed(1)
  return `${kb(bundle.gzipped)} (${kb(bundle.minified)})`
}

function time(times: Times | undefined): string {
  return times === undefined ? '' : `${Math.round(times.cpu)} (${Math.round(times.wall)})`
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
