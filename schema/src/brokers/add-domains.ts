// Adds domains to a broker of the directory, unless they belong to another or are easily taken for another's.

import { Overtaken, type Transaction } from '../transaction/transaction.ts'
import type { Issues } from '../validation/issues.ts'
import { judgeDomain, shown } from './domain-rules.ts'
import { skeleton } from './lookalike-domain.ts'

/** Of one broker: what lists of brokers cost is reckoned with it. */
export const MOST_DOMAINS = 20

interface Adding {
  readonly brokerId: string
  readonly domains: readonly string[]
  /** Overrules what is only a doubt. */
  readonly force: boolean
}

/** The domains, in canonical form, that the broker has now and had not before. Adds to `issues` whatever is refused. */
export async function addDomains(
  tx: Transaction,
  issues: Issues,
  { brokerId, domains, force }: Adding,
): Promise<string[]> {
  // The directory is kept by hand, so it is small enough to be read as a whole.
  const others = await tx.brokerDomain.findMany({
    where: { brokerId: { not: brokerId } },
    include: { broker: true },
  })
  const wanted = new Set<string>()
  for (const given of domains) {
    const judged = judgeDomain(given, { force })
    if ('fault' in judged) {
      const { code, message, doubt } = judged.fault
      issues.add('domain', code, doubt ? `${message} ${INSIST}` : message)
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
        `${shown(domain)} belongs to ${owner.broker.name} (${owner.brokerId}).`,
      )
    else
      issues.add(
        'domain',
        'LOOK_ALIKE',
        `${shown(domain)} is easily taken for ${shown(owner.domain)} of ${owner.broker.name}. ${INSIST}`,
      )
  }
  issues.refuse()
  const known = await tx.brokerDomain.findMany({ where: { brokerId, domain: { in: [...wanted] } } })
  const fresh = [...wanted].filter((domain) => !known.some((one) => one.domain === domain))
  const kept = await tx.brokerDomain.count({ where: { brokerId } })
  if (kept + fresh.length > MOST_DOMAINS)
    issues.add('domain', 'TOO_MANY_DOMAINS', `A broker has at most ${MOST_DOMAINS} domains.`)
  issues.refuse()
  const { count } = await tx.brokerDomain.createMany({
    data: fresh.map((domain) => ({ domain, brokerId })),
    skipDuplicates: true,
  })
  // Others took one of them since we looked: look again.
  if (count < fresh.length) throw new Overtaken()
  return fresh
}

const INSIST = 'If you are sure, insist with --force.'
