// In-memory mail queue: accepts mails at once, sends them one after another and retries failures.
// Mails that are unsent when the process ends are lost. The user must request them again.

import { databaseErrorKind } from '@latchkey/prisma'
import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import type { Log } from '../observability/log.ts'
import { mailErrorOf } from './mail-error.ts'

const MAX_WAITING = 1_000
/** Maximum number of concurrent decisions. Small, because each uses a database connection. */
const DECIDING_AT_ONCE = 2
/** Delay before each retry. The last one is long enough for mail servers that greylist unknown senders. */
const RETRY_DELAYS_MS = [1_000, 10_000, 60_000, 600_000]

export interface Outbox {
  /**
   * Queues a mail and returns before any work starts, so that response times do not reveal whether a mail is
   * sent.
   */
  post(mail: Mail): void
  /** Runs `decide` after the response to the current request, and queues the mails that it returns. */
  postLater(decide: Decide): void
  /** Number of mails and decisions that are queued or in progress. */
  waiting(): number
  /** Resolves when no mail is queued or in progress. */
  idle(): Promise<void>
  /** Tries each queued mail once more, without delays, for at most `ms` milliseconds. The rest is lost. */
  drain(ms: number): Promise<void>
}

type Decide = () => Promise<readonly Mail[]>

interface Posted {
  readonly mail: Mail
  tries: number
}

/** Logs only error kinds and counts, nothing of a mail. */
export function createOutbox(mailer: Mailer, log: Log, pauses: readonly number[] = RETRY_DELAYS_MS): Outbox {
  const ready: Posted[] = []
  const pausing = new Map<Posted, NodeJS.Timeout>()
  const undecided: Decide[] = []
  let deciding = 0
  let inProgress = 0
  let draining = false
  let told: (() => void)[] = []
  const waiting = () => ready.length + pausing.size + inProgress + undecided.length + deciding

  async function deliver(): Promise<void> {
    if (inProgress > 0) return
    for (let posted = ready.shift(); posted; posted = ready.shift()) {
      inProgress = 1
      await attempt(posted)
      inProgress = 0
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
        // Do not log the error itself: its message can contain the name of the requested user.
        const failure = databaseErrorKind(error) ?? (error instanceof Error ? error.name : 'unknown')
        log.error({ failure }, 'mail dropped: preparing it failed')
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
    log.error({ waiting: waiting() }, 'mail dropped: the queue is full')
    return false
  }

  async function attempt(posted: Posted): Promise<void> {
    posted.tries += 1
    try {
      await mailer.send(posted.mail)
    } catch (error) {
      const { kind, permanent } = mailErrorOf(error)
      const pause = permanent || draining ? undefined : pauses[posted.tries - 1]
      if (pause === undefined) log.error({ kind, tries: posted.tries }, 'sending a mail failed: giving up')
      else {
        log.warn({ kind, tries: posted.tries }, 'sending a mail failed: retrying')
        // A mail that waits for a retry must not keep the process alive; `drain` sends it before exit.
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
      if (waiting() > 0) log.error({ waiting: waiting() }, 'mails dropped: the server is stopping')
      ready.length = 0
      undecided.length = 0
    },
  }
}
