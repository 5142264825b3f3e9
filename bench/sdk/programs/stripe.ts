import Stripe from 'stripe'

export function call(key: string): Promise<unknown> {
  return new Stripe(key).customers.retrieve('cus_1')
}
