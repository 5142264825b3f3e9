// One application as a broker's software sends it: each request is repeated with the same Idempotency-Key until it succeeds.

import { setTimeout } from 'node:timers/promises'
import { type By, INVITE, put, sendQuery, type TimedResult } from '../../support/concurrency/timed-request.ts'
import { statementOf } from '../../support/files/samples.ts'
import type { Access, Deployment } from './deployment.ts'

export interface Applied {
  readonly name: string
  readonly submissionId: string
  readonly documentId: string
  readonly userId: string
  readonly bytes: Buffer
}

interface Mutation {
  readonly key: string
  readonly query: string
  readonly variables: object
  readonly by?: (access: Access) => Record<string, string>
}

const CREATE = 'mutation ($input: CreateSubmissionInput!) { answer: createSubmission(input: $input) { id } }'
const REQUEST =
  'mutation ($input: RequestDocumentUploadInput!) { answer: requestDocumentUpload(input: $input) { id url } }'
const COMPLETE = 'mutation ($id: ID!) { answer: completeDocumentUpload(input: { uploadId: $id }) { id } }'
const SUBMIT = 'mutation ($id: ID!) { answer: submitSubmission(input: { id: $id }) { id } }'

/** The request may succeed later: the server, or its database, was killed. */
const LATER = ['UNAVAILABLE', 'IDEMPOTENCY_IN_PROGRESS']
const PAUSE_MS = 50

export class Applicant {
  /** Requests that were sent again. */
  retries = 0
  /** Called after each successful request. */
  onSuccess: () => void = () => undefined
  readonly #deployment: Deployment
  readonly #secret: string

  constructor(deployment: Deployment, secret: string) {
    this.#deployment = deployment
    this.#secret = secret
  }

  /** Creates, uploads, completes and submits, and invites a user, which enqueues a mail. */
  async apply(index: number): Promise<Applied> {
    const name = `Bakery number ${index}`
    const number = `12${String(index).padStart(7, '0')}`
    const submission = await this.#mutate({
      key: `create-${index}`,
      query: CREATE,
      variables: {
        input: {
          name,
          company: { legalName: name, taxId: { kind: 'EIN', number } },
          amount: { amountMinor: 2_500_000 },
          purpose: 'EQUIPMENT',
          owners: [{ firstName: 'Ana', lastName: 'Ruiz' }],
        },
      },
    })
    const bytes = statementOf(name)
    const uploadId = await this.#upload(index, submission.id, bytes)
    const document = await this.#mutate({
      key: `complete-${index}`,
      query: COMPLETE,
      variables: { id: uploadId },
    })
    await this.#mutate({ key: `submit-${index}`, query: SUBMIT, variables: { id: submission.id } })
    const user = await this.#mutate({
      key: `invite-${index}`,
      query: INVITE.replace('inviteUser', 'answer: inviteUser').replace('new@', `new${index}@`),
      variables: { username: `invited_${index}`, name },
      by: ({ session }) => ({ authorization: `Bearer ${session}` }),
    })
    return { name, submissionId: submission.id, documentId: document.id, userId: user.id, bytes }
  }

  async #upload(index: number, submissionId: string, bytes: Buffer): Promise<string> {
    const input = { submissionId, fileName: 'statement.pdf', byteSize: bytes.length }
    for (;;) {
      // A repeated request returns the same upload with an address of the running server.
      const { id, url } = await this.#mutate({
        key: `request-${index}`,
        query: REQUEST,
        variables: { input },
      })
      const told = await this.#once(() => put(url, bytes))
      if (told !== null) return id
    }
  }

  async #mutate({ key, query, variables, by }: Mutation): Promise<TimedResult['data']> {
    for (;;) {
      const access = await this.#deployment.access
      const credential = by?.(access) ?? { 'x-api-key': this.#secret }
      const headers: By = () => ({ ...credential, 'idempotency-key': key })
      const told = await this.#once(() => sendQuery(access.address, headers, query, variables))
      if (told !== null) return told.data.answer
    }
  }

  /** Returns null if the request must be sent again. */
  async #once(send: () => Promise<TimedResult>): Promise<TimedResult | null> {
    const told = await send().catch(() => null)
    if (told !== null && told.status === 200 && told.code === null) {
      this.onSuccess()
      return told
    }
    if (told !== null && !LATER.includes(told.code ?? '')) throw new Error(JSON.stringify(told))
    this.retries += 1
    await setTimeout(PAUSE_MS)
    return null
  }
}
