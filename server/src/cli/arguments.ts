// The arguments of latchkey-admin as text: well formed and in NFC, as names are stored and looked up.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { isWellFormedText } from '@latchkey/schema/validation/text.ts'

/** In NFC, as the terminals of some systems do not write them. */
export function composedArguments(given: readonly string[]): string[] {
  return given.map((argument) => argument.normalize('NFC'))
}

/** Refuses what is not UTF-8: Node has already replaced those bytes by U+FFFD, which would be stored. */
export function checkArguments(given: readonly string[]): void {
  const wrong = given.findIndex((argument) => !isWellFormedText(argument) || argument.includes('\ufffd'))
  if (wrong < 0) return
  throw new Problem(
    'BAD_REQUEST',
    `Argument ${wrong + 1} is not valid UTF-8. Check the encoding of your terminal or script.`,
  )
}
