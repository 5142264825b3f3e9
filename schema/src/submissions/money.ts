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
      description: 'Amount in minor units: 2500000 is 25,000.00 in a currency with two decimals.',
    }),
    currency: t.exposeString('currency', {
      description: 'ISO 4217 currency code of three capital letters, such as USD.',
    }),
  }),
})

export const MoneyInput = builder.inputType('MoneyInput', {
  description: 'An amount of money in whole minor units of its currency.',
  fields: (t) => ({
    amountMinor: t.field({
      type: 'SafeInt',
      required: true,
      description:
        'Amount in minor units: 2500000 is 25,000.00 in a currency with two decimals. More than 0; revenues can be 0.',
    }),
    currency: t.string({
      defaultValue: 'USD',
      description: 'ISO 4217 currency code of three capital letters, such as USD.',
    }),
  }),
})

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))

export interface MoneyFields {
  readonly amountMinor: number
  readonly currency?: string | null | undefined
}

export function checkMoney(
  issues: Issues,
  path: string,
  money: MoneyFields | null | undefined,
  { canBeZero = false } = {},
): MoneyShape | null {
  if (money == null) return null
  const currency = money.currency ?? 'USD'
  if (!canBeZero && money.amountMinor <= 0)
    issues.add(`${path}.amountMinor`, 'NOT_POSITIVE', 'Must be more than 0 minor units.')
  if (canBeZero && money.amountMinor < 0)
    issues.add(`${path}.amountMinor`, 'NEGATIVE', 'Must be 0 or more minor units.')
  if (!CURRENCIES.has(currency))
    issues.add(`${path}.currency`, 'INVALID_CURRENCY', 'Must be an ISO 4217 currency code, such as USD.')
  return { amountMinor: money.amountMinor, currency }
}
