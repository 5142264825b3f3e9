// createTestClient: a Latchkey client whose server is in memory, for unit tests of partners. Public.

import { Latchkey } from '../client.ts'
import type { LatchkeyOptions } from '../core/options.ts'
import type { SubmissionDetails } from '../generated/types.ts'
import { AnswerBook, answering, inputOf } from './answer-book.ts'
import type { Answer, OperationInput, OperationName } from './answers.ts'
import { fakeSubmission } from './fake-submissions.ts'
import { addDocumentAnswers } from './model/document-model.ts'
import { addFollowUpAnswers } from './model/follow-up-model.ts'
import { Records } from './model/records.ts'
import { addSubmissionAnswers } from './model/submission-model.ts'
import { TestServer, WholeData } from './test-server.ts'
import { TestStorage } from './test-storage.ts'

/** Options of `createTestClient`: those of `new Latchkey()`, except what the test client sets itself. */
export interface TestClientOptions
  extends Omit<LatchkeyOptions, 'apiKey' | 'accessToken' | 'url' | 'fetch' | 'dangerouslyAllowBrowser'> {
  /** The clock of the records. Default: the time of the machine. */
  readonly now?: (() => Date) | undefined
}

/** A request that the test client received. Each retry is a separate request. */
export interface ReceivedCall<Name extends OperationName> {
  readonly operation: Name
  /** `input` of a mutation, or the variables of a query, as they were sent. */
  readonly input: OperationInput<Name>
  /** Null for queries. Retries of a call have the same key. */
  readonly idempotencyKey: string | null
}

/** Result of `createTestClient`. Its functions can be destructured. */
export interface TestClient {
  /** A real client. Calls reach nothing but the memory of this process, and retries do not wait. */
  readonly latchkey: Latchkey
  /** Options for code that creates its own client: `new Latchkey(clientOptions)`. */
  readonly clientOptions: LatchkeyOptions
  /**
   * Sets the answer to an operation: its result, a function that returns it, or a failure.
   *
   * @example
   * on('viewer', fakeViewer({ scopes: ['SUBMISSIONS'] }))
   * on('createSubmission', ({ name }) => fakeSubmission({ name }))
   * on('submitSubmission', problem('DUPLICATE_SUBMISSION'))
   */
  readonly on: <Name extends OperationName>(operation: Name, answer: Answer<Name>) => void
  /** The same for the next request only. Several answers are used in their order, before that of `on`. */
  readonly once: <Name extends OperationName>(operation: Name, answer: Answer<Name>) => void
  /** Sets the whole `data` of a document that you send with `latchkey.request`. It needs a name. */
  readonly onRequest: (operationName: string, answer: (variables: unknown) => unknown) => void
  /** The requests of one operation, oldest first. */
  readonly calls: <Name extends OperationName>(operation: Name) => readonly ReceivedCall<Name>[]
  /** Names of the operations of all requests, oldest first. */
  readonly operations: () => readonly string[]
  /** Adds a submission. By default a complete draft. */
  readonly addSubmission: (values?: Partial<SubmissionDetails>) => SubmissionDetails
  /**
   * Changes a submission as the funder would. Its version increases.
   *
   * @example
   * changeSubmission(id, { status: 'APPROVED', offers: [fakeOffer()] })
   */
  readonly changeSubmission: (id: string, changes: Partial<SubmissionDetails>) => SubmissionDetails
  /** The bytes of an uploaded document. */
  readonly bytesOf: (documentId: string) => Uint8Array | undefined
  /** Removes records, requests and scripted answers, for example after each test. */
  readonly reset: () => void
}

/** In the format of a key, with a valid checksum. No server accepts it. */
const API_KEY = 'bft_7e577e577e577e577e577e577e577e577e577e57af722023'

/**
 * Creates a client whose server is in memory, for tests of your integration. A broker's calls (create, update,
 * upload, submit, read, respond, accept) work without any script. Other operations need an answer of `on`.
 *
 * @example
 * const { latchkey, changeSubmission } = createTestClient()
 * const { id } = await importDeal(latchkey, deal) // your code
 * changeSubmission(id, { status: 'APPROVED', offers: [fakeOffer()] })
 */
export function createTestClient({ now = () => new Date(), ...options }: TestClientOptions = {}): TestClient {
  const book = new AnswerBook()
  const storage = new TestStorage()
  const server = new TestServer(book, storage)
  const records = new Records(now)
  addSubmissionAnswers(book, records)
  addFollowUpAnswers(book, records)
  addDocumentAnswers(book, records, storage)
  const clientOptions: LatchkeyOptions = {
    pause: async () => {},
    ...options,
    apiKey: API_KEY,
    url: server.url,
    fetch: server.fetch,
    dangerouslyAllowBrowser: true,
  }
  return {
    latchkey: new Latchkey(clientOptions),
    clientOptions,
    on: (operation, answer) => book.script(operation, answering(answer)),
    once: (operation, answer) => book.scriptOnce(operation, answering(answer)),
    onRequest: (operationName, answer) =>
      book.script(operationName, (variables) => new WholeData(answer(JSON.parse(variables)))),
    calls: (operation) =>
      server.requests
        .filter((request) => request.operation === operation)
        .map(({ variables, headers }) => ({
          operation,
          input: inputOf(variables),
          idempotencyKey: headers.get('idempotency-key'),
        })),
    operations: () => server.requests.map(({ operation }) => operation),
    addSubmission: (values) => {
      const submission = fakeSubmission(values)
      records.submissions.set(submission.id, submission)
      return submission
    },
    changeSubmission: (id, changes) => {
      const before = records.submissions.get(id)
      if (before === undefined) throw new Error(`The test client has no submission ${id}.`)
      return records.save(before, changes)
    },
    bytesOf: (documentId) => storage.bytes(documentId),
    reset: () => {
      book.clear()
      server.clear()
      records.clear()
      storage.clear()
    },
  }
}
