// The GraphQL enum DocumentClass and the limit of documents. Used by requirements and documents.

import { DocumentClass as Classes } from '@latchkey/prisma'
import { builder } from '../builder.ts'

/** Per submission. */
export const MAX_DOCUMENTS = 50

export const DocumentClass = builder.enumType('DocumentClass', {
  description: 'Kind of a document.',
  values: {
    [Classes.BANK_STATEMENT]: { description: 'Statement of a bank account, for one month.' },
    [Classes.APPLICATION_FORM]: { description: 'Signed application form.' },
    [Classes.DEBT_SUMMARY]: { description: 'List of existing debts.' },
    [Classes.VOID_CHECK]: { description: 'Voided check that shows the bank account.' },
    [Classes.INVOICE]: { description: 'Invoice for what the funding pays.' },
    [Classes.PNL_STATEMENT]: { description: 'Profit and loss statement.' },
    [Classes.BALANCE_SHEET]: { description: 'Balance sheet.' },
    [Classes.TAX_RETURN]: { description: 'Tax return of the company or an owner.' },
    [Classes.MONEY_MARKET_STATEMENT]: { description: 'Statement of a money market account.' },
    [Classes.PHOTO_ID]: { description: 'Identity document of an owner.' },
    [Classes.BUSINESS_LICENSE]: { description: 'Business license or registration.' },
    [Classes.PROOF_OF_OWNERSHIP]: { description: 'Evidence of who owns the company.' },
    [Classes.MERCHANT_PROCESSING_STATEMENT]: { description: 'Statement of a card processor.' },
    [Classes.PAYOFF_LETTER]: { description: 'Letter with the balance that pays off a debt.' },
    [Classes.LEASE]: { description: 'Lease of the business location.' },
    [Classes.SIGNED_CONTRACT]: { description: 'Signed funding contract.' },
    [Classes.OTHER]: { description: 'None of these.' },
  },
})
