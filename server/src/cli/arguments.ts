// Normalizes and validates the arguments of latchkey-admin as text.

import { Problem } from '@latchkey/schema/graphql/problem.ts'
import { isWellFormedText } from '@latchkey/schema/validation/text.ts'

/** Normalizes to NFC, the form in which names are stored and looked up. Some terminals send another form. */
export function composedArguments(given: readonly string[]): string[] {
  return given.map((argument) => argument.normalize('NFC'))
}

/** Rejects invalid UTF-8. Node has already replaced invalid bytes by U+FFFD, which would be stored. */
export function checkArguments(given: readonly string[]): void {
  const invalid = given.findIndex((argument) => !isWellFormedText(argument) || argument.includes('\ufffd'))
  if (invalid < 0) return
  throw new Problem(
    'BAD_REQUEST',
    `Argument ${invalid + 1} is not valid UTF-8. Check the encoding of your terminal or script.`,
  )
}
