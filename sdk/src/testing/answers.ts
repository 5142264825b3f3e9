// Types of scripted answers, and the answers that are not data: `problem`, `connectionLoss`, `delay`. Public.

import type { Issue } from '../core/errors.ts'
import { type Operations, PROBLEMS } from '../generated/operations.ts'
import type { ProblemCode } from '../generated/types.ts'

/** Name of an operation of the SDK, such as `createSubmission`, as in error messages and events. */
export type OperationName = keyof Operations

/** `input` of a mutation, or the variables of a query. */
export type OperationInput<Name extends OperationName> = Operations[Name]['variables'] extends {
  readonly input: infer Input
}
  ? Input
  : Operations[Name]['variables']

/** The value of the root field, which most methods return. */
export type OperationResult<Name extends OperationName> =
  Operations[Name]['data'][keyof Operations[Name]['data']]

/** An answer to one operation: its result, a failure, or a function that returns one of them. */
export type Answer<Name extends OperationName> =
  | OperationResult<Name>
  | Failure
  | ((
      input: OperationInput<Name>,
    ) => OperationResult<Name> | Failure | Promise<OperationResult<Name> | Failure>)

/** Made by `problem`, `connectionLoss` or `delay`. */
export type Failure = TestProblem | ConnectionLoss | Delay

/** Details of a problem. By default those of the real server. */
export interface TestProblemOptions {
  readonly message?: string
  readonly status?: number
  readonly issues?: readonly Issue[]
  readonly retryAfterSeconds?: number
}

export class TestProblem extends Error {
  readonly code: string
  readonly status: number
  readonly issues: readonly Issue[]
  readonly retryAfterSeconds: number | null

  constructor(code: ProblemCode | (string & {}), options: TestProblemOptions) {
    const [status, message] = isKnown(code) ? PROBLEMS[code] : [400, `Problem ${code} of a test.`]
    super(options.message ?? message)
    this.code = code
    this.status = options.status ?? status
    this.issues = options.issues ?? []
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }
}

export class ConnectionLoss {
  readonly isApplied: boolean

  constructor(isApplied: boolean) {
    this.isApplied = isApplied
  }
}

export class Delay {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }
}

/**
 * The server rejects the request with this code, and the SDK call with a `LatchkeyProblem`. Status and message
 * are those of the real server.
 *
 * @example
 * on('submitSubmission', problem('DUPLICATE_SUBMISSION'))
 */
export function problem(code: ProblemCode | (string & {}), options: TestProblemOptions = {}): TestProblem {
  return new TestProblem(code, options)
}

/**
 * The connection breaks. With `applied: true`, it breaks after the operation was applied to the data of the
 * test client: a retry with the same idempotency key gets the answer.
 *
 * @example
 * once('createSubmission', connectionLoss({ applied: true }))
 */
export function connectionLoss({ applied = false }: { readonly applied?: boolean } = {}): ConnectionLoss {
  return new ConnectionLoss(applied)
}

/**
 * The usual answer comes after `ms` milliseconds, which can be a fake timer's; `Infinity`: never. A timeout or an
 * abort of the call ends the delay.
 *
 * @example
 * on('submission', delay(Infinity)) // and `timeoutMs: 50` in the options of the call
 */
export function delay(ms: number): Delay {
  return new Delay(ms)
}

function isKnown(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}
