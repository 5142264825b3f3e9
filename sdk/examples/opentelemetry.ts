// Traces calls with OpenTelemetry: node --import ./your-tracing.js examples/opentelemetry.ts
//
// LATCHKEY_URL is the address of the GraphQL API, LATCHKEY_API_KEY a key. Each attempt of a call gets a span, and the
// spans of the server become its children.

import { Latchkey, type RequestEvent } from '@latchkey/sdk'
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'

const tracer = trace.getTracer('acme-importer')
/** The span of the attempt that each call is waiting for. */
const spans = new Map<string, Span>()

/** Called after the `request` event of the same attempt. */
function traceHeaders({ callId }: RequestEvent): Record<string, string> {
  const headers: Record<string, string> = {}
  const span = spans.get(callId)
  if (span !== undefined) propagation.inject(trace.setSpan(context.active(), span), headers)
  return headers
}

const latchkey = new Latchkey({ headers: traceHeaders, appInfo: { name: 'acme-importer' } })

latchkey.on('request', ({ callId, operation, kind, attempt }) => {
  const attributes = {
    'graphql.operation.name': operation,
    'graphql.operation.type': kind,
    'http.request.resend_count': attempt - 1,
  }
  // The active span of the code that called the method is the parent.
  spans.set(callId, tracer.startSpan(`latchkey ${operation}`, { kind: SpanKind.CLIENT, attributes }))
})

latchkey.on('response', ({ callId, status, requestId, errorCode }) => {
  const span = spans.get(callId)
  spans.delete(callId)
  if (status !== null) span?.setAttribute('http.response.status_code', status)
  if (requestId !== null) span?.setAttribute('latchkey.request_id', requestId)
  if (errorCode !== null)
    span?.setAttribute('error.type', errorCode).setStatus({ code: SpanStatusCode.ERROR })
  span?.end()
})

await tracer.startActiveSpan('import', async (span) => {
  const { environment } = await latchkey.viewer()
  console.log(`Connected to ${environment}.`)
  span.end()
})
