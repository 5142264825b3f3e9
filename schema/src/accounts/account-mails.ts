// accountMails: the mails of a job, with links whose tokens are minted here. Used by the mail worker.

import { decrypt, encrypt } from '../encryption/data-key.ts'
import type { MailJob } from '../jobs.ts'
import type { Mail } from '../mailer.ts'
import type { SystemTransaction } from '../transaction/transaction.ts'
import type { AuthKeys } from './auth-dependencies.ts'
import { invitationMail, invitationPath, passwordSetMail, resetMail, welcomeMail } from './mail-templates.ts'
import { createTokens } from './passwords/one-time-token.ts'

export interface AccountMailDependencies {
  readonly systemTransaction: SystemTransaction
  readonly keys: Pick<AuthKeys, 'jobs'>
  /** URL of an application page. */
  readonly page: (path: string) => string
}

const MAX_USERS = 5
const PLACE = 'login of a password reset'

export function sealLogin({ jobs }: Pick<AuthKeys, 'jobs'>, login: string): string {
  return Buffer.from(encrypt(jobs, Buffer.from(login, 'utf8'), PLACE)).toString('base64url')
}

/** Empty if there is nobody to mail: the user was disabled or has a password by now, or does not exist. */
export function accountMails(dependencies: AccountMailDependencies, job: MailJob): Promise<Mail[]> {
  if (job.kind === 'PASSWORD_RESET') return resetMails(dependencies, job.login)
  const { page, systemTransaction } = dependencies
  const { kind, userId } = job
  return systemTransaction(async (tx) => {
    // Locked, so that a revocation or a new address is either before or after this transaction.
    await tx.$executeRaw`SELECT FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`
    const user = await tx.user.findUnique({ where: { id: userId }, include: { funder: true } })
    if (user === null) return []
    const forgotten = page('/forgot-password')
    if (kind === 'WELCOME') return [welcomeMail(user, forgotten)]
    if (kind === 'PASSWORD_SET') return [passwordSetMail(user, forgotten)]
    if (user.status !== 'INVITED') return []
    const [token = ''] = await createTokens(tx, 'INVITATION', [userId])
    return [invitationMail(user, user.funder.name, page(invitationPath(token)))]
  })
}

/** The same statements for a known and an unknown login. */
async function resetMails(
  { keys, page, systemTransaction }: AccountMailDependencies,
  sealed: string,
): Promise<Mail[]> {
  const login = decrypt(keys.jobs, Buffer.from(sealed, 'base64url'), PLACE).toString('utf8')
  return systemTransaction(async (tx) => {
    const users = await tx.$queryRaw<{ id: string; username: string; name: string; email: string }[]>`
      SELECT id, username, name, email FROM "user"
      WHERE (username = ${login} OR lower(email) = ${login}) AND status <> 'DISABLED'
      ORDER BY id LIMIT ${MAX_USERS}`
    const ids = users.map(({ id }) => id)
    const tokens = await createTokens(tx, 'RESET', ids)
    return users.map((user, index) => resetMail(user, page(`/set-password#${tokens[index] ?? ''}`)))
  })
}
