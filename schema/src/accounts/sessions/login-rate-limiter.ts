// Rate limits for logins, password links and mails. Used by the session and password functions.

import { createHmac } from 'node:crypto'
import { networkPrefix } from '../../auth/ip-network.ts'
import { Problem } from '../../graphql/problem.ts'
import type { AuthDependencies } from '../auth-dependencies.ts'

/** A counter and its limit per window. `max` null: count without a limit. */
interface Budget {
  readonly subject: string
  readonly max: number | null
}

const WINDOW_SECONDS = 15 * 60

const PER_ADDRESS = 30
const PER_ACCOUNT_AT_ADDRESS = 5
// For an account under attack from many addresses, each address gets fewer attempts.
const ATTACK_THRESHOLD = 50
const PER_ACCOUNT_UNDER_ATTACK = 2

const MAILS_PER_ACCOUNT = 3

/**
 * Counts a password guess per client network and per account at that network, or throws RATE_LIMITED.
 * Failures from other networks never lock a user out: they do not count against the user's own network. Call
 * `refund` if the attempt was not a guess.
 */
export async function takeLoginAttempt(
  auth: AuthDependencies,
  account: string,
  address: string,
): Promise<{ refund(): Promise<void> }> {
  const net = networkPrefix(address)
  const perAccount = { subject: `account ${account}`, max: null }
  const failed = await attemptCount(auth, perAccount)
  const atAddress = {
    subject: `account ${account} at ${net}`,
    max: failed >= ATTACK_THRESHOLD ? PER_ACCOUNT_UNDER_ATTACK : PER_ACCOUNT_AT_ADDRESS,
  }
  const budgets = [atAddress, perAccount, { subject: `address ${net}`, max: PER_ADDRESS }]
  const wait = await take(auth, budgets)
  if (wait > 0) throw rateLimited(wait)
  return { refund: () => refund(auth, atAddress, budgets) }
}

/** Counts an attempt per client network, or throws RATE_LIMITED. Call `refund` if it was not a guess. */
export async function takeAttempt(
  auth: AuthDependencies,
  address: string,
): Promise<{ refund(): Promise<void> }> {
  const budgets = [{ subject: `address ${networkPrefix(address)}`, max: PER_ADDRESS }]
  const wait = await take(auth, budgets)
  if (wait > 0) throw rateLimited(wait)
  return { refund: () => refund(auth, null, budgets) }
}

/** Whether another mail to the account is allowed. The caller's response must not reveal the result. */
export async function takeMailAttempt(auth: AuthDependencies, account: string): Promise<boolean> {
  return (await take(auth, [{ subject: `mail ${account}`, max: MAILS_PER_ACCOUNT }])) === 0
}

function rateLimited(seconds: number): Problem {
  const minutes = Math.ceil(seconds / 60)
  return new Problem(
    'RATE_LIMITED',
    `Too many attempts from your network. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
    [],
    { retryAfterSeconds: seconds },
  )
}

/** Takes one attempt from each budget, or from none. Returns 0 or the seconds until one is available. */
async function take(
  { systemTransaction, keys }: AuthDependencies,
  budgets: readonly Budget[],
): Promise<number> {
  const subjects = budgets.map(({ subject }) => subjectDigest(keys.attempts, subject))
  // 0 means no limit.
  const maxima = budgets.map((budget) => budget.max ?? 0)
  return systemTransaction(async (tx) => {
    // Read first: a rejected attempt writes nothing and does not extend the wait.
    const full = await tx.$queryRaw<{ seconds: number }[]>`
      SELECT ceil(extract(epoch FROM max(a.ends_at) - app_now()))::int AS seconds
      FROM unnest(${subjects}::bytea[], ${maxima}::int[]) AS b (subject, max)
      JOIN attempt a USING (subject) WHERE b.max > 0 AND a.count >= b.max AND a.ends_at > app_now()`
    if (full[0]?.seconds) return full[0].seconds
    const taken = await tx.$queryRaw<{ subject: Uint8Array; count: number; seconds: number }[]>`
      INSERT INTO attempt AS a (subject, count, ends_at)
      SELECT subject, 1, app_now() + make_interval(secs => ${WINDOW_SECONDS})
      FROM unnest(${subjects}::bytea[]) AS subject ORDER BY subject
      ON CONFLICT (subject) DO UPDATE SET
        count = CASE WHEN a.ends_at > app_now() THEN a.count + 1 ELSE 1 END,
        ends_at = CASE WHEN a.ends_at > app_now() THEN a.ends_at ELSE EXCLUDED.ends_at END
      RETURNING a.subject, a.count, ceil(extract(epoch FROM a.ends_at - app_now()))::int AS seconds`
    await tx.$executeRaw`
      DELETE FROM attempt WHERE subject IN (
        SELECT subject FROM attempt WHERE ends_at < app_now() ORDER BY ends_at LIMIT 10 FOR UPDATE SKIP LOCKED)`
    const over = taken.filter(({ subject, count }) => {
      const limit = maxima[subjects.findIndex((one) => Buffer.compare(one, subject) === 0)] ?? 0
      return limit > 0 && count > limit
    })
    return Math.max(0, ...over.map(({ seconds }) => seconds))
  })
}

async function attemptCount(
  { systemTransaction, keys }: AuthDependencies,
  { subject }: Budget,
): Promise<number> {
  const rows = await systemTransaction(
    (tx) => tx.$queryRaw<{ count: number }[]>`
      SELECT count FROM attempt WHERE subject = ${subjectDigest(keys.attempts, subject)} AND ends_at > app_now()`,
  )
  return rows[0]?.count ?? 0
}

/** Returns one attempt to each budget, and resets `cleared` (the account at this network) to 0. */
async function refund(
  { systemTransaction, keys }: AuthDependencies,
  cleared: Budget | null,
  budgets: readonly Budget[],
): Promise<void> {
  const own = cleared === null ? null : subjectDigest(keys.attempts, cleared.subject)
  const all = budgets.map(({ subject }) => subjectDigest(keys.attempts, subject))
  await systemTransaction(
    (tx) => tx.$executeRaw`
      UPDATE attempt SET count = CASE WHEN subject = ${own} THEN 0 ELSE count - 1 END
      WHERE count > 0 AND subject IN (
        SELECT subject FROM attempt WHERE subject = ANY(${all}::bytea[]) ORDER BY subject FOR UPDATE)`,
  )
}

/** HMAC, so that the table does not reveal what users typed, such as a password in the user name field. */
function subjectDigest(key: Uint8Array, subject: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', key).update(subject).digest())
}
