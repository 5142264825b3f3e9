// examples/opentelemetry.ts: a span for each attempt, below the caller's span, and its traceparent on the wire.

import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../../../contracts/source.ts'
import { apiKey } from '../call-errors.ts'
import { data, type Requested } from '../fake-server.ts'
import { inTurn, refused } from '../scripted-answers.ts'

/** Configures OpenTelemetry as the file of `--import` does, and prints the spans at the end. */
const TRACING = `
import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
const exporter = new InMemorySpanExporter()
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
propagation.setGlobalPropagator(new W3CTraceContextPropagator())
process.on('exit', () => {
  console.log(JSON.stringify(exporter.getFinishedSpans().map((span) => ({
    name: span.name, ...span.spanContext(), parent: span.parentSpanContext?.spanId, attributes: span.attributes,
  }))))
})
`

test('a call with a retry has two spans below the caller’s span', async () => {
  await using server = await inTurn(refused(503, 'UNAVAILABLE'), (response) =>
    data(response.setHeader('x-request-id', 'req_5'), { viewer: { environment: 'DEVELOPMENT' } }),
  )
  // A folder from which OpenTelemetry resolves.
  const tracing = join(ROOT, `test/.tracing-${process.pid}.mjs`)
  await writeFile(tracing, TRACING)
  try {
    const env = { ...process.env, LATCHKEY_URL: server.url, LATCHKEY_API_KEY: apiKey }
    const args = ['--import', tracing, join(ROOT, 'sdk/examples/opentelemetry.ts')]
    const { stdout } = await promisify(execFile)(process.execPath, args, { env })
    const [connected, printed = ''] = stdout.split('\n')
    expect(connected).toBe('Connected to DEVELOPMENT.')
    const [first, second, caller] = JSON.parse(printed)
    expect(caller).toMatchObject({ name: 'import' })
    const attributes = { 'graphql.operation.name': 'viewer', 'graphql.operation.type': 'query' }
    const below = { name: 'latchkey viewer', parent: caller.spanId, traceId: caller.traceId }
    expect(first).toMatchObject({
      ...below,
      attributes: { ...attributes, 'http.response.status_code': 503, 'error.type': 'UNAVAILABLE' },
    })
    expect(second).toMatchObject({
      ...below,
      attributes: { ...attributes, 'http.request.resend_count': 1, 'latchkey.request_id': 'req_5' },
    })
    const parents = server.requested.map(({ headers }: Requested) => headers['traceparent'])
    expect(parents).toEqual([first, second].map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`))
  } finally {
    await rm(tracing)
  }
})
