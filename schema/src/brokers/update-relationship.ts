// updateRelationship: sets the contacts, who get the mails about submissions.

import { tenantScope } from '../auth/tenant-scope.ts'
import { builder } from '../builder.ts'
import { actorOf, recordEvents } from '../events/record-event.ts'
import { Problem } from '../graphql/problem.ts'
import { canonicalEmail, domainOfEmail } from '../validation/email-domain.ts'
import { Issues } from '../validation/issues.ts'
import { Relationship } from './relationship.ts'
import { relationshipNotFound } from './relationship-not-found.ts'

const MAX_CONTACTS = 10

builder.mutationField('updateRelationship', (t) =>
  t.fieldWithInput({
    type: Relationship,
    description: 'Changes a relationship that is ACTIVE or PAUSED. Omitted fields stay unchanged.',
    problems: ['VALIDATION_FAILED', 'NOT_FOUND', 'RELATIONSHIP_NOT_ACTIVE'],
    input: {
      id: t.input.id({ required: true, description: 'The id of the relationship (`rel_`).' }),
      contacts: t.input.stringList({
        description: `Email addresses at the broker's domains, at most ${MAX_CONTACTS}. They get the mails about submissions. Replaces the list. Empty or null: nobody.`,
      }),
    },
    resolve: async (_root, { input }, { db, principal, transaction }) => {
      const { id } = input
      const where = { AND: [{ id }, tenantScope.relationship(principal)] }
      const known = await db.relationship.findFirst({
        where,
        include: { broker: { include: { domains: true } } },
      })
      if (known === null) throw relationshipNotFound(id)
      const issues = new Issues()
      const domains = known.broker.domains.map(({ domain }) => domain)
      const contacts =
        input.contacts === undefined ? null : checkContacts(issues, input.contacts ?? [], domains)
      issues.refuse()

      await transaction({
        lock: async (tx) => {
          // Row lock before revocation lock, in the order of an UPDATE in psql.
          await tx.$executeRaw`SELECT FROM relationship WHERE id = ${id} FOR NO KEY UPDATE`
          return [id]
        },
        run: async (tx) => {
          const { status, contacts: before } = await tx.relationship.findUniqueOrThrow({ where: { id } })
          if (status === 'ENDED') {
            throw new Problem(
              'RELATIONSHIP_NOT_ACTIVE',
              'This relationship has ended. To restart it, create an API key for the broker (createBrokerKey).',
            )
          }
          if (contacts === null || contacts.join() === before.join()) return { id }
          await tx.relationship.update({ where: { id }, data: { contacts } })
          const { environment, funderId } = known
          const subject = { environment, funderId, relationshipId: id, subjectId: id }
          await recordEvents(tx, [
            {
              type: 'relationship.updated',
              ...subject,
              actor: actorOf(principal),
              data: { fields: ['contacts'] },
            },
          ])
          return { id }
        },
      })
      return db.relationship.findFirstOrThrow({ where })
    },
  }),
)

/** The addresses in canonical form, each once. */
function checkContacts(issues: Issues, given: readonly string[], domains: readonly string[]): string[] {
  if (given.length > MAX_CONTACTS)
    issues.add('contacts', 'TOO_MANY_CONTACTS', `At most ${MAX_CONTACTS} addresses.`)
  const contacts = given.slice(0, MAX_CONTACTS).map((one, index) => {
    const path = `contacts.${index}`
    const email = canonicalEmail(one)
    if (email === null) issues.add(path, 'INVALID_EMAIL', 'Must be an email address, such as sam@broker.com.')
    else if (!domains.includes(domainOfEmail(email) ?? ''))
      issues.add(path, 'OTHER_DOMAIN', `Must be at a domain of the broker: ${domains.join(', ')}.`)
    return email ?? ''
  })
  return [...new Set(contacts)]
}
