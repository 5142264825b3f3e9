// Gives a key a new secret without a break: node examples/rotate-key.ts apk_…
//
// LATCHKEY_URL is the address of the GraphQL API, LATCHKEY_API_KEY a USER key of the funder with the scope `admin`; the
// key that is rotated is a broker's. Run it again to see how far the rotation has come, and to finish it.

import { Latchkey, LatchkeyProblem } from '@latchkey/sdk'

const latchkey = new Latchkey({ apiKey: process.env['LATCHKEY_API_KEY'], url: process.env['LATCHKEY_URL'] })
const id = process.argv[2] ?? 'apk_'

try {
  const { secret } = await latchkey.apiKeys.rotate(id, { graceSeconds: 7 * 86_400 })
  console.log(`The new secret, shown this once: ${secret}`)
  console.log('Both are accepted. Once the new one is used, the old one is for a week more.')
} catch (error) {
  if (!(error instanceof LatchkeyProblem && error.is('ROTATION_PENDING'))) throw error
  console.log('A rotation is in progress.')
}

const { secrets } = await latchkey.apiKeys.get(id)
for (const { prefix, state, use, retiresAt } of secrets) {
  const last = use === null ? 'not used yet' : `last used ${use.usedAt} from ${use.address}`
  console.log(`  ${prefix}…  ${state}  ${last}${retiresAt === null ? '' : `, accepted until ${retiresAt}`}`)
}

// RETIRING: the new secret is in use. Nobody has used the old one for a day: no need to wait for the rest of the week.
const old = secrets.find(({ state }) => state === 'RETIRING')
const dayAgo = Date.now() - 86_400_000
if (old !== undefined && (old.use === null || Date.parse(old.use.usedAt) < dayAgo)) {
  await latchkey.apiKeys.finishRotation(id)
  console.log('Finished: the old secret is refused from now on.')
}
