// Creates an API key for a broker: node examples/create-broker-key.ts sam@bee.com
//
// LATCHKEY_URL is the address of the GraphQL API, LATCHKEY_API_KEY a USER key of the funder with the scope `admin`.

import { Latchkey, LatchkeyProblem } from '@latchkey/sdk'

const latchkey = new Latchkey({ apiKey: process.env['LATCHKEY_API_KEY'], url: process.env['LATCHKEY_URL'] })
const email = process.argv[2] ?? 'sam@bee.com'

try {
  const { apiKey, secret } = await latchkey.apiKeys.createForBroker({ email })
  console.log(`${apiKey.relationship?.broker.name} has the key ${apiKey.id} for ${apiKey.scopes.join(', ')}.`)
  console.log(`Its secret, shown this once: ${secret}`)
} catch (error) {
  if (!(error instanceof LatchkeyProblem && error.is('BROKER_KEY_EXISTS', 'BROKER_NOT_FOUND'))) throw error
  console.log(`No key: ${error.message}`)
  process.exitCode = 1
}

console.log('The keys of all brokers, newest first:')
for await (const key of latchkey.apiKeys.list({ filter: { kind: 'BROKER' } })) {
  console.log(`  ${key.prefix}…  ${key.state}  ${key.relationship?.broker.name}`)
}
