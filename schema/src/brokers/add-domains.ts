// Adds domains to a broker of the directory, unless they belong to another or are easily taken for another's.

import { type Transaction, TransactionConflict } from '../transaction/transaction.ts'
import type { Issues } from '../validation/issues.ts'
import { checkDomain, displayDomain } from './domain-rules.ts'
import { skeleton } from './lookalike-domain.ts'

/** Of one broker: what lists of brokers cost is reckoned with it. */
export const MAX_DOMAINS = 20

interface DomainAddition {
  readonly brokerId: string
  readonly domains: readonly string[]
  /** Overrules what is only a doubt. */
  readonly force: boolean
}

/** The domains, in canonical form, that the broker has now and had not before. Adds to `issues` whatever is refused. */
export async function addDomains(
  tx: Transaction,
  issues: Issues,
  { brokerId, domains, force }: DomainAddition,
): Promise<string[]> {
  // The directory is kept by hand, so it is small enough to be read as a whole.
  const others = await tx.brokerDomain.findMany({
    where: { brokerId: { not: brokerId } },
    include: { broker: true },
  })
  const wanted = new Set<string>()
  for (const given of domains) {
    const judged = checkDomain(given, { force })
    if ('fault' in judged) {
      const { code, message, doubt } = judged.fault
      issues.add('domain', code, doubt ? `${message} ${OVERRIDE_HINT}` : message)
      continue
    }
    const { domain } = judged
    const like = force ? undefined : others.find((other) => skeleton(other.domain) === skeleton(domain))
    const owner = others.find((other) => other.domain === domain) ?? like
    if (owner === undefined) wanted.add(domain)
    else if (owner.domain === domain)
      issues.add(
        'domain',
        'DOMAIN_TAKEN',
        `${displayDomain(domain)} belongs to ${owner.broker.name} (${owner.brokerId}).`,
      )
    else
      issues.add(
        'domain',
        'LOOK_ALIKE',
        `${displayDomain(domain)} is easily taken for ${displayDomain(owner.domain)} of ${owner.broker.name}. ${OVERRIDE_HINT}`,
      )
  }
  issues.refuse()
  const known = await tx.brokerDomain.findMany({ where: { brokerId, domain: { in: [...wanted] } } })
  const fresh = [...wanted].filter((domain) => !known.some((one) => one.domain === domain))
  const kept = await tx.brokerDomain.count({ where: { brokerId } })
  if (kept + fresh.length > MAX_DOMAINS)
    issues.add('domain', 'TOO_MANY_DOMAINS', `A broker has at most ${MAX_DOMAINS} domains.`)
  issues.refuse()
  const { count } = await tx.brokerDomain.createMany({
    data: fresh.map((domain) => ({ domain, brokerId })),
    skipDuplicates: true,
  })
  // Others took one of them since we looked: look again.
  if (count < fresh.length) throw new TransactionConflict()
  return fresh
}

const OVERRIDE_HINT = 'If you are sure, insist with --force.'
