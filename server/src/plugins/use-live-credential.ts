// The second proof of what leaves without a transaction: an answer to a query, or a refusal of a mutation, is sent only
// if the credential is still admitted, and for all that was asked, when the answer is ready.

import { admitAgain } from '@latchkey/schema/access/caller.ts'
import type { LookUpCredential } from '@latchkey/schema/access/look-up.ts'
import { problemIn } from '@latchkey/schema/problem.ts'
import { getOperationAST } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { RequestContext } from '../request.ts'

/** `proved`: told of each proof. */
export function useLiveCredential(
  lookUp: LookUpCredential,
  proved: (refused: boolean) => void,
): Plugin<RequestContext> {
  return {
    onExecute({ args, context: { caller } }) {
      const isMutation = getOperationAST(args.document, args.operationName)?.operation === 'mutation'
      return {
        async onExecuteDone({ result, setResult }) {
          // A mutation that went through was proved in its own transaction; its key may have ended by it.
          const written = isMutation && !caller.replayed
          if (written && !isAsyncIterable(result) && result.data != null) return
          try {
            admitAgain(await lookUp(caller.digest), caller)
            proved(false)
          } catch (error) {
            const problem = problemIn(error)
            if (problem === null) throw error
            proved(true)
            setResult({ errors: [problem] })
          }
        },
      }
    },
  }
}
