// createFetchHandler: a webhook handler from Request to Response, for Next.js, Hono, Workers, Deno and Bun.

import { chunksOf } from '../files/web-stream.ts'
import { collect, handleDelivery, reportFailure, type WebhookHandlerOptions } from './handle-delivery.ts'

/**
 * Returns a function from Request to Response that verifies deliveries and calls `onEvent`.
 *
 * @example
 * ```ts
 * // app/webhooks/route.ts of Next.js
 * export const POST = createFetchHandler({
 *   secrets: process.env.LATCHKEY_WEBHOOK_SECRET,
 *   onEvent: (event) => queue.add(event.id, event),
 * })
 * ```
 */
export function createFetchHandler(options: WebhookHandlerOptions): (request: Request) => Promise<Response> {
  return async (request) => {
    const outcome = await handleDelivery(
      {
        method: request.method,
        headers: request.headers,
        body: async (maxBytes) => (request.body === null ? '' : collect(chunksOf(request.body), maxBytes)),
      },
      options,
    )
    reportFailure(outcome, options)
    const { status, body } = outcome
    return body === ''
      ? new Response(null, { status })
      : new Response(body, { status, headers: { 'content-type': 'application/json' } })
  }
}
