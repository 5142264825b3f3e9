// addDomains: adds email domains to a broker. Used by the latchkey-admin CLI.

import { type Transaction, TransactionConflict } from '../transaction/transaction.ts'
import type { Issues } from '../validation/issues.ts'
import { checkDomain, displayDomain } from './domain-rules.ts'
import { skeleton } from './lookalike-domain.ts'

/** Per broker. The complexity of broker lists is based on it. */
export const MAX_DOMAINS = 20

interface DomainAddition {
  readonly brokerId: string
  readonly domains: readonly string[]
  /** Skips the checks that only raise a doubt. */
  readonly force: boolean
}

/**
 * Adds domains unless they belong to another broker or look like another broker's domain. Returns the
 * canonical domains that are new. Throws VALIDATION_FAILED with all rejected domains.
 */
export async function addDomains(
  tx: Transaction,
  issues: Issues,
  { brokerId, domains, force }: DomainAddition,
): Promise<string[]> {
  // The directory is maintained by hand, so it is small enough to read completely.
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
        `${displayDomain(domain)} belongs to ${owner.broker.name} (${owner.brokerId}). Use another domain.`,
      )
    else
      issues.add(
        'domain',
        'LOOK_ALIKE',
        `${displayDomain(domain)} is easily confused with ${displayDomain(owner.domain)} of ${owner.broker.name}. ${OVERRIDE_HINT}`,
      )
  }
  issues.throwIfAny()
  const known = await tx.brokerDomain.findMany({ where: { brokerId, domain: { in: [...wanted] } } })
  const fresh = [...wanted].filter((domain) => !known.some((one) => one.domain === domain))
  const kept = await tx.brokerDomain.count({ where: { brokerId } })
  if (kept + fresh.length > MAX_DOMAINS)
    issues.add('domain', 'TOO_MANY_DOMAINS', `A broker has at most ${MAX_DOMAINS} domains. Add fewer.`)
  issues.throwIfAny()
  const { count } = await tx.brokerDomain.createMany({
    data: fresh.map((domain) => ({ domain, brokerId })),
    skipDuplicates: true,
  })
  // A concurrent transaction took one of them after the check: retry.
  if (count < fresh.length) throw new TransactionConflict()
  return fresh
}

const OVERRIDE_HINT = 'To use it anyway, add --force.'
