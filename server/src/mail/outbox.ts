// Mails on their way out: taken at once, handed over one after another, tried again a few times. In memory only: what
// a process could not deliver before it ended, somebody asks for again.

import { databaseErrorKind } from '@latchkey/prisma'
import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import type { Log } from '../observability/log.ts'
import { mailErrorOf } from './mail-error.ts'

const MAX_WAITING = 1_000
/** Decisions that run at the same time: few, because each takes a connection to the database. */
const DECIDING_AT_ONCE = 2
/** Before each further try. The last is long enough for servers that turn strangers away at first. */
const RETRY_DELAYS_MS = [1_000, 10_000, 60_000, 600_000]

export interface Outbox {
  /** Takes a mail and returns before anything is done about it: no answer may tell by its time that one is sent. */
  post(mail: Mail): void
  /** Runs `decide` after the current request was answered, and posts the mails that it returns. */
  postLater(decide: Decide): void
  /** Mails and decisions that wait or are under way. */
  waiting(): number
  /** Resolves when no mail is waiting or under way. */
  idle(): Promise<void>
  /** Tries each mail that waits once more, without pauses and for `ms` at most; what is left then is lost. */
  drain(ms: number): Promise<void>
}

type Decide = () => Promise<readonly Mail[]>

interface Posted {
  readonly mail: Mail
  tries: number
}

/** The log is told kinds and counts, and nothing of a mail. */
export function createOutbox(mailer: Mailer, log: Log, pauses: readonly number[] = RETRY_DELAYS_MS): Outbox {
  const ready: Posted[] = []
  const pausing = new Map<Posted, NodeJS.Timeout>()
  const undecided: Decide[] = []
  let deciding = 0
  let underWay = 0
  let draining = false
  let told: (() => void)[] = []
  const waiting = () => ready.length + pausing.size + underWay + undecided.length + deciding

  async function deliver(): Promise<void> {
    if (underWay > 0) return
    for (let posted = ready.shift(); posted; posted = ready.shift()) {
      underWay = 1
      await attempt(posted)
      underWay = 0
    }
    tellIfIdle()
  }

  function tellIfIdle(): void {
    if (waiting() > 0) return
    for (const tell of told) tell()
    told = []
  }

  async function decideNext(): Promise<void> {
    if (deciding >= DECIDING_AT_ONCE) return
    for (let decide = undecided.shift(); decide; decide = undecided.shift()) {
      deciding += 1
      try {
        for (const mail of await decide()) post(mail)
      } catch (error) {
        // Without the error itself: its text can name the user who was looked for.
        const failure = databaseErrorKind(error) ?? (error instanceof Error ? error.name : 'unknown')
        log.error({ failure }, 'a mail could not be decided on, and is given up')
      }
      deciding -= 1
    }
    tellIfIdle()
  }

  function post(mail: Mail): void {
    if (!hasRoom()) return
    ready.push({ mail, tries: 0 })
    setImmediate(() => void deliver())
  }

  function hasRoom(): boolean {
    if (waiting() < MAX_WAITING) return true
    log.error({ waiting: waiting() }, 'a mail was not sent: too many are waiting')
    return false
  }

  async function attempt(posted: Posted): Promise<void> {
    posted.tries += 1
    try {
      await mailer.send(posted.mail)
    } catch (error) {
      const { kind, permanent } = mailErrorOf(error)
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
    post,
    postLater(decide) {
      if (!hasRoom()) return
      undecided.push(decide)
      setImmediate(() => void decideNext())
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
      undecided.length = 0
    },
  }
}
