// A request to /graphql, and the moment of its answer. Each has a connection of its own: a kept one can be closed by the
// server, as idle, in the moment in which it is used again, and what is told then is not an answer.

import { request } from 'node:http'

export interface Told {
  readonly status: number
  /** The code of the problem, or null when the answer is data and nothing else. */
  readonly code: string | null
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
  readonly data: any
}

/**
 * @param onAnswer called in the very moment in which the head of the answer is here
 * @param idempotencyKey with which it may be sent again
 */
export function ask(
  address: string,
  secret: string,
  query: string,
  variables: object = {},
  onAnswer: (status: number) => void = () => undefined,
  idempotencyKey: string | null = null,
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const retry = idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }
    const headers = { 'content-type': 'application/json', 'x-api-key': secret, ...retry }
    const sent = request(`${address}/graphql`, { method: 'POST', agent: false, headers })
    sent.on('error', reject)
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0
      onAnswer(status)
      const chunks: Buffer[] = []
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const { data, errors } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
        resolve({ status, code: errors?.[0]?.extensions?.code ?? null, data: data ?? null })
      })
    })
    sent.end(JSON.stringify({ query, variables }))
  })
}

export const SUBMIT = 'mutation ($name: String!) { createSubmission(input: { name: $name }) { id } }'
export const SUBMIT_WITH_OWNERS =
  'mutation ($name: String!, $owners: [OwnerInput!]) { createSubmission(input: { name: $name, owners: $owners }) { id } }'
export const DELETE = 'mutation ($id: ID!) { deleteApiKey(input: { id: $id }) { id state } }'
export const CREATE_KEY =
  'mutation ($email: String!, $name: String) { createBrokerKey(input: { email: $email, name: $name }) { secret apiKey { id } } }'
export const VIEWER = '{ viewer { relationship { id } } }'
export const SUBMISSIONS = '{ submissions(first: 5) { edges { node { id } } } }'
