// What all commands of latchkey-admin have in common.

import type { Command } from '@commander-js/extra-typings'
import type { Config } from '../config.ts'

/** The command, or group of commands, that another is added to. */
export type Parent = Command<[], Record<never, never>, { json?: true | undefined }>

/** What a command has done or found: for people, and for `--json`. Never a secret. */
export interface Outcome {
  readonly text: string
  readonly json: object
  /** Whether the exit code tells of something wrong, though the command did what it is for. */
  readonly wrong?: boolean
}

/** Carries a command out: `act` answers what is then printed. What it opened on `opened` is closed afterwards. */
export type Run = (run: (config: Config, opened: AsyncDisposableStack) => Promise<Outcome>) => Promise<void>
