// useTransactions: runs each mutation in a transaction, and re-verifies the credential before each response.
//
// A mutation and its whole selection run in one transaction, which re-verifies the credential: before the change if the
// mutation has a `lock` step, else before COMMIT. It commits if there are no errors, else it rolls back. For all other
// results, queries and rejected mutations, the plugin re-verifies the credential after the execution: a credential that
// was revoked in the meantime gets no data.

import { databaseErrorKind } from '@latchkey/prisma'
import { type Caller, reverifyCredential } from '@latchkey/schema/auth/caller.ts'
import { Problem, problemIn } from '@latchkey/schema/graphql/problem.ts'
import type { MutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import {
  asNothingWritten,
  busy,
  isRetryable,
  isWorthRetrying,
} from '@latchkey/schema/transaction/transaction.ts'
import { type ExecutionResult, GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { LoadCredential } from '../../auth/credential-loader.ts'
import { originalOf } from '../../http/error-to-problem.ts'
import type { RequestContext } from '../request-context.ts'

interface TransactionOptions {
  readonly loadCredential: LoadCredential
  readonly createTransaction: (caller: Caller) => MutationTransaction
  /** Called after each re-verification. */
  readonly onReverified: (rejected: boolean) => void
}

export function useTransactions({
  loadCredential,
  createTransaction,
  onReverified,
}: TransactionOptions): Plugin<RequestContext> {
  return {
    onExecute({ args, executeFn, setExecuteFn, context: { caller, idempotency, isOver } }) {
      let isVerified = false
      let ifRejected: ExecutionResult | undefined
      if (getOperationAST(args.document, args.operationName)?.operation === 'mutation') {
        setExecuteFn(async (given) => {
          const executed = await executeMutation({
            createTransaction: () => createTransaction(caller),
            // Each attempt needs a new context object, because Pothos caches loaded data per context.
            execute: async ({ db, transaction }) =>
              executeFn({ ...given, contextValue: { ...given.contextValue, db, transaction } }),
            isOver,
            isIdempotent: idempotency !== null,
          })
          isVerified = executed.isVerified
          ifRejected = executed.ifRejected
          return executed.result
        })
      }
      return {
        async onExecuteDone({ setResult }) {
          if (isVerified) return
          try {
            reverifyCredential(await loadCredential(caller.digest), caller)
            onReverified(false)
          } catch (error) {
            const problem = problemIn(error)
            if (problem === null) throw error
            onReverified(true)
            setResult(ifRejected ?? { errors: [problem] })
          }
        },
      }
    },
  }
}

interface ExecutedMutation {
  readonly result: ExecutionResult
  /**
   * Whether the transaction re-verified the credential, which the mutation itself may have revoked. True if the
   * outcome of the COMMIT is unknown: the response then has no data, and does not say that nothing was written.
   */
  readonly isVerified: boolean
  /** Response to send instead of a 401 after an unknown commit: a 401 would say that nothing was written. */
  readonly ifRejected?: ExecutionResult
}

interface Execution {
  readonly createTransaction: () => MutationTransaction
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
async function executeMutation(execution: Execution): Promise<ExecutedMutation> {
  const first = await attempt(execution)
  if (first.mayRetry) return attempt(execution)
  if (!first.isUnknown || !execution.isIdempotent) return first
  const second = await attempt(execution)
  if (second.result.data == null) return first
  return { ...second, ifRejected: first.result }
}

async function attempt({ createTransaction, execute, isOver }: Execution): Promise<Attempt> {
  const transaction = createTransaction()
  const result = await executed(execute, transaction)
  const errors = [...(result.errors ?? [])]
  if (errors.length === 0 && !isOver()) {
    try {
      await transaction.commit()
      return {
        result,
        isVerified: transaction.readingSince() !== null,
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
  const since = transaction.readingSince()
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
  const said = isRetryable(original) ? busy() : asNothingWritten(original)
  if (said === original || !(said instanceof Problem)) return error
  const { nodes = null, source = null, positions = null, path = null } = error
  return new GraphQLError(said.message, { nodes, source, positions, path, originalError: said })
}
