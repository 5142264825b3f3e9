// No answer is sent for a credential that is not accepted any more when the answer is ready. A mutation is re-verified in
// its transaction, before the commit; what leaves without one (queries, refusals) is re-verified here.

import { admitAgain, type Caller } from '@latchkey/schema/auth/caller.ts'
import type { LookUpCredential } from '@latchkey/schema/auth/credential-loader.ts'
import { problemIn } from '@latchkey/schema/graphql/problem.ts'
import type { MutationTransaction } from '@latchkey/schema/transaction/mutation-transaction.ts'
import { type ExecutionResult, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { RequestContext } from '../request-context.ts'
import { executeMutation } from './execute-mutation.ts'

interface LiveCredentialOptions {
  readonly lookUp: LookUpCredential
  readonly begin: (caller: Caller) => MutationTransaction
  /** Called with each re-verification. */
  readonly proved: (refused: boolean) => void
}

export function useLiveCredential({ lookUp, begin, proved }: LiveCredentialOptions): Plugin<RequestContext> {
  return {
    onExecute({ args, executeFn, setExecuteFn, context: { caller, idempotency, isOver } }) {
      let isVerified = false
      let ifRefused: ExecutionResult | undefined
      if (getOperationAST(args.document, args.operationName)?.operation === 'mutation') {
        setExecuteFn(async (given) => {
          const executed = await executeMutation({
            begin: () => begin(caller),
            // A context of its own for each attempt: Pothos keeps in it what it has loaded.
            execute: async ({ db, write, post }) =>
              executeFn({ ...given, contextValue: { ...given.contextValue, db, write, post } }),
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
            admitAgain(await lookUp(caller.digest), caller)
            proved(false)
          } catch (error) {
            const problem = problemIn(error)
            if (problem === null) throw error
            proved(true)
            setResult(ifRefused ?? { errors: [problem] })
          }
        },
      }
    },
  }
}
