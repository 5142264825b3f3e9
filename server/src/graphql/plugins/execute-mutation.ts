// executeMutation: runs a mutation in a transaction, with retries. Used by useReverification.
//
// The transaction covers the mutation and its whole selection. It commits if there are no errors, else it
// rolls back.

import { databaseErrorKind } from '@latchkey/prisma'
import { Problem } from '@latchkey/schema/graphql/problem.ts'
import type { MutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import { busy, isRetryable, isWorthRetrying, unwritten } from '@latchkey/schema/transaction/transaction.ts'
import { type ExecutionResult, GraphQLError } from 'graphql'
import { originalOf } from '../../http/error-to-problem.ts'

export interface ExecutedMutation {
  readonly result: ExecutionResult
  /**
   * Whether the transaction re-verified the credential, which the mutation itself may have revoked. True for
   * an unknown commit result: the response shows no data, and must not say that a change was rejected which
   * may have been committed.
   */
  readonly isVerified: boolean
  /** Response to send instead of a 401 after an unknown commit: a 401 would say that nothing was written. */
  readonly ifRefused?: ExecutionResult
}

interface Execution {
  readonly begin: () => MutationTransaction
  readonly execute: (transaction: MutationTransaction) => PromiseLike<ExecutionResult>
  /** Whether the client has disconnected or the deadline has passed. */
  readonly isOver: () => boolean
  /**
   * Whether it has an Idempotency-Key. A second execution then replays the committed result, or commits it.
   */
  readonly isIdempotent: boolean
}

interface Attempt extends ExecutedMutation {
  /** Whether the connection broke during the COMMIT. */
  readonly isUnknown: boolean
  /** Whether a conflict rolled the transaction back and a second attempt may succeed. */
  readonly mayRetry: boolean
}

/** Executes the whole document a second time after a conflict in the selection or in the re-verification. */
export async function executeMutation(execution: Execution): Promise<ExecutedMutation> {
  const first = await attempt(execution)
  if (first.mayRetry) return attempt(execution)
  if (!first.isUnknown || !execution.isIdempotent) return first
  const second = await attempt(execution)
  if (second.result.data == null) return first
  return { ...second, ifRefused: first.result }
}

async function attempt({ begin, execute, isOver }: Execution): Promise<Attempt> {
  const transaction = begin()
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
      }
    } catch (error) {
      errors.push(atRootField(error, result))
      if (databaseErrorKind(error) === 'unreachable')
        return { result: failed(errors), isVerified: true, isUnknown: true, mayRetry: false }
    }
  }
  await transaction.rollBack()
  if (errors.length === 0)
    errors.push(new Problem('UNAVAILABLE', 'The request ended before it could commit. Nothing was written.'))
  const since = transaction.heldSince()
  const isConflict = since !== null && errors.some((error) => isRetryable(originalOf(error)))
  return {
    result: failed(errors.map(withNothingWritten)),
    isVerified: false,
    isUnknown: false,
    mayRetry: isConflict && isWorthRetrying(since) && !isOver(),
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

/** Drops the data: after the rollback it is no longer true. */
function failed(errors: readonly GraphQLError[]): ExecutionResult {
  return { data: null, errors }
}

function atRootField(error: unknown, { data }: ExecutionResult): GraphQLError {
  const originalError = error instanceof Error ? error : new Error(String(error))
  return new GraphQLError(originalError.message, { originalError, path: Object.keys(data ?? {}).slice(0, 1) })
}

/** Replaces the error by one that says that nothing was written, if its message depends on that. */
function withNothingWritten(error: GraphQLError): GraphQLError {
  const original = originalOf(error)
  const said = isRetryable(original) ? busy() : unwritten(original)
  if (said === original || !(said instanceof Problem)) return error
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(said.message, { nodes, source, positions, path, originalError: said })
}
