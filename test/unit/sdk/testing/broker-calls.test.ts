// The test client of partners: the calls of a broker work without any script, with the rules of the server.

import { createTestClient, fakeOffer, fakeRequirement } from '@latchkey/sdk/testing'
import { describe, expect, it } from 'vitest'
import { thrown } from '../../../e2e/sdk/call-errors.ts'

const COMPLETE = {
  name: 'Corner Bakery, new oven',
  company: { legalName: 'Corner Bakery LLC', taxId: { kind: 'EIN', number: '12-3456789' } },
  amount: { amountMinor: 2_500_000 },
  purpose: 'EQUIPMENT',
  owners: [{ firstName: 'Ana', lastName: 'Ruiz', ssn: '123-45-6789', ownershipPercent: 100 }],
} as const

describe('without a script, the test client', () => {
  it('creates, updates, uploads, submits and reads', async () => {
    const { latchkey, bytesOf, operations } = createTestClient()
    const { submissions, documents } = latchkey
    const { id, readiness } = await submissions.create({ name: COMPLETE.name, externalReference: 'deal-118' })
    expect(readiness.missing.map(({ path }) => path)).toEqual([
      'company.legalName',
      'company.taxId',
      'amount',
      'purpose',
      'owners',
    ])
    expect(await thrown(submissions.submit(id))).toMatchObject({
      code: 'INCOMPLETE',
      status: 422,
      issues: readiness.missing,
    })
    const { name: _name, ...changes } = COMPLETE
    expect(await submissions.update(id, changes)).toMatchObject({
      version: 2,
      readiness: { isReady: true, missing: [] },
      company: { legalName: 'Corner Bakery LLC', dba: null, taxId: { kind: 'EIN', last4: '6789' } },
      amount: { amountMinor: 2_500_000, currency: 'USD' },
      owners: [{ firstName: 'Ana', ssnLast4: '6789', isApplicant: false }],
    })
    const bytes = new TextEncoder().encode('%PDF-1.7')
    const file = await documents.upload(id, new File([bytes], 'september.pdf'), { class: 'BANK_STATEMENT' })
    expect(file).toMatchObject({ status: 'UPLOADED', mediaType: 'application/pdf', byteSize: 8 })
    expect(bytesOf(file.id)).toEqual(bytes)
    expect(await documents.list(id).toArray({ limit: 10 })).toEqual([file])
    const download = await documents.download(file.id)
    expect(download.fileName).toBe('september.pdf')
    expect(await (await download.blob()).text()).toBe('%PDF-1.7')

    expect(await submissions.submit(id)).toMatchObject({ status: 'SUBMITTED', waitingOn: 'FUNDER' })
    expect(await submissions.getByReference('deal-118')).toMatchObject({ id, status: 'SUBMITTED' })
    const types = await submissions.timeline(id).toArray({ limit: 10 })
    expect(types.map(({ type }) => type)).toEqual([
      'SUBMISSION_SUBMITTED',
      'DOCUMENT_UPLOADED',
      'SUBMISSION_UPDATED',
      'SUBMISSION_CREATED',
    ])
    expect(operations().slice(0, 2)).toEqual(['createSubmission', 'submitSubmission'])
    expect((await latchkey.viewer()).apiKey).toMatchObject({ kind: 'BROKER' })
  })

  it('lists, filters and counts', async () => {
    const { latchkey, addSubmission } = createTestClient()
    for (const status of ['DRAFT', 'SUBMITTED', 'DRAFT', 'FUNDED', 'DRAFT'] as const)
      addSubmission({ status })
    const { submissions } = latchkey
    const all = await submissions.list().toArray({ limit: 100 })
    expect(all.map(({ status }) => status)).toEqual(['DRAFT', 'FUNDED', 'DRAFT', 'SUBMITTED', 'DRAFT'])
    const pages = await Array.fromAsync(submissions.list({ first: 2 }).pages())
    expect(pages.map(({ nodes }) => nodes.length)).toEqual([2, 2, 1])
    const oldest = await Array.fromAsync(submissions.list({ last: 2 }))
    expect(oldest.map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse())
    expect(await submissions.list({ filter: { status: 'DRAFT' } }).totalCount()).toBe(3)
    expect(await submissions.counts()).toContainEqual({ status: 'DRAFT', count: 3 })
    expect(await thrown(submissions.list({ filter: { isAssigned: true } }).page())).toMatchObject({
      code: 'NO_TEST_ANSWER',
      message: expect.stringContaining("`isAssigned`. Script the answer: on('submissions', …)."),
    })
  })

  it('follows the submission after changes of the funder', async () => {
    const { latchkey, addSubmission, changeSubmission } = createTestClient()
    const { submissions } = latchkey
    const { id } = addSubmission({ status: 'SUBMITTED' })
    const question = fakeRequirement()
    changeSubmission(id, { status: 'INFO_REQUESTED', requirements: [question] })
    expect(await submissions.respondToRequirement(question.id, { text: 'Bread.' })).toMatchObject({
      status: 'RESPONDED',
      response: 'Bread.',
    })
    expect((await submissions.get(id)).status).toBe('IN_REVIEW')
    const [best, other] = [fakeOffer(), fakeOffer({ product: 'TERM_LOAN' })]
    changeSubmission(id, { status: 'APPROVED', offers: [best, other] })
    expect(await submissions.acceptOffer(best.id)).toMatchObject({ status: 'ACCEPTED' })
    expect(await thrown(submissions.acceptOffer(other.id))).toMatchObject({ code: 'OFFER_NOT_OPEN' })
    await submissions.addMessage(id, { text: 'Thank you.' })
    expect(await submissions.messages(id).toArray({ limit: 5 })).toMatchObject([{ text: 'Thank you.' }])
    expect(await submissions.get(id)).toMatchObject({
      closingStage: 'OFFER_ACCEPTED',
      offers: [{ status: 'ACCEPTED' }, { status: 'NOT_SELECTED' }],
    })
    expect(await submissions.withdraw(id, { reason: 'OTHER' })).toMatchObject({ status: 'WITHDRAWN' })
  })

  it.each([
    ['00-0000001', { status: 'APPROVED', offers: [{ product: 'MCA' }] }],
    ['00-0000002', { status: 'APPROVED', offers: [{}, {}, {}] }],
    ['00-0000003', { status: 'DECLINED', decisions: [{ outcome: 'DECLINED' }] }],
    ['00-0000004', { status: 'INFO_REQUESTED', requirements: [{ documentClass: 'BANK_STATEMENT' }] }],
    ['00-0000005', { status: 'SUBMITTED' }],
  ])('plays the result of the test tax id %s', async (number, result) => {
    const { submissions } = createTestClient().latchkey
    const company = { legalName: 'Corner Bakery LLC', taxId: { kind: 'EIN', number } as const }
    const { id } = await submissions.create({ ...COMPLETE, company })
    expect(await submissions.submit(id)).toMatchObject(result)
  })

  it('rejects what the server rejects', async () => {
    const { latchkey, addSubmission } = createTestClient()
    const { submissions, documents } = latchkey
    const { id } = addSubmission({ externalReference: 'deal-118', status: 'IN_REVIEW' })
    const codeOf = async (call: Promise<unknown>) => Reflect.get(Object(await thrown(call)), 'code')
    expect(await codeOf(submissions.get('sub_unknown'))).toBe('SUBMISSION_NOT_FOUND')
    expect(await codeOf(documents.get('doc_unknown'))).toBe('DOCUMENT_NOT_FOUND')
    expect(await codeOf(submissions.update(id, { name: 'Another name' }))).toBe('SUBMISSION_LOCKED')
    expect(await codeOf(submissions.submit(id))).toBe('ILLEGAL_TRANSITION')
    expect(await codeOf(submissions.withdraw(id, { reason: 'OTHER', expectedVersion: 7 }))).toBe(
      'VERSION_CONFLICT',
    )
    expect(await codeOf(submissions.create({ ...COMPLETE, externalReference: 'deal-118' }))).toBe(
      'REFERENCE_EXISTS',
    )
  })
})
