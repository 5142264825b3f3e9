// Development mailer: writes mails as files to a folder, which people and the mailbox page read.

import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mail, Mailer } from '@latchkey/schema/mailer.ts'
import { MailError, mailErrorOf } from './mail-error.ts'
import { isRecipient, oneLine } from './mail-headers.ts'

const MAX_FILES = 100
/** Time, then a suffix for mails of the same millisecond. `.new` while the file is being written. */
const FILE = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-[0-9a-f]{8}\.eml(\.new)?$/

export interface KeptMail extends Mail {
  readonly id: string
  /** Time of sending, to the second. */
  readonly at: string
  readonly from: string
}

interface FolderMailer extends Mailer {
  /** Returns the path of the file that contains the mail. */
  send(mail: Mail): Promise<string>
}

export function createFolderMailer(folder: string, from: string): FolderMailer {
  let last = 0
  return {
    async send(mail) {
      if (!isRecipient(mail.to)) throw new MailError('EADDRESS', true)
      // Never use the same millisecond twice, so that file names sort in the order of sending.
      last = Math.max(Date.now(), last + 1)
      const at = new Date(last)
      const name = `${at.toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`
      const file = join(folder, name)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await chmod(folder, 0o700)
        await writeMail(file, toText(mail, from, at))
        await deleteOldest(folder)
        return file
      } catch (error) {
        throw mailErrorOf(error)
      }
    },
  }
}

/**
 * Reads the mails in the folder, newest first, at most 100. Returns an empty list if the folder does not
 * exist.
 */
export async function readMailbox(folder: string): Promise<KeptMail[]> {
  const names = (await filesOf(folder)).filter((name) => name.endsWith('.eml')).slice(0, MAX_FILES)
  // A file may be deleted while we read.
  const mails = await Promise.all(
    names.map((name) => readFile(join(folder, name), 'utf8').catch(ignoreMissing)),
  )
  return names.flatMap((name, index) => {
    const text = mails[index]
    return typeof text === 'string' ? [fromText(name.replace(/\.eml$/, ''), text)] : []
  })
}

async function writeMail(file: string, text: string): Promise<void> {
  try {
    await writeFile(`${file}.new`, text, { mode: 0o600, flag: 'wx' })
    await rename(`${file}.new`, file)
  } catch (error) {
    await rm(`${file}.new`, { force: true })
    throw error
  }
}

async function deleteOldest(folder: string): Promise<void> {
  const old = (await filesOf(folder)).slice(MAX_FILES)
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}

/** Names of mail files, newest first, including partly written ones. */
async function filesOf(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(ignoreMissing)) ?? []
  return names
    .filter((name) => FILE.test(name))
    .sort()
    .reverse()
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

// Formats a mail as in RFC 5322 and 6532, without encoding, so that a link can be copied from the file.
function toText({ to, subject, text }: Mail, from: string, at: Date): string {
  return `Date: ${at.toUTCString().replace('GMT', '+0000')}
From: ${from}
To: ${to}
Subject: ${oneLine(subject)}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text.replaceAll('\r\n', '\n')}
`
}

function fromText(id: string, kept: string): KeptMail {
  const end = kept.indexOf('\n\n')
  const headers = kept.slice(0, end).split('\n')
  const header = (name: string) =>
    headers.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
  return {
    id,
    at: new Date(header('Date')).toISOString(),
    from: header('From'),
    to: header('To'),
    subject: header('Subject'),
    text: kept.slice(end + 2, -1),
  }
}
