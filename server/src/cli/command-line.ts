// runCommandLine: the commands of latchkey-admin. Used by latchkey-admin.ts and by tests.

import { Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings'
import { problemIn } from '@latchkey/schema/graphql/problem.ts'
import server from '../../package.json' with { type: 'json' }
import { readConfig } from '../config.ts'
import { addFunderCreate } from './accounts/funder-create.ts'
import { addResendInvitation, addRevokeInvitation } from './accounts/invitation.ts'
import { addUserReset } from './accounts/user-reset.ts'
import { checkArguments, composedArguments } from './arguments.ts'
import { addBrokerCreate } from './broker-create.ts'
import type { Run } from './command.ts'
import { addDoctor } from './doctor.ts'
import { addDomainAdd } from './domain-add.ts'
import { explainError } from './explain-error.ts'
import { addBrokerList } from './lists/brokers.ts'
import { addFunderList } from './lists/funders.ts'
import { addKeyList } from './lists/keys.ts'
import { addRetentionList } from './lists/retention.ts'
import { addUserList } from './lists/users.ts'
import { addMigrate } from './migrate.ts'
import { addOpenProduction } from './open-production.ts'
import { addRotateEncryptionKeys } from './rotate-encryption-keys.ts'
import { addSweepUploads } from './sweep-uploads.ts'

const EXAMPLES = `
Examples. To run latchkey-admin, use \`npx -y pnpm@12 admin\`:

  npx -y pnpm@12 admin funder create --name "Harbor Street Capital" --owner-name "Olivia Marsh" \\
    --owner-email olivia@harborstreet.com --owner-username olivia
  npx -y pnpm@12 admin funder list
  npx -y pnpm@12 admin user list --funder "Harbor Street Capital" --status INVITED
  npx -y pnpm@12 admin user resend-invitation --user olivia
  npx -y pnpm@12 admin user reset --user olivia
  npx -y pnpm@12 admin broker create --name "Bee Line Brokers" --domain bee.com
  npx -y pnpm@12 admin domain add --broker "Bee Line Brokers" --domain beeline.com beeline.co.uk
  npx -y pnpm@12 admin open-production --funder "Harbor Street Capital"

It uses the database at DATABASE_URL, or else the embedded PostgreSQL in DATA_DIR (default: .data), whether or
not a server is running. It sends mail like the server: through SMTP_URL, or else to files in DATA_DIR/mail.
Links in mails start with PUBLIC_URL, or else with the address of the server that runs on DATA_DIR.
Exit codes: 0 success; 1 rejected (see standard error), or a check or mail failed (see the output); 2 invalid
arguments.`

interface Surroundings {
  /** Default: the environment of the process. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Prints the result. Default: standard output. */
  readonly out?: (text: string) => void
  /** Prints errors. Default: standard error. */
  readonly err?: (text: string) => void
}

/** Runs one command. Returns the exit code: 0 success; 1 rejected, or a check failed; 2 invalid arguments. */
export async function runCommandLine(
  args: readonly string[],
  { env, out = printTo(process.stdout), err = printTo(process.stderr) }: Surroundings = {},
): Promise<number> {
  let exitCode = 0
  const program = new Command('latchkey-admin')
    .description('Command-line tool for platform staff. It works directly on the database of the server.')
    .option('--json', 'print one JSON value; print errors as JSON on standard error')
    .version(server.version, '--version', 'print the version')
    .configureHelp({ visibleCommands: commandsBelow, subcommandTerm: pathOf })
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError('(use --help for more information)')
    .addHelpText('after', EXAMPLES)
    .exitOverride()

  const run: Run = async (command) => {
    const outcome = await disposing(async (opened) => {
      checkArguments(args)
      return await command(readConfig(env), opened)
    })
    out(`${program.opts().json ? JSON.stringify(outcome.json) : outcome.text}\n`)
    if (outcome.failed) exitCode = 1
  }

  const funder = program.command('funder')
  const user = program.command('user')
  const broker = program.command('broker')
  addFunderCreate(funder, run)
  addFunderList(funder, run)
  addUserList(user, run)
  addUserReset(user, run)
  addResendInvitation(user, run)
  addRevokeInvitation(user, run)
  addBrokerCreate(broker, run)
  addBrokerList(broker, run)
  addDomainAdd(program.command('domain'), run)
  addKeyList(program.command('key'), run)
  addRetentionList(program.command('retention'), run)
  addOpenProduction(program, run)
  addRotateEncryptionKeys(program, run)
  addSweepUploads(program, run)
  addMigrate(program, run)
  addDoctor(program, run)

  try {
    await program.parseAsync(composedArguments(args), { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    err(`${program.opts().json ? JSON.stringify(asJson(error)) : asText(error)}\n`)
    return 1
  }
}

function printTo(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => void stream.write(text)
}

/** Everything is closed before the result is printed. */
async function disposing<T>(run: (opened: AsyncDisposableStack) => Promise<T>): Promise<T> {
  await using opened = new AsyncDisposableStack()
  return await run(opened)
}

/** All executable commands. Groups only contribute a part of the name. */
function commandsBelow(command: CommandUnknownOpts): CommandUnknownOpts[] {
  return command.commands.flatMap((one) => (one.commands.length === 0 ? [one] : commandsBelow(one)))
}

function pathOf(command: CommandUnknownOpts): string {
  const { parent } = command
  return parent === null || parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`
}

function asText(error: unknown): string {
  const issues = problemIn(error)?.issues ?? []
  if (issues.length === 0) return explainError(error)
  return issues.map(({ path, message }) => `--${path}: ${message}`).join('\n')
}

function asJson(error: unknown): object {
  const { code = 'FAILED', issues = [] } = problemIn(error) ?? {}
  return { code, message: explainError(error), issues }
}
