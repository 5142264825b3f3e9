// A request, and the moment of its answer. Each has a connection of its own: a kept one can be closed by the server, as
// idle, in the moment in which it is used again, and what is told then is not an answer.

import { type OutgoingHttpHeaders, request } from 'node:http'

export interface TimedResult {
  readonly status: number
  /** The code of the problem, or null when the answer is data and nothing else. */
  readonly code: string | null
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
  readonly data: any
}

/** What a request brings along to say who asks, by the address of the server that it asks. */
export type By = (address: string) => OutgoingHttpHeaders

export const byBearer =
  (token: string): By =>
  () => ({ authorization: `Bearer ${token}` })

/** As a page of that server does it. */
export const byCookie =
  (cookie: string): By =>
  (origin) => ({ cookie, origin })

/**
 * Asks the API.
 * @param who the secret of a key, or how it is said otherwise
 * @param onAnswer called in the very moment in which the head of the answer is here
 */
export async function sendQuery(
  address: string,
  who: string | By,
  query: string,
  variables: object = {},
  onAnswer: (status: number) => void = () => undefined,
): Promise<TimedResult> {
  const by: By = typeof who === 'string' ? () => ({ 'x-api-key': who }) : who
  const { data: body, ...told } = await post(address, '/graphql', by, { query, variables }, onAnswer)
  return { ...told, data: body?.data ?? null }
}

/** POSTs JSON; `data` is the whole body of the answer. */
export function post(
  address: string,
  path: string,
  by: By,
  body: object,
  onAnswer: (status: number) => void = () => undefined,
): Promise<TimedResult> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', ...by(address) }
    const sent = request(address + path, { method: 'POST', agent: false, headers })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0
      onAnswer(status)
      const chunks: Buffer[] = []
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const data = text === '' ? null : JSON.parse(text)
        resolve({ status, code: data?.errors?.[0]?.extensions?.code ?? null, data })
      })
    })
    sent.end(JSON.stringify(body))
  })
}

export const SUBMIT = 'mutation ($name: String!) { createSubmission(input: { name: $name }) { id } }'
export const SUBMIT_NESTED =
  'mutation ($name: String!) { createSubmission(input: { name: $name }) { id relationship { broker { domains } } } }'
export const SUBMIT_WITH_OWNERS =
  'mutation ($name: String!, $owners: [OwnerInput!]) { createSubmission(input: { name: $name, owners: $owners }) { id } }'
export const DELETE = 'mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id state } }'
export const CREATE_KEY =
  'mutation ($email: String!, $name: String) { createBrokerKey(input: { email: $email, name: $name }) { secret apiKey { id } } }'
export const VIEWER = '{ viewer { relationship { id } } }'
export const VIEWER_NESTED = '{ viewer { relationship { broker { domains } } } }'
export const SUBMISSIONS = '{ submissions(first: 5) { edges { node { id } } } }'
export const KEYS = '{ apiKeys(first: 100) { edges { node { id createdBy { id } } } } }'
export const INVITE =
  'mutation ($username: String!, $name: String!) { inviteUser(input: { username: $username, name: $name, email: "new@funder.example", role: VIEWER }) { id } }'
export const CHANGE_ROLE =
  'mutation ($id: ID!, $role: Role!) { changeRole(input: { id: $id, role: $role }) { id } }'
export const DISABLE = 'mutation ($id: ID!) { disableUser(input: { id: $id }) { id } }'
export const ENABLE = 'mutation ($id: ID!) { enableUser(input: { id: $id }) { id } }'
