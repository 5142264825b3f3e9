// Money: integer minor units and an ISO 4217 currency. Used by submissions.

import { builder } from '../builder.ts'
import type { Issues } from '../validation/issues.ts'

interface MoneyShape {
  readonly amountMinor: number | bigint
  readonly currency: string
}

export const Money = builder.objectRef<MoneyShape>('Money').implement({
  description: 'An amount of money in whole minor units of its currency.',
  fields: (t) => ({
    amountMinor: t.expose('amountMinor', {
      type: 'SafeInt',
      description: 'Minor units: 2500000 is 25,000.00 of a currency with cents.',
    }),
    currency: t.exposeString('currency', { description: 'ISO 4217, three capital letters.' }),
  }),
})

export const MoneyInput = builder.inputType('MoneyInput', {
  description: 'An amount of money in whole minor units of its currency.',
  fields: (t) => ({
    amountMinor: t.field({
      type: 'SafeInt',
      required: true,
      description: 'Minor units, more than 0: 2500000 for 25,000.00.',
    }),
    currency: t.string({ defaultValue: 'USD', description: 'ISO 4217, three capital letters.' }),
  }),
})

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

export function checkMoney(
  issues: Issues,
  path: string,
  money: { amountMinor: number; currency?: string | null | undefined } | null | undefined,
): MoneyShape | null {
  if (money == null) return null
  const currency = money.currency ?? 'USD'
  if (money.amountMinor <= 0)
    issues.add(`${path}.amountMinor`, 'NOT_POSITIVE', 'An amount of more than 0 minor units.')
  if (!CURRENCIES.has(currency))
    issues.add(`${path}.currency`, 'INVALID_CURRENCY', 'An ISO 4217 code such as USD.')
  return { amountMinor: money.amountMinor, currency }
}
