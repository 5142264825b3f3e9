// storiesOf: submissions in every status, with what happened to them in the last weeks. Used by the seed.

import type { Actor } from '@latchkey/schema/events/record-event.ts'
import { accountOf, COMPANIES, type CompanyName, formOf, recordOf } from './companies.ts'
import { applicationForm, bankStatement, letter } from './demo-pdfs.ts'
import { cashAdvance, cents, termLoan } from './offers.ts'
import * as plot from './plot.ts'
import { type DemoBroker, Story, type StoryWorld } from './story.ts'

interface Cast {
  readonly northgate: DemoBroker
  readonly silverBirch: DemoBroker
  readonly copperfield: DemoBroker
  readonly underwriterId: string
  readonly adminId: string
}

export function storiesOf(world: StoryWorld, cast: Cast): Story[] {
  const umar: Actor = { kind: 'USER', id: cast.underwriterId }
  const adam: Actor = { kind: 'USER', id: cast.adminId }
  const { northgate, silverBirch, copperfield } = cast

  /** `before`: 1 is the last complete month. */
  const month = (before: number) => {
    const { now } = world
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before)).toISOString().slice(0, 7)
  }
  const statement = (story: Story, company: CompanyName, before: number, requirementId?: string) => {
    const account = accountOf(company)
    const periodMonth = month(before)
    return story.uploads({
      ...{ name: `statement-${periodMonth}.pdf`, class: 'BANK_STATEMENT', periodMonth, requirementId },
      ...{ accountLast4: account.last4, bytes: bankStatement(account, periodMonth) },
    })
  }
  const form = (story: Story, company: CompanyName) =>
    story.uploads({
      ...{ name: `${COMPANIES[company].legalName} application.pdf`, class: 'APPLICATION_FORM' },
      bytes: applicationForm(formOf(company)),
    })
  /** Drafts, uploads three statements and a form, and submits. */
  const submitted = (broker: DemoBroker, company: CompanyName, hours: number, title?: string) => {
    const story = new Story(world, broker, recordOf(company, title), hours)
    form(story.after(0.4), company)
    for (const before of [3, 2, 1]) statement(story.after(0.1), company, before)
    plot.submits(story.after(0.3))
    return story
  }
  const reviewed = (broker: DemoBroker, company: CompanyName, hours: number) => {
    const story = submitted(broker, company, hours)
    plot.assigns(story.after(2), adam, cast.underwriterId)
    plot.reviews(story.after(3), umar)
    return story
  }
  const bakery = new Story(world, northgate, recordOf('bakery'), 5)
  statement(bakery.after(0.5), 'bakery', 1)

  const nursery = submitted(silverBirch, 'nursery', 7)

  const freight = reviewed(northgate, 'freight', 150)
  const [months = '', question = ''] = plot.asks(freight.after(20), umar, [
    {
      ...{ kind: 'DOCUMENT', documentClass: 'BANK_STATEMENT', months: [month(4)], dueInDays: 30 },
      text: 'One more month, because of the large transfer in the first days.',
    },
    { kind: 'QUESTION', text: 'Who is the new customer, and for how long is the contract?', dueInDays: 30 },
  ])
  statement(freight.after(22), 'freight', 4, months)
  plot.responds(freight.after(0.1), months, 'Attached.')
  plot.responds(freight.after(0.5), question, 'A regional grocery chain, three years with fixed volumes.')
  plot.acceptsResponse(freight.after(16), months, umar)
  plot.acceptsResponse(freight.after(0.1), question, umar)
  freight.after(1).notes(umar, 'Strong deposits. Debt service stays below 12 % of revenue. Tends to approve.')
  freight.after(1).says('BROKER', freight.broker, 'Is there anything else that you need from Mr. Keller?')
  freight.after(2).says('FUNDER', umar, 'No, thank you. You get our decision this week.')

  const held = new Story(world, silverBirch, recordOf('freight', 'Keller Freight, fleet loan'), 30)
  statement(held.after(1), 'freight', 1)
  plot.submits(held.after(1), { isHeld: true })
  held.after(4).notes(adam, 'Same tax id as the file of Northgate. Compare both before anybody calls.')

  const landscaping = reviewed(northgate, 'landscaping', 120)
  plot.approves(landscaping.after(26), umar, [cashAdvance(60_000), termLoan(45_000)])
  landscaping.after(3).says('FUNDER', umar, 'Two offers for Ms. Green. The loan needs no daily payments.')

  const catering = reviewed(northgate, 'catering', 200)
  const [chosen = ''] = plot.approves(catering.after(30), umar, [termLoan(48_000), cashAdvance(48_000)])
  plot.accepts(catering.after(28), chosen)

  const climbing = reviewed(silverBirch, 'climbing', 260)
  const [wall = ''] = plot.approves(climbing.after(40), umar, [termLoan(55_000)])
  plot.accepts(climbing.after(20), wall)
  plot.reaches(climbing.after(24), adam, 'CONTRACT_SENT')

  const autoRepair = reviewed(northgate, 'autoRepair', 330)
  const [lifts = ''] = plot.approves(autoRepair.after(44), umar, [termLoan(72_000)])
  plot.accepts(autoRepair.after(18), lifts)
  plot.reaches(autoRepair.after(20), adam, 'CONTRACT_SENT')
  plot.reaches(autoRepair.after(30), adam, 'CONTRACT_SIGNED')
  const [check = ''] = plot.asks(autoRepair.after(2), adam, [
    { kind: 'DOCUMENT', documentClass: 'VOID_CHECK', text: 'Of the account for the payout.', dueInDays: 30 },
  ])
  const voidCheck = letter('VOID', [
    'Lakeside Auto Repair Inc.',
    'First Harbor Bank',
    'Account ending in 4006',
  ])
  autoRepair.after(21).uploads({
    ...{ name: 'void check.pdf', class: 'VOID_CHECK', bytes: voidCheck, requirementId: check },
  })
  plot.responds(autoRepair.after(0.1), check, 'Here it is.')

  const florist = reviewed(copperfield, 'florist', 400)
  const [store = ''] = plot.approves(florist.after(36), umar, [cashAdvance(28_000)])
  plot.accepts(florist.after(22), store)
  plot.reaches(florist.after(20), adam, 'CONTRACT_SENT')
  plot.reaches(florist.after(40), adam, 'CONTRACT_SIGNED')
  plot.reaches(florist.after(25), adam, 'CLEARED')

  const dental = reviewed(northgate, 'dental', 700)
  const [xray = ''] = plot.approves(dental.after(30), umar, [termLoan(95_000), cashAdvance(95_000)])
  plot.accepts(dental.after(20), xray)
  plot.reaches(dental.after(24), adam, 'CONTRACT_SIGNED')
  plot.reaches(dental.after(48), adam, 'CLEARED')
  plot.funds(dental.after(24), adam, cents(95_000))

  const printing = reviewed(silverBirch, 'printing', 180)
  const [debts = '', deposits = ''] = plot.asks(printing.after(18), umar, [
    {
      ...{ kind: 'DOCUMENT', documentClass: 'DEBT_SUMMARY', dueInDays: 30 },
      text: 'All open advances with balances and daily payments.',
    },
    { kind: 'QUESTION', text: 'Why did deposits fall in the last month?', dueInDays: 30 },
    { kind: 'DOCUMENT', documentClass: 'LEASE', text: 'The lease of the shop.', dueInDays: 30 },
  ])
  const old = letter('Debt summary', [
    'Advance A: balance $21,000',
    'Advance B: balance $14,500',
    'Last year',
  ])
  const summary = { name: 'debts.pdf', class: 'DEBT_SUMMARY', bytes: old, requirementId: debts } as const
  const rejected = printing.after(24).uploads(summary)
  plot.responds(printing.after(0.1), debts, 'Please find attached.')
  plot.rejectsDocument(printing.after(12), rejected, umar, 'This is the summary of last year.')
  plot.rejectsResponse(printing.after(0.1), debts, umar, 'Send the current balances, please.')
  plot.responds(printing.after(5), deposits, 'The press was in repair for nine days.')
  plot.acceptsResponse(printing.after(3), deposits, umar)
  printing.after(1).says('BROKER', printing.broker, 'Ms. Marlow sends the lease and the balances on Monday.')

  const brewery = reviewed(silverBirch, 'brewery', 480)
  brewery.after(20).notes(umar, 'Three advances in five months.')
  plot.declines(brewery.after(4), umar, ['OVER_LEVERAGED', 'VOLATILE_DEPOSITS'], 'Three open advances.')

  const seafood = submitted(copperfield, 'seafood', 290)
  plot.withdraws(seafood.after(50), 'FUNDED_ELSEWHERE')

  return [
    ...[dental, brewery, florist, autoRepair, seafood, climbing, catering, printing, freight, landscaping],
    ...[held, nursery, bakery],
  ]
}
