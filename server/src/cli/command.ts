// Types shared by all commands of latchkey-admin.

import type { Command } from '@commander-js/extra-typings'
import type { Config } from '../config.ts'

/** The command or command group to which a command is added. */
export type Parent = Command<[], Record<never, never>, { json?: true | undefined }>

/** Result of a command: text for people, and data for `--json`. Never contains a secret. */
export interface Outcome {
  readonly text: string
  readonly json: object
  /** Sets a non-zero exit code although the command itself succeeded. */
  readonly failed?: boolean
}

/** Runs a command, prints the returned outcome, and then disposes `opened`. */
export type Run = (run: (config: Config, opened: AsyncDisposableStack) => Promise<Outcome>) => Promise<void>
