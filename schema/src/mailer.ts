// Mail and Mailer: interfaces for sending mail. The server implements them.

/** A plain-text mail. Its links contain one-time tokens, so a mailer must not log its content. */
export interface Mail {
  /** One address. */
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface Mailer {
  /** Submits a mail for delivery. Rejects if the mail was not accepted. Callers ignore the resolved value. */
  send(mail: Mail): Promise<unknown>
}
