// handleDelivery: verifies a delivery, runs the handler and returns the response. Used by all handlers.

import { WebhookError } from './errors.ts'
import type { WebhookEvent } from './events.ts'
import { type VerifyOptions, verify, type WebhookHeaders, type WebhookSecrets } from './verify.ts'

/** Options of `createNodeHandler`, `createExpressHandler` and `createFetchHandler`. */
export interface WebhookHandlerOptions extends VerifyOptions {
  /** The secret of the endpoint, `whsec_…`, or several while you rotate it. */
  readonly secrets: WebhookSecrets
  /**
   * Called with each verified event. The handler answers 204 when it resolves and 500 when it rejects, after
   * which Latchkey delivers the event again. Answer within 10 seconds: store the event, and process it later.
   */
  readonly onEvent: (event: WebhookEvent) => unknown
  /**
   * Called with every error: of `onEvent`, and a `WebhookError` for a delivery that is not accepted. Default:
   * prints the errors that need a change of your program.
   */
  readonly onError?: ((error: unknown) => void) | undefined
  /** The largest body in bytes. Default: 1,048,576. */
  readonly maxBodyBytes?: number | undefined
}

interface Delivery {
  readonly method: string | undefined
  readonly headers: WebhookHeaders
  /** Reads at most `maxBytes`. */
  readonly body: (maxBytes: number) => Promise<string | Uint8Array>
}

/** The response. `error`: why the delivery failed. */
interface Outcome {
  readonly status: number
  readonly body: string
  readonly error?: unknown
}

export async function handleDelivery(delivery: Delivery, options: WebhookHandlerOptions): Promise<Outcome> {
  const { secrets, onEvent, maxBodyBytes = 1_048_576 } = options
  try {
    if (delivery.method !== 'POST')
      throw new WebhookError('METHOD_NOT_ALLOWED', 'Webhooks are POST requests.')
    const event = await verify(await delivery.body(maxBodyBytes), delivery.headers, secrets, options)
    await onEvent(event)
    return { status: 204, body: '' }
  } catch (error) {
    // The sender learns nothing about the program.
    if (!WebhookError.is(error) || error.status >= 500)
      return { status: 500, body: failure('INTERNAL', 'The webhook handler failed.'), error }
    return { status: error.status, body: failure(error.code, error.message), error }
  }
}

/** Passes the error of an outcome on, unless the framework gets it. */
export function reportFailure({ status, error }: Outcome, { onError }: WebhookHandlerOptions): void {
  if (error === undefined) return
  if (onError !== undefined) onError(error)
  // biome-ignore lint/suspicious/noConsole: the error would be lost, because the response does not contain it.
  else if (status >= 500) console.error(error)
}

/** Collects a body. Throws BODY_TOO_LARGE as soon as it is. */
export async function collect(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.byteLength
    if (size > maxBytes) throw new WebhookError('BODY_TOO_LARGE', `The body has more than ${maxBytes} bytes.`)
    parts.push(chunk)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.byteLength
  }
  return whole
}

function failure(code: string, message: string): string {
  return JSON.stringify({ error: { code, message } })
}
