// Command `doctor`: checks the installation without changing it, and says how to fix each finding.

import { openDatabase, preflight, readMigrationState } from '@latchkey/prisma'
import type { Config } from '../config.ts'
import { checkEndedKeys, checkInvitations, checkOwners, checkProduction } from './checks/accounts.ts'
import { checkAuthSecret } from './checks/auth-secret.ts'
import { checkAppNow, checkClock } from './checks/clock.ts'
import { checkDataKeys } from './checks/data-keys.ts'
import { type Examine, type Finding, failed, passed, summarize } from './checks/finding.ts'
import { checkFolder } from './checks/folder.ts'
import { checkJobs } from './checks/jobs.ts'
import { checkMail } from './checks/mail.ts'
import { checkRetention } from './checks/retention.ts'
import { checkTriggers } from './checks/triggers.ts'
import type { Parent, Run } from './command.ts'
import { openConfiguredDatabase } from './connect-database.ts'
import { explainError } from './explain-error.ts'

export function addDoctor(program: Parent, run: Run): void {
  program
    .command('doctor')
    .description('check the database, mail, secrets and DATA_DIR, and print how to fix each problem')
    .action(() =>
      run(async (config, opened) => {
        const findings = [
          ...(await examineDatabase(config, opened)),
          ...(await checkFolder(config)),
          checkMail(config),
          await checkAuthSecret(config),
        ]
        const lines = findings.map(
          (finding) => `${verdictOf(finding).padEnd(7)}  ${finding.check.padEnd(17)}  ${finding.message}`,
        )
        const ok = findings.every((finding) => finding.ok)
        return { text: lines.join('\n'), json: { ok, findings }, failed: !ok }
      }),
    )
}

async function examineDatabase(config: Config, opened: AsyncDisposableStack): Promise<Finding[]> {
  try {
    const { checks, url } = await preflight(await openConfiguredDatabase(config, opened, { check: false }))
    if (checks.some(({ ok }) => !ok)) return [...checks]
    const database = openDatabase({ url, connections: 4, onError: () => undefined })
    opened.defer(() => database.close())
    const ask: Examine = async <Row extends object>(sql: string) => (await database.pool.query<Row>(sql)).rows
    const findings = [...checks, await checkClock(ask), await checkMigrations(url)]
    // The remaining checks query tables and functions that the migrations create.
    if (findings.at(-1)?.ok === false) return findings
    for (const check of [
      checkAppNow,
      checkTriggers,
      checkProduction,
      checkOwners,
      checkInvitations,
      checkEndedKeys,
      checkJobs,
    ])
      findings.push(await check(ask))
    findings.push(await checkRetention(database.prisma, config.retention))
    findings.push(await checkDataKeys(ask, config))
    return findings
  } catch (error) {
    return [failed('database', explainError(error))]
  }
}

/** Reports pending migrations. `preflight` has already checked the rest of the database. */
async function checkMigrations(url: string): Promise<Finding> {
  const { pending } = await readMigrationState(url)
  if (pending.length > 0)
    return failed('migrations', `not applied: ${summarize(pending)}. Run: npx -y pnpm@12 admin migrate`)
  return passed('migrations', 'all are applied')
}

function verdictOf({ ok, note }: Finding): string {
  if (!ok) return 'PROBLEM'
  return note ? 'note' : 'ok'
}
