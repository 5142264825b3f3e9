// Mails on their way out: taken at once, handed over one after another, tried again a few times. In memory only: what
// a process could not deliver before it ended, somebody asks for again.

import type { Mail, Mailer } from '@latchkey/schema/ports.ts'
import type { Log } from './log.ts'
import { mailFailureOf } from './ports/mail-failure.ts'

const MOST_WAITING = 1_000
/** Before each further try. The last is long enough for servers that turn strangers away at first. */
const PAUSES = [1_000, 10_000, 60_000, 600_000]

export interface Outbox {
  /** Takes a mail and returns before anything is done about it: no answer may tell by its time that one is sent. */
  post(mail: Mail): void
  /** Mails that wait or are under way. */
  waiting(): number
  /** Resolves when no mail is waiting or under way. */
  idle(): Promise<void>
  /** Tries each mail that waits once more, without pauses and for `ms` at most; what is left then is lost. */
  drain(ms: number): Promise<void>
}

interface Posted {
  readonly mail: Mail
  tries: number
}

/** The log is told kinds and counts, and nothing of a mail. */
export function createOutbox(mailer: Mailer, log: Log, pauses: readonly number[] = PAUSES): Outbox {
  const ready: Posted[] = []
  const pausing = new Map<Posted, NodeJS.Timeout>()
  let underWay = 0
  let draining = false
  let told: (() => void)[] = []
  const waiting = () => ready.length + pausing.size + underWay

  async function deliver(): Promise<void> {
    if (underWay > 0) return
    for (let posted = ready.shift(); posted; posted = ready.shift()) {
      underWay = 1
      await attempt(posted)
      underWay = 0
    }
    if (waiting() > 0) return
    for (const tell of told) tell()
    told = []
  }

  async function attempt(posted: Posted): Promise<void> {
    posted.tries += 1
    try {
      await mailer.send(posted.mail)
    } catch (error) {
      const { kind, permanent } = mailFailureOf(error)
      const pause = permanent || draining ? undefined : pauses[posted.tries - 1]
      if (pause === undefined)
        log.error({ kind, tries: posted.tries }, 'a mail was not taken, and is given up')
      else {
        log.warn({ kind, tries: posted.tries }, 'a mail was not taken, and is tried again')
        // A mail that pauses keeps no process alive: that is what drain is for.
        pausing.set(posted, setTimeout(() => resume(posted), pause).unref())
      }
    }
  }

  function resume(posted: Posted): void {
    clearTimeout(pausing.get(posted))
    pausing.delete(posted)
    ready.push(posted)
    void deliver()
  }

  const idle = () =>
    new Promise<void>((resolve) => {
      if (waiting() === 0) resolve()
      else told.push(resolve)
    })

  return {
    post(mail) {
      if (waiting() >= MOST_WAITING) {
        log.error({ waiting: waiting() }, 'a mail was not sent: too many are waiting')
        return
      }
      ready.push({ mail, tries: 0 })
      setImmediate(() => void deliver())
    },
    waiting,
    idle,
    async drain(ms) {
      draining = true
      for (const posted of pausing.keys()) resume(posted)
      const end = Promise.withResolvers<void>()
      const timer = setTimeout(end.resolve, ms)
      await Promise.race([idle(), end.promise])
      clearTimeout(timer)
      if (waiting() > 0) log.error({ waiting: waiting() }, 'mails were not sent: the server stops')
      ready.length = 0
    },
  }
}
