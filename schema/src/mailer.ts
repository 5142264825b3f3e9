// What this package needs from outside: interfaces only. The server brings what fulfils them.

/** A mail in plain text. Its links hold one-time tokens, so whoever carries it logs nothing of it. */
export interface Mail {
  /** One address. */
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Hands a mail over for delivery; rejects if it was not taken. What it answers is between it and whoever chose it. */
  send(mail: Mail): Promise<unknown>
}
