// Sends a request on a new connection and records when the response arrives.
// A new connection each time: the server can close an idle keep-alive connection just as the client reuses
// it, and the resulting error is not a response.

import { type OutgoingHttpHeaders, request } from 'node:http'

export interface TimedResult {
  readonly status: number
  /** The problem code, or null if the response has only data. */
  readonly code: string | null
  // biome-ignore lint/suspicious/noExplicitAny: responses have many shapes.
  readonly data: any
}

/** Returns the request headers that carry the credential, for the server at this address. */
export type By = (address: string) => OutgoingHttpHeaders

export const byBearer =
  (token: string): By =>
  () => ({ authorization: `Bearer ${token}` })

/** Sends the cookie as a page of that server does. */
export const byCookie =
  (cookie: string): By =>
  (origin) => ({ cookie, origin })

/**
 * Sends a GraphQL request.
 * @param who the secret of a key, or a function that returns the credential headers
 * @param onAnswer called as soon as the response head arrives
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

/** Sends a POST with JSON. `data` is the whole response body. */
export function post(
  address: string,
  path: string,
  by: By,
  body: object,
  onAnswer: (status: number) => void = () => undefined,
): Promise<TimedResult> {
  const headers = { 'content-type': 'application/json', ...by(address) }
  return send('POST', address + path, headers, JSON.stringify(body), onAnswer)
}

/** Sends the bytes of a document to its signed address. */
export function put(url: string, bytes: Buffer): Promise<TimedResult> {
  return send('PUT', url, { 'content-length': bytes.length }, bytes, () => undefined)
}

function send(
  method: string,
  url: string,
  headers: OutgoingHttpHeaders,
  body: string | Buffer,
  onAnswer: (status: number) => void,
): Promise<TimedResult> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent: false, headers })
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
    sent.end(body)
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
