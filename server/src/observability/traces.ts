// OpenTelemetry spans of API requests. Uses the API only; the operator provides the SDK.
// A span contains the kind of operation and its result, never a document, a variable, a credential or an
// identity.

import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  context,
  ProxyTracerProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { operationNameOf } from '../graphql/operation-info.ts'
import type { RequestLog } from '../http/http-response.ts'
import { requestResultOf } from './request-result.ts'

export interface Traces {
  /** Wraps a request and its response in one span. */
  request(
    req: IncomingMessage,
    res: ServerResponse,
    requestId: string,
    answer: () => Promise<RequestLog>,
  ): Promise<RequestLog>
  /** Wraps a step of the request in a child span. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>
}

/** Says why no span would be recorded and what to do. Null if a compatible SDK is loaded. */
export function tracingFault(): string | null {
  const provider = trace.getTracerProvider()
  const recording = !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('latchkey')
  if (recording) return null
  const advice = 'Load @opentelemetry/sdk-node 0.301 with node --import, as docs/metrics-and-traces.md shows.'
  const other = registeredVersion()
  if (other === null)
    return `TRACING=true, but no OpenTelemetry SDK is loaded, so no span is recorded. ${advice}`
  return `TRACING=true, but the loaded OpenTelemetry SDK uses @opentelemetry/api ${other}, which is not compatible with 1.10, so no span is recorded. ${advice}`
}

/**
 * Version of @opentelemetry/api that an SDK registered with. Our version ignores registrations of older ones.
 */
function registeredVersion(): string | null {
  const registered: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'))
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return null
  return 'version' in registered && typeof registered.version === 'string' ? registered.version : 'unknown'
}

export function createTraces(): Traces {
  const tracer = trace.getTracer('latchkey')

  /** Runs `run` within a span and always ends the span. */
  async function within<T>(span: Span, run: () => Promise<T>, parent = context.active()): Promise<T> {
    try {
      return await context.with(trace.setSpan(parent, span), run)
    } catch (error) {
      // Record nothing of the error itself: it may contain data from the caller.
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }

  return {
    request({ headers }, res, requestId, answer) {
      const active = context.active()
      // If an instrumentation of node:http is active, it has already read the trace header.
      const parent = trace.getSpan(active) ? active : propagation.extract(active, headers)
      const attributes = { 'latchkey.request_id': requestId }
      const span = tracer.startSpan('graphql other', { kind: SpanKind.SERVER, attributes }, parent)
      const traced = async () => {
        const requestLog = await answer()
        describe(span, requestLog, res.statusCode)
        return requestLog
      }
      return within(span, traced, parent)
    },
    step: (name, run) => within(tracer.startSpan(name), run),
  }
}

function describe(span: Span, requestLog: RequestLog, status: number): void {
  const { operationInfo, code } = requestLog
  span.setAttribute('http.response.status_code', status)
  if (code !== undefined) span.setAttribute('latchkey.problem', code)
  if (requestResultOf(requestLog) === 'failed') span.setStatus({ code: SpanStatusCode.ERROR })
  if (operationInfo === undefined || operationInfo.type === null) return
  span.updateName(`graphql ${operationNameOf(operationInfo)}`)
  span.setAttribute('graphql.operation.type', operationInfo.type)
  span.setAttribute('latchkey.root_fields', [...operationInfo.rootFields])
}
