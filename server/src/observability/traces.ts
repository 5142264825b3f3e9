// Spans of requests to the API, by the OpenTelemetry API alone: the operator brings the SDK that keeps them. A span
// tells what kind of thing was asked and what came of it; never a document, a variable, a credential or who it was.

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
  /** One span around a request and its answer. */
  request(
    req: IncomingMessage,
    res: ServerResponse,
    requestId: string,
    answer: () => Promise<RequestLog>,
  ): Promise<RequestLog>
  /** A span of a step on the way, within that of the request. */
  step<T>(name: string, run: () => Promise<T>): Promise<T>
}

/** Why no span would be recorded, and what to do; null when the process has loaded an SDK that this API accepts. */
export function tracingFault(): string | null {
  const provider = trace.getTracerProvider()
  const recording = !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer('latchkey')
  if (recording) return null
  const advice = 'Load @opentelemetry/sdk-node 0.301 with node --import, as docs/deployment.md shows.'
  const other = registeredVersion()
  if (other === null)
    return `TRACING=true, but no OpenTelemetry SDK is loaded, so no span is recorded. ${advice}`
  return `TRACING=true, but the OpenTelemetry SDK that is loaded brings @opentelemetry/api ${other}, which is not compatible with 1.10, so no span is recorded. ${advice}`
}

/** Of the copy of @opentelemetry/api that an SDK has registered with. Ours ignores what an older one registered. */
function registeredVersion(): string | null {
  const registered: unknown = Reflect.get(globalThis, Symbol.for('opentelemetry.js.api.1'))
  if (typeof registered !== 'object' || registered === null || !('trace' in registered)) return null
  return 'version' in registered && typeof registered.version === 'string' ? registered.version : 'unknown'
}

export function createTraces(): Traces {
  const tracer = trace.getTracer('latchkey')

  /** Runs `act` within a span, and ends it whatever happens. */
  async function within<T>(span: Span, run: () => Promise<T>, parent = context.active()): Promise<T> {
    try {
      return await context.with(trace.setSpan(parent, span), run)
    } catch (error) {
      // Nothing of the error itself: it may repeat what the caller sent.
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  }

  return {
    request({ headers }, res, requestId, answer) {
      const active = context.active()
      // What instruments node:http has read the header already.
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
