// The life of a submission, from the draft to the payout: the broker uses the packed SDK in a project of its
// own, with real files; the funder uses GraphQL.

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Entry, fromBufferPromise } from 'yauzl'
import type { BrokerActor, Funder } from '../../support/actors.ts'
import { sample, statementOf } from '../../support/files/samples.ts'
import { outcome } from '../../support/graphql-result.ts'
import { installSdk, nodes, type SdkProject } from '../../support/processes/packed-sdk.ts'
import { sendMove } from '../../support/submission-life.ts'
import { createWorld, type World } from '../../support/world.ts'
import { accept, look, read, respond } from './broker-programs.ts'

/** Eleven good files and one that a viewer asks a password for. */
const FILES: Readonly<Record<string, Buffer>> = {
  'application.docx': sample('letter.docx'),
  'august.pdf': statementOf('August'),
  'bank.csv': sample('table-utf8-bom.csv'),
  'check.png': sample('photo.png'),
  'december.pdf': statementOf('December'),
  'id.jpg': sample('photo.jpg'),
  'locked.pdf': sample('user-password-r4.pdf'),
  'november.pdf': statementOf('November'),
  'october.pdf': statementOf('October'),
  'owner-password.pdf': sample('owner-password-r4.pdf'),
  'revenue.xlsx': sample('table.xlsx'),
  'september.pdf': statementOf('September'),
}
const JULY = statementOf('July')

// Each test starts programs, which takes long on a busy machine.
const TIMEOUT = { timeout: 240_000 }

let project: SdkProject
let world: World
let funder: Funder
let broker: BrokerActor
let id: string

beforeAll(async () => {
  project = await installSdk()
  const submit = await project.readmeProgram('Submit with documents')
  await project.compile({
    'submit.ts': submit,
    'respond.ts': respond,
    'accept.ts': accept,
    'read.ts': read,
    'look.ts': look,
  })
  for (const folder of ['documents', 'saved']) await mkdir(join(project.folder, folder))
  for (const [name, bytes] of Object.entries(FILES))
    await writeFile(join(project.folder, 'documents', name), bytes)
  await writeFile(join(project.folder, 'july.pdf'), JULY)
  world = await createWorld()
  funder = await world.funder()
  broker = await funder.broker('bee.example')
}, 400_000)
afterAll(async () => {
  await world?.[Symbol.asyncDispose]()
  await project?.[Symbol.asyncDispose]()
})

async function runs(program: string, ...args: string[]): Promise<string> {
  return runsWith(broker.secret, program, ...args)
}

async function runsWith(secret: string, program: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, LATCHKEY_URL: `${world.url}/graphql`, LATCHKEY_API_KEY: secret }
  const script = [join('out', `${program}.js`), ...args]
  // The other version of Node that the SDK supports, if this machine has it.
  const [, node] = nodes().at(-1) ?? ['', process.execPath]
  return (await promisify(execFile)(node, script, { cwd: project.folder, env })).stdout
}

/** A move of the funder through GraphQL. Returns the selected fields. */
async function moves(mutation: string, input: object, selection = 'status') {
  const answer = await sendMove(funder, mutation, input, selection)
  expect(outcome(answer), JSON.stringify(answer.body)).toBe('200')
  return answer.body.data.answer
}

const requirementsOf = async () =>
  (await funder.query(`{ submission(id: "${id}") { requirements { id } } }`)).body.data.submission
    .requirements

test(
  'the program of the README creates by name, completes, uploads twelve files, submits',
  TIMEOUT,
  async () => {
    const lines = (await runs('submit')).trim().split('\n')
    const [, submissionId = '', status] = /^(sub_\w+) (\w+)$/.exec(lines.at(-1) ?? '') ?? []
    expect(status).toBe('SUBMITTED')
    id = submissionId
    const results = lines.slice(-13, -1)
    expect(results.map((line) => line.replace(/ .*/, ''))).toEqual(Object.keys(FILES))
    const failed = results.filter((line) => !line.endsWith(' UPLOADED'))
    expect(failed).toEqual([expect.stringMatching(/^locked\.pdf .*password/)])
    // Nothing is missing after the second update.
    expect(lines).toHaveLength(13)
  },
)

test('the funder reviews and requests information; the broker answers with a document', TIMEOUT, async () => {
  expect(await moves('startReview', { id })).toEqual({ status: 'IN_REVIEW' })
  const requirements = [
    { kind: 'DOCUMENT', documentClass: 'BANK_STATEMENT', months: ['2026-07'] },
    { kind: 'QUESTION', text: 'Why did deposits fall in July?' },
  ]
  expect(await moves('requestInformation', { id, requirements })).toEqual({ status: 'INFO_REQUESTED' })
  expect(JSON.parse(await runs('respond', 'july.pdf'))).toEqual({
    before: 'INFO_REQUESTED',
    answered: ['RESPONDED', 'true', 'RESPONDED'],
    text: 'Here is July.',
    status: 'IN_REVIEW',
    waitingOn: 'FUNDER',
  })
  for (const requirement of await requirementsOf())
    expect(await moves('acceptRequirement', { id: requirement.id })).toEqual({ status: 'ACCEPTED' })
  await moves('addMessage', { submissionId: id, text: 'Thank you.' }, 'id')
  await moves('addNote', { submissionId: id, text: 'A seasonal business.' }, 'id')
})

