// importDeal: an example of a partner's code. Used by readme-example.test.ts.

import { type Latchkey, LatchkeyProblem } from '@latchkey/sdk'

interface Deal {
  readonly reference: string
  readonly company: string
  readonly ein: string
  readonly amountCents: number
  readonly owner: { readonly firstName: string; readonly lastName: string }
}

/** Submits a deal once, and returns the id of its submission. */
export async function importDeal(latchkey: Latchkey, deal: Deal): Promise<string> {
  const { submissions } = latchkey
  try {
    const { id } = await submissions.create({
      name: `${deal.company}, ${deal.reference}`,
      externalReference: deal.reference,
      company: { legalName: deal.company, taxId: { kind: 'EIN', number: deal.ein } },
      amount: { amountMinor: deal.amountCents, currency: 'USD' },
      purpose: 'EQUIPMENT',
      owners: [deal.owner],
    })
    await submissions.submit(id)
    return id
  } catch (error) {
    if (error instanceof LatchkeyProblem && error.is('REFERENCE_EXISTS'))
      return (await submissions.getByReference(deal.reference)).id
    throw error
  }
}
