// Executes a mutation in one transaction with its whole selection: committed if all of it was answered, else rolled back.

import { databaseErrorKind } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { MutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import { busy, isRetryable, isWorthRetrying, unwritten } from '@latchkey/schema/transaction/transaction.ts'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { originalOf } from '../../http/error-to-problem.ts'

export interface ExecutedMutation {
  readonly result: ExecutionResult
  /**
   * Whether its transaction has re-verified the credential, which may have ended by it. An unknown outcome counts as
   * such: its answer shows nothing, and must not say that a change was refused that may have been made.
   */
  readonly isVerified: boolean
  /** What is answered instead of a refusal: a commit was unknown, and a 401 would say that it was not made. */
  readonly ifRefused?: ExecutionResult
}

interface Execution {
  readonly begin: () => MutationTransaction
  readonly execute: (transaction: MutationTransaction) => PromiseLike<ExecutionResult>
  /** Whether nobody waits for the answer any more. */
  readonly isOver: () => boolean
  /** Whether it came with an Idempotency-Key: executed again, it answers what was committed, or commits it. */
  readonly isIdempotent: boolean
}

interface Attempt extends ExecutedMutation {
  /** Whether the connection broke during the COMMIT. */
  readonly isUnknown: boolean
  /** Whether others were faster, nothing was written, and the same may succeed now. */
  readonly mayRetry: boolean
  readonly sendMails: () => void
}

/** A conflict while the selection is read or the credential re-verified has the whole document executed once more. */
export async function executeMutation(execution: Execution): Promise<ExecutedMutation> {
  const first = await attempt(execution)
  if (first.mayRetry) return attempt(execution)
  if (!first.isUnknown || !execution.isIdempotent) return first
  const second = await attempt(execution)
  if (second.result.data == null) return first
  // Answered without a write of its own: it found what the first attempt has committed.
  if (!second.isVerified) first.sendMails()
  return { ...second, ifRefused: first.result }
}

async function attempt({ begin, execute, isOver }: Execution): Promise<Attempt> {
  const transaction = begin()
  const { sendMails } = transaction
  const result = await executed(execute, transaction)
  const errors = [...(result.errors ?? [])]
  if (errors.length === 0 && !isOver()) {
    try {
      await transaction.commit()
      return {
        result,
        isVerified: transaction.heldSince() !== null,
        isUnknown: false,
        mayRetry: false,
        sendMails,
      }
    } catch (error) {
      errors.push(atRootField(error, result))
      if (databaseErrorKind(error) === 'unreachable')
        return { result: failed(errors), isVerified: true, isUnknown: true, mayRetry: false, sendMails }
    }
  }
  await transaction.rollBack()
  if (errors.length === 0)
    errors.push(new Problem('UNAVAILABLE', 'The request is over. Nothing was written.'))
  const since = transaction.heldSince()
  const isConflict = since !== null && errors.some((error) => isRetryable(originalOf(error)))
  return {
    result: failed(errors.map(sayingUnwritten)),
    isVerified: false,
    isUnknown: false,
    mayRetry: isConflict && isWorthRetrying(since) && !isOver(),
    sendMails,
  }
}

async function executed(
  execute: Execution['execute'],
  transaction: MutationTransaction,
): Promise<ExecutionResult> {
  try {
    return await execute(transaction)
  } catch (error) {
    await transaction.rollBack()
    throw error
  }
}

/** Without the data that could be read: none of it is true any more. */
function failed(errors: readonly GraphQLError[]): ExecutionResult {
  return { data: null, errors }
}

function atRootField(error: unknown, { data }: ExecutionResult): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error))
  return new GraphQLError(originalError.message, { originalError, path: Object.keys(data ?? {}).slice(0, 1) })
}

/** Whoever is told that something failed is told as well that nothing was written, where that is what it depends on. */
function sayingUnwritten(error: GraphQLError): GraphQLError {
  const original = originalOf(error)
  const said = isRetryable(original) ? busy() : unwritten(original)
  if (said === original || !(said instanceof Problem)) return error
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(said.message, { nodes, source, positions, path, originalError: said })
}