test('the funder approves with three offers; the broker accepts one', TIMEOUT, async () => {
  const offers = [1_500_000, 2_500_000, 2_000_000].map((amountMinor) => ({
    product: 'MCA',
    fundedAmount: { amountMinor },
    factorRate: 1.25,
  }))
  expect(await moves('approveSubmission', { id, offers })).toEqual({ status: 'APPROVED' })
  const { offers: statuses, ...accepted } = JSON.parse(await runs('accept'))
  expect(accepted).toEqual({ accepted: 2_500_000, again: 'OFFER_NOT_OPEN', closingStage: 'OFFER_ACCEPTED' })
  expect(statuses.sort()).toEqual(['ACCEPTED', 'NOT_SELECTED', 'NOT_SELECTED'])
})

test('the funder closes and pays; the broker reads and downloads everything', TIMEOUT, async () => {
  for (const stage of ['CONTRACT_SENT', 'CONTRACT_SIGNED', 'CLEARED'])
    expect(await moves('setClosingStage', { id, stage }, 'closingStage')).toEqual({ closingStage: stage })
  const funding = { amount: { amountMinor: 2_500_000 }, fundedOn: '2026-01-02' }
  expect(await moves('markFunded', { id, ...funding })).toEqual({ status: 'FUNDED' })

  const saved = join(project.folder, 'saved')
  const { events, ...found } = JSON.parse(await runs('read', saved))
  expect(found).toEqual({
    deals: 1,
    funded: { amountMinor: 2_500_000, currency: 'USD' },
    closingStage: 'CLEARED',
    messages: ['FUNDER: Thank you.', 'BROKER: Here is July.'],
    notes: [],
    documents: 12,
    july: { class: 'BANK_STATEMENT', periodMonth: '2026-07', accountLast4: '1234' },
    names: ['July 口座.pdf', `documents-${id}.zip`],
    counts: [{ status: 'FUNDED', count: 1 }],
    removal: 'SUBMISSION_LOCKED',
  })
  expect(events.filter((type: string) => !type.startsWith('DOCUMENT_'))).toEqual([
    'SUBMISSION_CREATED',
    'SUBMISSION_UPDATED',
    'SUBMISSION_UPDATED',
    'SUBMISSION_SUBMITTED',
    'SUBMISSION_REVIEW_STARTED',
    'SUBMISSION_INFORMATION_REQUESTED',
    'REQUIREMENT_CREATED',
    'REQUIREMENT_CREATED',
    'SUBMISSION_UPDATED',
    'REQUIREMENT_RESPONDED',
    'REQUIREMENT_RESPONDED',
    'MESSAGE_CREATED',
    'REQUIREMENT_ACCEPTED',
    'REQUIREMENT_ACCEPTED',
    'MESSAGE_CREATED',
    'SUBMISSION_APPROVED',
    'OFFER_CREATED',
    'OFFER_CREATED',
    'OFFER_CREATED',
    'OFFER_ACCEPTED',
    'OFFER_NOT_SELECTED',
    'OFFER_NOT_SELECTED',
    'SUBMISSION_STAGE_CHANGED',
    'SUBMISSION_STAGE_CHANGED',
    'SUBMISSION_STAGE_CHANGED',
    'SUBMISSION_FUNDED',
  ])
  expect(events.filter((type: string) => type === 'DOCUMENT_UPLOADED')).toHaveLength(12)
  expect(await readFile(join(saved, 'single'))).toEqual(JULY)
  const names = await namesIn(await readFile(join(saved, 'all.zip')))
  expect(names).toHaveLength(12)
  expect(names).toContain('2026-07_bank-statement_1234.pdf')
})

test('a key of the other environment finds nothing of it', TIMEOUT, async () => {
  const production = await funder.inEnvironment('PRODUCTION')
  const other = await production.broker('bee.example')
  const [{ id: documentId }] = await world.sql('SELECT id FROM document WHERE submission_id = $1', id)
  expect(JSON.parse(await runsWith(other.secret, 'look', id, documentId))).toEqual([
    0,
    'SUBMISSION_NOT_FOUND',
    'SUBMISSION_NOT_FOUND',
    'SUBMISSION_NOT_FOUND',
    'DOCUMENT_NOT_FOUND',
    'DOCUMENT_NOT_FOUND',
    'SUBMISSION_NOT_FOUND',
    'SUBMISSION_NOT_FOUND',
    'SUBMISSION_NOT_FOUND',
  ])
  expect(await world.sql('SELECT DISTINCT environment FROM document')).toEqual([
    { environment: 'DEVELOPMENT' },
  ])
})

async function namesIn(bytes: Buffer): Promise<string[]> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const names: string[] = []
  return new Promise((resolve, reject) => {
    zip.on('entry', ({ fileName }: Entry) => {
      names.push(fileName)
      zip.readEntry()
    })
    zip.once('end', () => resolve(names)).once('error', reject)
    zip.readEntry()
  })
}
