// The invented companies of the demo data, with their applications and accounts.

import type { EntityType, FundingPurpose } from '@latchkey/prisma'
import type { Account } from './demo-pdfs.ts'
import type { StoryRecord } from './story.ts'

interface Company {
  /** Display name of the submission. */
  readonly title: string
  readonly legalName: string
  readonly entityType: EntityType
  readonly place: readonly [street: string, city: string, state: string, zip: string]
  readonly industry: readonly [name: string, naics: string]
  /** In dollars, like `amount`. */
  readonly yearlyRevenue: number
  readonly amount: number
  readonly purpose: FundingPurpose
  readonly purposeNote: string
  readonly owner: readonly [first: string, last: string, title: string]
  /** Two digits that make EIN, SSN, phone and account of each company different. */
  readonly number: string
}

const company = (
  ...[title, legalName, entityType, place, industry, money, purpose, purposeNote, owner, number]: [
    string,
    string,
    EntityType,
    Company['place'],
    Company['industry'],
    readonly [yearlyRevenue: number, amount: number],
    FundingPurpose,
    string,
    Company['owner'],
    string,
  ]
): Company => ({
  ...{ title, legalName, entityType, place, industry, purpose, purposeNote, owner, number },
  yearlyRevenue: money[0],
  amount: money[1],
})

// biome-ignore format: a table.
export const COMPANIES = {
  bakery: company('Delgado Bakery, second oven', 'Delgado Bakery LLC', 'LLC', ['18 Mill St', 'Albany', 'NY', '12207'], ['Retail bakeries', '311811'], [540_000, 25_000], 'EQUIPMENT', 'A second deck oven for the wholesale orders.', ['Rosa', 'Delgado', 'Owner'], '01'),
  freight: company('Keller Freight, two trucks', 'Keller Freight Inc.', 'CORPORATION', ['400 Dock Rd', 'Newark', 'NJ', '07114'], ['Long-distance trucking', '484121'], [3_900_000, 180_000], 'EQUIPMENT', 'Two used day cabs for a new contract with a grocery chain.', ['Jonas', 'Keller', 'President'], '02'),
  landscaping: company('Green Door Landscaping', 'Green Door Landscaping LLC', 'LLC', ['77 Fern Ave', 'Durham', 'NC', '27701'], ['Landscaping services', '561730'], [1_150_000, 60_000], 'WORKING_CAPITAL', 'Payroll and plants until the spring invoices are paid.', ['Maya', 'Green', 'Managing member'], '03'),
  dental: company('Pine Street Dental, new X-ray', 'Pine Street Dental PC', 'S_CORPORATION', ['210 Pine St', 'Portland', 'OR', '97205'], ['Offices of dentists', '621210'], [1_800_000, 95_000], 'EQUIPMENT', 'A panoramic X-ray unit and its installation.', ['Amir', 'Haddad', 'Dentist'], '04'),
  catering: company('Harvest Moon Catering, new van', 'Harvest Moon Catering LLC', 'LLC', ['9 Orchard Ln', 'Austin', 'TX', '78702'], ['Caterers', '722320'], [820_000, 48_000], 'EQUIPMENT', 'A refrigerated van.', ['Lena', 'Moon', 'Owner'], '05'),
  autoRepair: company('Lakeside Auto Repair, two lifts', 'Lakeside Auto Repair Inc.', 'CORPORATION', ['1502 Shore Dr', 'Madison', 'WI', '53703'], ['General automotive repair', '811111'], [1_320_000, 72_000], 'EXPANSION', 'Two lifts and a third bay.', ['Paul', 'Novak', 'President'], '06'),
  nursery: company('Bluebell Nursery, spring stock', 'Bluebell Nursery LLC', 'LLC', ['33 Glen Rd', 'Salem', 'OR', '97301'], ['Nurseries and garden centers', '444240'], [690_000, 32_000], 'INVENTORY', 'Stock for the spring season.', ['Iris', 'Bell', 'Owner'], '07'),
  printing: company('Marlow Print Works', 'Marlow Print Works Ltd.', 'CORPORATION', ['5 Press Sq', 'Dayton', 'OH', '45402'], ['Commercial printing', '323111'], [1_640_000, 77_500], 'DEBT_REFINANCE', 'To replace two advances with one monthly payment.', ['Greta', 'Marlow', 'Director'], '08'),
  brewery: company('Old Mill Brewing Company', 'Old Mill Brewing Company', 'CORPORATION', ['1 Mill Race', 'Asheville', 'NC', '28801'], ['Breweries', '312120'], [2_100_000, 400_000], 'EXPANSION', 'A second taproom downtown.', ['Owen', 'Mills', 'President'], '09'),
  climbing: company('Summit Climbing Gym, new wall', 'Summit Climbing Gym LLC', 'LLC', ['88 Granite Way', 'Boulder', 'CO', '80301'], ['Fitness centers', '713940'], [980_000, 55_000], 'EXPANSION', 'A bouldering wall in the second hall.', ['Nora', 'Stone', 'Managing member'], '10'),
  seafood: company('Tidewater Seafood Market', 'Tidewater Seafood Market LLC', 'LLC', ['12 Harbor Walk', 'Norfolk', 'VA', '23510'], ['Fish and seafood retailers', '445250'], [1_010_000, 50_000], 'WORKING_CAPITAL', 'Bridge until the insurer pays for the storm damage.', ['Tom', 'Waters', 'Owner'], '11'),
  florist: company('Fern & Fig Florist, cold store', 'Fern & Fig LLC', 'LLC', ['64 Rose Ct', 'Savannah', 'GA', '31401'], ['Florists', '459310'], [610_000, 28_000], 'EQUIPMENT', 'A walk-in cold store.', ['Fiona', 'Figueroa', 'Owner'], '12'),
} as const

