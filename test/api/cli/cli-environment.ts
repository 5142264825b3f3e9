// Environment for CLI tests: a world's database, next to its server, with mails kept in a folder.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KeptMail, readMailbox } from '@latchkey/server/mail/folder-mailer.ts'
import type { World } from '../../support/world.ts'

export interface Tenant extends AsyncDisposable {
  readonly variables: Record<string, string>
  readonly mailFolder: string
  /** The mails that the commands sent, newest first. */
  mails(): Promise<KeptMail[]>
}

export async function beside(world: World, variables: Record<string, string> = {}): Promise<Tenant> {
  const home = await mkdtemp(join(tmpdir(), 'latchkey-admin-'))
  const dataDir = join(home, 'data')
  const mailFolder = join(dataDir, 'mail')
  const { port } = new URL(world.url)
  return {
    variables: { DATABASE_URL: world.databaseUrl, DATA_DIR: dataDir, PORT: port, ...variables },
    mailFolder,
    mails: () => readMailbox(mailFolder),
    [Symbol.asyncDispose]: () => rm(home, { recursive: true }),
  }
}

/** The one-time token of the only link in a mail. */
export function tokenIn(text: string): string {
  const links = [...text.matchAll(/^(\S+)\/set-password(?:\?invitation)?#([\w-]{43})$/gm)]
  const [link] = links
  if (links.length !== 1 || link?.[2] === undefined) throw new Error('The mail does not hold one link.')
  return link[2]
}
