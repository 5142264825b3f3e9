// Validates values of mail headers: recipient, subject, sender. No I/O.

import { domainOfEmail } from '@latchkey/schema/validation/email-domain.ts'

const ADDRESS = String.raw`[\w!#$%&'*+/=?^{|}~.\x60-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*`
const SENDER = new RegExp(
  String.raw`^(?:${ADDRESS}|(?:[^\p{Cc}"<>@,;:()\\[\]]+|"[^\p{Cc}"\\]+") <${ADDRESS}>)$`,
  'u',
)

/** `name@host`, `Name <name@host>` or `"Name, with marks" <name@host>`; the host may be a single label. */
export function isSender(text: string): boolean {
  return text.length <= 254 && SENDER.test(text)
}

/** One plain address. An address list or a line break would add recipients. */
export function isRecipient(text: string): boolean {
  return !/\s/.test(text) && domainOfEmail(text) !== null
}

/** Replaces line breaks and control characters, which could start another header, by spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}
