// The example of "Test your integration" in sdk/README.md, which contains the rest of this file.

import { connectionLoss, createTestClient, fakeOffer, problem } from '@latchkey/sdk/testing'
import { expect, test } from 'vitest' // Jest and node:test work too
import { importDeal } from './import-deal.ts' // your code

const deal = {
  reference: 'deal-118',
  company: 'Corner Bakery LLC',
  ein: '12-3456789',
  amountCents: 2_500_000,
  owner: { firstName: 'Ana', lastName: 'Ruiz' },
}

test('submits a deal', async () => {
  const { latchkey, calls } = createTestClient()
  const id = await importDeal(latchkey, deal)
  expect(await latchkey.submissions.get(id)).toMatchObject({ status: 'SUBMITTED' })
  expect(calls('createSubmission')[0]?.input).toMatchObject({ externalReference: 'deal-118' })
})

test('submits a deal once, even if the connection breaks', async () => {
  const { latchkey, once } = createTestClient()
  once('createSubmission', connectionLoss({ applied: true }))
  const id = await importDeal(latchkey, deal)
  expect(await importDeal(latchkey, deal)).toBe(id)
  expect(await latchkey.submissions.list().totalCount()).toBe(1)
})

test('reports a deal that the funder rejects', async () => {
  const { latchkey, on } = createTestClient()
  on('submitSubmission', problem('DUPLICATE_SUBMISSION'))
  await expect(importDeal(latchkey, deal)).rejects.toMatchObject({ code: 'DUPLICATE_SUBMISSION' })
})

test('sees the offers of the funder', async () => {
  const { latchkey, changeSubmission } = createTestClient()
  const id = await importDeal(latchkey, deal)
  changeSubmission(id, { status: 'APPROVED', offers: [fakeOffer({ product: 'TERM_LOAN' })] })
  const { offers } = await latchkey.submissions.get(id)
  expect(offers.map(({ product }) => product)).toEqual(['TERM_LOAN'])
})
