// Public exports of @latchkey/sdk/webhooks. It does not load the API client.

export { WebhookError, type WebhookErrorCode } from './errors.ts'
export type { WebhookData, WebhookEvent, WebhookEventType } from './events.ts'
export { createFetchHandler } from './fetch-handler.ts'
export type { WebhookHandlerOptions } from './handle-delivery.ts'
export {
  createExpressHandler,
  createNodeHandler,
  type NodeRequest,
  type NodeResponse,
} from './node-handler.ts'
export { type SignOptions, sign } from './sign.ts'
export { type VerifyOptions, verify, type WebhookHeaders, type WebhookSecrets } from './verify.ts'
