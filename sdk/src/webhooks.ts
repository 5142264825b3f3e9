// Public exports of @latchkey/sdk/webhooks. It does not load the API client.

export { WebhookError, type WebhookErrorCode } from './webhooks/errors.ts'
export type { WebhookData, WebhookEvent, WebhookEventType } from './webhooks/events.ts'
export { createFetchHandler } from './webhooks/fetch-handler.ts'
export type { WebhookHandlerOptions } from './webhooks/handle-delivery.ts'
export {
  createExpressHandler,
  createNodeHandler,
  type NodeRequest,
  type NodeResponse,
} from './webhooks/node-handler.ts'
export { type SignOptions, sign } from './webhooks/sign.ts'
export { type VerifyOptions, verify, type WebhookHeaders, type WebhookSecrets } from './webhooks/verify.ts'
