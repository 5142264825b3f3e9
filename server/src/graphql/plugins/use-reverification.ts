// useReverification: re-verifies the credential before the response. Used by graphql-route.ts.
//
// A credential that was revoked during execution gets no data. Mutations re-verify it in their transaction,
// before the commit. This plugin re-verifies it for all other results: queries and rejected mutations.

import { type Caller, reverifyCredential } from '@latchkey/schema/auth/caller.ts'
import type { LoadCredential } from '@latchkey/schema/auth/credential-loader.ts'
import { problemIn } from '@latchkey/schema/graphql/problem.ts'
import type { MutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import { type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestContext } from '../request-context.ts'
import { executeMutation } from './execute-mutation.ts'

interface ReverificationOptions {
  readonly loadCredential: LoadCredential
  readonly begin: (caller: Caller) => MutationTransaction
  /** Called after each re-verification. */
  readonly onReverified: (refused: boolean) => void
}

export function useReverification({
  loadCredential,
  begin,
  onReverified,
}: ReverificationOptions): Plugin<RequestContext> {
  return {
    onExecute({ args, executeFn, setExecuteFn, context: { caller, idempotency, isOver } }) {
      let isVerified = false
      let ifRefused: ExecutionResult | undefined
      if (getOperationAST(args.document, args.operationName)?.operation === 'mutation') {
        setExecuteFn(async (given) => {
          const executed = await executeMutation({
            begin: () => begin(caller),
            // Each attempt needs a new context object, because Pothos caches loaded data per context.
            execute: async ({ db, transaction }) =>
              executeFn({ ...given, contextValue: { ...given.contextValue, db, transaction } }),
            isOver,
            isIdempotent: idempotency !== null,
          })
          isVerified = executed.isVerified
          ifRefused = executed.ifRefused
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
            setResult(ifRefused ?? { errors: [problem] })
          }
        },
      }
    },
  }
}
