// Begins an application for funding: node examples/create-submission.ts
//
// LATCHKEY_URL is the address of the GraphQL API, LATCHKEY_API_KEY the BROKER key that a funder gave you.

import { Latchkey, LatchkeyProblem } from '@latchkey/sdk'

const latchkey = new Latchkey({ apiKey: process.env['LATCHKEY_API_KEY'], url: process.env['LATCHKEY_URL'] })

try {
  const submission = await latchkey.submissions.create({
    name: 'Second bakery for Crumb & Co',
    company: { legalName: 'Crumb & Co LLC', entityType: 'LLC', stateOfIncorporation: 'NY' },
    amount: { amountMinor: 2_500_000, currency: 'USD' }, // $25,000.00
    purpose: 'EXPANSION',
    owners: [{ firstName: 'Ada', lastName: 'Crumb', ownershipPercent: 100 }],
  })
  console.log(`${submission.id} is a ${submission.status} for ${submission.relationship.funder.name}.`)
} catch (error) {
  if (!(error instanceof LatchkeyProblem && error.is('VALIDATION_FAILED'))) throw error
  for (const issue of error.issues) console.log(`${issue.path}: ${issue.message}`)
  process.exitCode = 1
}

console.log('Your latest applications:')
const { nodes } = await latchkey.submissions.list({ first: 5 }).page()
for (const { id, status, name } of nodes) console.log(`  ${id}  ${status}  ${name}`)
