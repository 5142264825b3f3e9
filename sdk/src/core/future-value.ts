// Exports `FutureValue`, which makes the enums of responses open. Used by generated/types.ts.

/**
 * A value of an enum that a newer server returned and that this version does not know. Keep a `default` branch
 * for it:
 *
 * ```ts
 * switch (submission.status) {
 *   case 'APPROVED': …
 *   default: console.log(`Status ${submission.status}`)
 * }
 * ```
 *
 * The value is any string, such as `PAUSED`. The pattern exists in the type only: it keeps TypeScript able to
 * report a misspelled value, which `string` would hide, and does not show up in completion.
 */
export type FutureValue = `(value of a newer server: ${string})`
