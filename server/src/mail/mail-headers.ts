// What may stand in the head of a mail: one address, one line, one sender. Pure.

import { domainOfEmail } from '@latchkey/schema/validation/email-domain.ts'

const ADDRESS = String.raw`[\w!#$%&'*+/=?^{|}~.\x60-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*`
const SENDER = new RegExp(
  String.raw`^(?:${ADDRESS}|(?:[^\p{Cc}"<>@,;:()\\[\]]+|"[^\p{Cc}"\\]+") <${ADDRESS}>)$`,
  'u',
)

/** `name@host`, `Name <name@host>` or `"Name, with marks" <name@host>`; the host may be a single word. */
export function isSender(text: string): boolean {
  return text.length <= 254 && SENDER.test(text)
}

/** One plain address: a list of them, or a line break in it, would reach more than was meant. */
export function isRecipient(text: string): boolean {
  return !/\s/.test(text) && domainOfEmail(text) !== null
}

/** What would begin another header becomes a space. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
