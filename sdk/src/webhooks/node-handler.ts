// createNodeHandler, createExpressHandler: webhook handlers for servers of Node, with or without a framework.

import { WebhookError } from './errors.ts'
import { collect, handleDelivery, reportFailure, type WebhookHandlerOptions } from './handle-delivery.ts'

/** The part of Node's `IncomingMessage` that the handlers use. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
}

/** The part of Node's `ServerResponse` that the handlers use. */
export interface NodeResponse {
  statusCode: number
  readonly setHeader: (name: string, value: string) => unknown
  readonly end: (body?: string) => unknown
}

/**
 * Returns a request listener that verifies deliveries and calls `onEvent`. The promise always resolves.
 *
 * @example
 * ```ts
 * createServer(createNodeHandler({ secrets: process.env.LATCHKEY_WEBHOOK_SECRET, onEvent: save })).listen(8080)
 * ```
 */
export function createNodeHandler(
  options: WebhookHandlerOptions,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return (request, response) => answer(request, response, options)
}

/**
 * Returns an Express handler that verifies deliveries and calls `onEvent`. It reads the raw body itself, or
 * takes it from `express.raw()`. Add its route before `express.json()`, which destroys the raw body.
 * Errors of `onEvent` go to the error handler of Express, unless you pass `onError`.
 *
 * @example
 * ```ts
 * app.post('/webhooks', createExpressHandler({ secrets: process.env.LATCHKEY_WEBHOOK_SECRET, onEvent: save }))
 * app.use(express.json())
 * ```
 */
export function createExpressHandler(
  options: WebhookHandlerOptions,
): (request: NodeRequest, response: NodeResponse, next: (error?: unknown) => void) => Promise<void> {
  return (request, response, next) => answer(request, response, options, next)
}

async function answer(
  request: NodeRequest,
  response: NodeResponse,
  options: WebhookHandlerOptions,
  next?: (error: unknown) => void,
): Promise<void> {
  const { method, headers } = request
  const body = (maxBytes: number) => rawBody(request, maxBytes)
  const outcome = await handleDelivery({ method, headers, body }, options)
  if (outcome.status >= 500 && next !== undefined && options.onError === undefined) return next(outcome.error)
  reportFailure(outcome, options)
  response.statusCode = outcome.status
  if (outcome.body !== '') response.setHeader('content-type', 'application/json')
  // The rest of a body that is too large is not worth reading.
  if (outcome.status === 413) response.setHeader('connection', 'close')
  response.end(outcome.body)
}

/**
 * The raw body. Frameworks keep it in `body` (express.raw, express.text) or `rawBody` (Firebase, Google Cloud
 * Functions), or leave the request unread.
 */
async function rawBody(request: NodeRequest, maxBytes: number): Promise<string | Uint8Array> {
  const kept: unknown[] = ['rawBody', 'body'].map((name) => Reflect.get(request, name))
  for (const body of kept) if (typeof body === 'string' || body instanceof Uint8Array) return body
  // An empty object is what some parsers leave when they do not parse.
  const isParsed = kept.some((body) => Object.keys(Object(body)).length > 0)
  if (!isParsed && Reflect.get(request, 'readableDidRead') !== true) return collect(request, maxBytes)
  throw new WebhookError(
    'BODY_ALREADY_PARSED',
    'Another middleware, such as express.json(), parsed the body before this handler. Add this route before it, or use express.raw({ type: "application/json" }) for this route.',
  )
}
