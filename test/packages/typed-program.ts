// Programs of a partner that use the packed SDK: one for the type check, one that runs.

/** A partner's program for the type check. */
export const consumer = `
import { type ApiKey, Latchkey, LatchkeyConnectionError, LatchkeyProblem, logIn, type ProblemCode } from '@latchkey/sdk'

export async function everything(apiKey: string | undefined, url: string | undefined): Promise<readonly string[]> {
  const latchkey = new Latchkey({ apiKey, url, timeoutMs: 5_000 })
  const { apiKey: key, secret } = await latchkey.apiKeys.createForBroker({ email: 'sam@bee.com', scopes: ['SUBMISSIONS'] })
  const given: ApiKey = key
  const ids = [given.id, secret]
  for await (const { id } of latchkey.apiKeys.list({ first: 1, filter: { kind: 'BROKER' } })) ids.push(id)
  const { nodes, pageInfo } = await latchkey.submissions.list().page()
  const { secrets } = await latchkey.apiKeys.get(given.id)
  ids.push(...secrets.map(({ state }) => state))
  ids.push(...nodes.map(({ amount }) => String(amount?.amountMinor)), String(pageInfo.endCursor))
  return ids
}

export async function person(url: string | undefined): Promise<string> {
  const { accessToken } = await logIn({ url, username: 'dana', password: 'a-name-nobody-may-read' })
  const { name } = await new Latchkey({ url, accessToken }).users.changeRole('usr_1', 'VIEWER', { idempotencyKey: 'once' })
  return name
}

export async function refused(apiKey: string, url: string, signal?: AbortSignal): Promise<unknown> {
  try {
    return await new Latchkey({ apiKey, url, maxRetries: 0 }).submissions.create({ name: 'a-name-nobody-may-read' }, { signal })
  } catch (error) {
    if (error instanceof LatchkeyProblem && error.is('VALIDATION_FAILED')) {
      const code: ProblemCode = error.code
      const known: 'VALIDATION_FAILED' = error.code
      return { error, code, known, issues: error.issues.map(({ path }) => path) }
    }
    if (error instanceof LatchkeyConnectionError && error.maybeApplied) return { error }
    throw error
  }
}

export async function mistakes(latchkey: Latchkey): Promise<void> {
  // @ts-expect-error The email address is required.
  await latchkey.apiKeys.createForBroker({})
  // @ts-expect-error Not a scope.
  await latchkey.apiKeys.createForBroker({ email: 'sam@bee.com', scopes: ['SUBMISSION'] })
  // @ts-expect-error Not a code.
  new LatchkeyProblem({ message: '', code: 'ANY', status: 400 }).is('VALIDATION_FALED')
  // @ts-expect-error An option for the SDK's own tests only.
  new Latchkey({ apiKey: 'bft_1', url: '', pause: async () => {} })
  // @ts-expect-error Queries take no idempotency key.
  await latchkey.apiKeys.get('apk_1', { idempotencyKey: 'once' })
  // @ts-expect-error A status can be a value that this version does not know.
  ;((await latchkey.submissions.get('sub_1')).status satisfies 'DRAFT' | 'SUBMITTED' | 'IN_REVIEW' | 'HELD'
    | 'INFO_REQUESTED' | 'APPROVED' | 'DECLINED' | 'FUNDED' | 'WITHDRAWN')
}
`

/** A program that prints everything that can be printed. It runs with `consumer` compiled to `out/consumer.js`. */
export const program = `
import { inspect } from 'node:util'
import { Latchkey } from '@latchkey/sdk'
import { everything, person, refused } from './out/consumer.js'

const { LATCHKEY_API_KEY: apiKey, LATCHKEY_URL: url } = process.env
const print = (value) => [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value), value.stack, String(value)].join('\\n')
const refusal = await refused(apiKey, url)
const lost = await refused(apiKey, url)
console.log(JSON.stringify({
  ids: await everything(apiKey, url),
  person: await person(url),
  refusal: [refusal.error.name, refusal.code, refusal.known, ...refusal.issues],
  lost: [lost.error.name, lost.error.reason, lost.error.status],
  printed: [refusal.error, lost.error, new Latchkey({ apiKey, url })].map(print).join('\\n'),
}))
`
