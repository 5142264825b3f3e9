// Mails as files: readable by people, private, in order, the last hundred.

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFolderMailer, readMailbox } from '@latchkey/server/mail/folder-mailer.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'

const FROM = 'Latchkey <latchkey@localhost>'
let parent: string
let count = 0

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'latchkey-folder-'))
})
afterAll(() => rm(parent, { recursive: true, force: true }))

/** A folder that does not exist yet. */
function newFolder(): string {
  count += 1
  return join(parent, `data-${count}`, 'mail')
}

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8)
}

test('writes a readable file with the link unwrapped, accessible to its owner only', async () => {
  const folder = newFolder()
  const link = `https://latchkey.example/reset#token=${'a1'.repeat(100)}`
  const mailer = createFolderMailer(folder, FROM)
  await mailer.send({ to: 'zoe@bee.example', subject: 'Zoë’s new password', text: `Here:\r\n\r\n${link}\n` })
  const [name = ''] = await readdir(folder)
  const kept = await readFile(join(folder, name), 'utf8')
  expect(kept.replace(/^Date: .*\n/, '')).toBe(`From: Latchkey <latchkey@localhost>
To: zoe@bee.example
Subject: Zoë’s new password
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Here:

${link}

`)
  expect(kept).toMatch(/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000\n/)
  expect([await modeOf(folder), await modeOf(join(folder, name))]).toEqual(['700', '600'])
})

test('reads back the sent mails, newest first', async () => {
  const folder = newFolder()
  const mailer = createFolderMailer(folder, FROM)
  const texts = ['', '\n\nFrom: eve@evil.example\n\nb\n', 'last']
  for (const [index, text] of texts.entries())
    await mailer.send({ to: 'sam@bee.example', subject: `Number ${index}`, text })
  const mails = await readMailbox(folder)
  expect(mails).toEqual(
    [2, 1, 0].map((index) => ({
      id: expect.stringMatching(/^[\w.-]+$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/),
      from: FROM,
      to: 'sam@bee.example',
      subject: `Number ${index}`,
      text: texts[index],
    })),
  )
  expect(new Set(mails.map(({ id }) => id)).size).toBe(3)
})

test('reads no mails from a missing folder and does not create it', async () => {
  const folder = newFolder()
  expect(await readMailbox(folder)).toEqual([])
  await expect(stat(folder)).rejects.toThrow('ENOENT')
})

test('line breaks in a subject start no header; rejects a recipient that is not one address', async () => {
  const folder = newFolder()
  const mailer = createFolderMailer(folder, FROM)
  const subject = 'a\r\nTo: eve@evil.example\n\nb\u2028c'
  await mailer.send({ to: 'sam@bee.example', subject, text: 'x' })
  for (const to of ['sam@bee.example\nTo: eve@evil.example', 'sam@bee.example,eve@evil.example'])
    await expect(mailer.send({ to, subject: 'a', text: 'x' })).rejects.toMatchObject({ permanent: true })
  expect(await readMailbox(folder)).toMatchObject([
    { to: 'sam@bee.example', subject: 'a To: eve@evil.example b c', text: 'x' },
  ])
})

test('makes the folder private and leaves unrelated files in it alone', async () => {
  const folder = newFolder()
  await mkdir(folder, { recursive: true, mode: 0o755 })
  await writeFile(join(folder, 'notes.txt'), 'mine')
  // As if a process had been killed while it wrote.
  await writeFile(join(folder, '2020-01-01T00-00-00.000Z-00000000.eml.new'), 'Date: ')
  await createFolderMailer(folder, FROM).send({ to: 'sam@bee.example', subject: 'a', text: 'x' })
  expect(await modeOf(folder)).toBe('700')
  expect(await readMailbox(folder)).toHaveLength(1)
  expect(await readdir(folder)).toContain('notes.txt')
})

test('keeps the last hundred mails, also when mails are sent concurrently', async () => {
  const folder = newFolder()
  const mailer = createFolderMailer(folder, FROM)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '2020-01-01T00-00-00.000Z-00000000.eml.new'), 'left by somebody killed')
  for (let number = 0; number < 55; number += 1)
    await Promise.all(
      ['a', 'b'].map((half) =>
        mailer.send({ to: 'sam@bee.example', subject: `${number}${half}`, text: 'x' }),
      ),
    )
  expect(await readdir(folder)).toHaveLength(100)
  const mails = await readMailbox(folder)
  expect(mails).toHaveLength(100)
  expect([mails[0]?.subject, mails[1]?.subject, mails.at(-1)?.subject]).toEqual(['54b', '54a', '5a'])
})

test('fails with the error code if the folder cannot be created', async () => {
  await writeFile(join(parent, 'file'), '')
  const mailer = createFolderMailer(join(parent, 'file', 'mail'), FROM)
  const sending = mailer.send({ to: 'sam@bee.example', subject: 'a', text: 'x' })
  await expect(sending).rejects.toMatchObject({ kind: 'ENOTDIR', permanent: false })
})
