// Every mutation writes an event (moveSubmission writes those of a move), or is listed here with the reason why it does not.

import { dirname, join, normalize } from 'node:path'
import { schema } from '@latchkey/schema/schema.ts'
import { expect, test } from 'vitest'
import { sources } from './source.ts'

const WITHOUT_EVENT: Record<string, string> = {}

const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {})
const files = new Map((await sources('schema/src')).map((file) => [file.path, file]))
const records = (path: string) => /\b(recordEvents|moveSubmission)\(/.test(files.get(path)?.code ?? '')

test.each(mutations)('%s writes an event', (mutation) => {
  const file = [...files.values()].find(({ code }) => code.includes(`mutationField('${mutation}'`))
  expect(file, `no file defines ${mutation}`).toBeDefined()
  const { path, imports } = file!
  const near = imports.filter((one) => one.startsWith('.')).map((one) => normalize(join(dirname(path), one)))
  const isRecorded = [path, ...near].some(records)
  expect(isRecorded, `${path}: call recordEvents, or add a reason to WITHOUT_EVENT`).toBe(
    WITHOUT_EVENT[mutation] === undefined,
  )
})

test('the list of exceptions names only mutations', () => {
  expect(Object.keys(WITHOUT_EVENT).filter((name) => !mutations.includes(name))).toEqual([])
})
