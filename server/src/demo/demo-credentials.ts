// Exports `openDemo`: demo data and its credentials, which `start` prints.
// The key is stored in DATA_DIR/demo.env for the next start.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, PrismaClient } from '@latchkey/prisma'
import { hashPassword, verifyPassword } from '@latchkey/schema/accounts/passwords/password-hash.ts'
import { storePassword } from '@latchkey/schema/accounts/passwords/store-password.ts'
import { digestOf, patternOf } from '@latchkey/schema/keys/secret-format.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import { DEMO_OWNER, keylessDomain, mintDemoKey, seed } from './seed.ts'

export interface Demo {
  /**
   * Secret of a USER key. It and the password are the only secrets that Latchkey stores, and only for the
   * demo.
   */
  readonly key: string
  readonly username: string
  /** Null if someone has changed the password. */
  readonly password: string | null
  /** Domain of a broker that has no key yet. */
  readonly domain: string
}

/** Creates the demo data if it is missing, and a new key and password if those in demo.env are not valid. */
export async function openDemo({ prisma }: Database, dataDir: string): Promise<Demo> {
  const systemTransaction = createSystemTransaction(prisma)
  await systemTransaction(seed)
  const file = join(dataDir, 'demo.env')
  const kept = await readFile(file, 'utf8').catch(() => '')
  const key = (await keyIn(kept, prisma)) ?? (await systemTransaction(mintDemoKey)).secret
  const password = await passwordIn(kept, prisma)
  const text = `LATCHKEY_API_KEY=${key}\n${password === null ? '' : `LATCHKEY_PASSWORD=${password}\n`}`
  if (text !== kept) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await writeFile(`${file}.new`, text, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return { key, username: DEMO_OWNER.username, password, domain: await systemTransaction(keylessDomain) }
}

async function keyIn(kept: string, prisma: PrismaClient): Promise<string | null> {
  const key = /^LATCHKEY_API_KEY=(\S+)$/m.exec(kept)?.[1]
  if (key === undefined) return null
  const where = { digest: digestOf(key), apiKey: { state: 'ACTIVE' as const } }
  return (await prisma.secret.findFirst({ where })) === null ? null : key
}

/** Returns the stored password, a new one if the owner has none yet, or null if someone has changed it. */
async function passwordIn(kept: string, prisma: PrismaClient): Promise<string | null> {
  const userId = DEMO_OWNER.id
  const known = await prisma.password.findUnique({ where: { userId } })
  const password = /^LATCHKEY_PASSWORD=(\S+)$/m.exec(kept)?.[1]
  if (known !== null) {
    return password !== undefined && (await verifyPassword(known.hash, password)) ? password : null
  }
  const fresh = randomBytes(15).toString('base64url')
  const hash = await hashPassword(fresh)
  await createSystemTransaction(prisma)((tx) => storePassword(tx, userId, hash))
  return fresh
}

export function demoText({ key, username, password, domain }: Demo, address: string): string {
  const post = (credential: string, document: string) =>
    `curl -s ${address}/graphql -H 'content-type: application/json' -H "x-api-key: ${credential}" -d '${JSON.stringify({ query: document })}'`
  const give = post(key, `mutation { createBrokerKey(input: { email: "sam@${domain}" }) { secret } }`)
  const submit = post(
    '$BROKER_KEY',
    'mutation { createSubmission(input: { name: "Corner Bakery, new oven" }) { id name status } }',
  )
  return `
  API       ${address}/graphql
  GraphiQL  ${address}/graphiql
  Sign in   ${address}/login   ${username} / ${password ?? '(the password you chose)'}   (forgotten? password reset emails are at ${address}/mail)
  Key       ${key}   (a USER key of Harbor Street Capital, in DEVELOPMENT)

  Create an API key for a broker, and create a submission with it:

BROKER_KEY=$(${give} | grep -o '${patternOf('BROKER', 'PARTNER')}')
${submit}
`
}
