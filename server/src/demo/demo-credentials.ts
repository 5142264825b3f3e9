// openDemo: creates demo data, and the credentials that `start` prints. Used by main.ts.
// The key is stored in DATA_DIR/demo.env for the next start.

import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Database, PrismaClient } from '@latchkey/prisma'
import { hashPassword, verifyPassword } from '@latchkey/schema/accounts/passwords/password-hash.ts'
import { storePassword } from '@latchkey/schema/accounts/passwords/store-password.ts'
import { digestOf } from '@latchkey/schema/keys/secret-format.ts'
import { createSystemTransaction } from '@latchkey/schema/transaction/transaction.ts'
import type { BlobStore } from '../storage/blob-store.ts'
import { samplePdf } from './demo-pdfs.ts'
import {
  DEMO_OWNER,
  demoRelationship,
  keylessDomain,
  mintDemoKey,
  planDemo,
  type SeedNeeds,
  seed,
} from './seed.ts'
import { saveFiles } from './story.ts'

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
  /** A relationship with which a submission can be created. Null if all are paused or ended. */
  readonly relationshipId: string | null
  /** Path of a PDF to upload. */
  readonly pdf: string
}

interface DemoNeeds extends SeedNeeds {
  readonly dataDir: string
  readonly blobs: BlobStore
}

/** Creates the demo data if it is missing, and a new key and password if those in demo.env are not valid. */
export async function openDemo(
  { prisma }: Database,
  { dataDir, masterKeys, blobs }: DemoNeeds,
): Promise<Demo> {
  const systemTransaction = createSystemTransaction(prisma)
  const plan = await systemTransaction((tx) => planDemo(tx, { masterKeys }))
  if (plan !== null) {
    // Before the rows: a crash in between leaves files that nothing uses, and the next start creates the demo.
    await saveFiles(blobs, plan.stories)
    await systemTransaction((tx) => seed(tx, plan))
  }
  const file = join(dataDir, 'demo.env')
  const kept = await readFile(file, 'utf8').catch(() => '')
  const key = (await keyIn(kept, prisma)) ?? (await systemTransaction(mintDemoKey)).secret
  const password = await passwordIn(kept, prisma)
  const text = `LATCHKEY_API_KEY=${key}\n${password === null ? '' : `LATCHKEY_PASSWORD=${password}\n`}`
  const pdf = resolve(dataDir, 'bank-statement.pdf')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  if (text !== kept) await replaceFile(file, text)
  await replaceFile(pdf, samplePdf(new Date()))
  const { domain, relationshipId } = await systemTransaction(async (tx) => ({
    domain: await keylessDomain(tx),
    relationshipId: await demoRelationship(tx),
  }))
  return { key, username: DEMO_OWNER.username, password, domain, relationshipId, pdf }
}

/** The file appears whole, for its owner only. */
async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.new`, content, { mode: 0o600 })
  await rename(`${path}.new`, path)
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