export type CompanyName = keyof typeof COMPANIES

export function recordOf(name: CompanyName, title: string = COMPANIES[name].title): StoryRecord {
  const { legalName, entityType, place, industry, owner, number, ...company } = COMPANIES[name]
  const [line1, city, state, postalCode] = place
  const [firstName, lastName, job] = owner
  const dollars = (amount: number) => ({ amountMinor: amount * 100, currency: 'USD' })
  const address = { line1, city, state, postalCode, country: 'US' }
  const mail = `${firstName}@${name.toLowerCase()}.example`.toLowerCase()
  return {
    name: title,
    company: {
      legalName,
      taxId: { kind: 'EIN', number: `99-00010${number}` },
      ...{ entityType, email: mail, phone: `212-555-01${number}`, website: `${name.toLowerCase()}.example` },
      ...{ stateOfIncorporation: state, startDate: new Date(`20${number}-03-01`), physicalAddress: address },
      ...{ industry: industry[0], naics: industry[1] },
      annualRevenue: dollars(company.yearlyRevenue),
      monthlyRevenue: dollars(Math.round(company.yearlyRevenue / 12)),
    },
    amount: dollars(company.amount),
    purpose: company.purpose,
    purposeNote: company.purposeNote,
    sourceName: 'Website form',
    owners: [
      {
        ...{ firstName, lastName, title: job, email: mail, mobilePhone: `212-555-01${number}` },
        ...{ homeAddress: address, dateOfBirth: new Date(`19${70 + Number(number)}-06-15`) },
        ...{ ssn: `123-45-67${number}`, creditScore: 640 + 10 * Number(number), ownershipPercent: 100 },
        ...{ isApplicant: true, isGuarantor: true, hasSigned: true },
      },
    ],
  }
}

export function accountOf(name: CompanyName): Account {
  const { legalName, yearlyRevenue, number } = COMPANIES[name]
  return { holder: legalName, last4: `40${number}`, monthlyRevenue: Math.round((yearlyRevenue * 100) / 12) }
}

/** Labels and values for the application form. */
export function formOf(name: CompanyName): [string, string][] {
  const { legalName, place, industry, owner, amount, purposeNote, yearlyRevenue, number } = COMPANIES[name]
  const dollars = (value: number) => `$${value.toLocaleString('en-US')}`
  return [
    ['Legal name', legalName],
    ['Address', place.join(', ')],
    ['Industry', industry.join(', NAICS ')],
    ['EIN', `XX-XXX10${number}`],
    ['Owner', `${owner[0]} ${owner[1]}, ${owner[2]}, 100 %`],
    ['Revenue, last 12 months', dollars(yearlyRevenue)],
    ['Amount requested', dollars(amount)],
    ['Purpose', purposeNote],
  ]
}
