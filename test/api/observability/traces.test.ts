// Spans of API requests, collected by the OpenTelemetry SDK as an operator would configure it.

import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import * as sdk from '@opentelemetry/sdk-trace'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Funder } from '../../support/actors.ts'
import { createWorld, type World } from '../../support/world.ts'

const exporter = new sdk.InMemorySpanExporter()
const kept = new sdk.TracerProvider({ spanProcessors: [new sdk.SimpleSpanProcessor({ exporter })] })
let requested = 0
const counting: TracerProvider = {
  getTracer: (...named) => {
    requested += 1
    return kept.getTracer(...named)
  },
}

let world: World
let funder: Funder

beforeAll(async () => {
  trace.setGlobalTracerProvider(counting)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  world = await createWorld({ tracing: true })
  funder = await world.funder()
  await funder.query('{ viewer { environment } }')
  exporter.reset()
})
afterEach(() => exporter.reset())
afterAll(() => world[Symbol.asyncDispose]())

/** All spans. A request's span comes before those of its steps. */
function spans() {
  const all = exporter.getFinishedSpans()
  const nameOf = (id: string | undefined) => all.find((span) => span.spanContext().spanId === id)?.name
  return all
    .map(({ name, kind, status, attributes, events, parentSpanContext }) => ({
      name,
      kind,
      status: status.code,
      attributes,
      events,
      parent: nameOf(parentSpanContext?.spanId) ?? parentSpanContext?.spanId ?? null,
    }))
    .sort((a, b) => Number(b.kind === SpanKind.SERVER) - Number(a.kind === SpanKind.SERVER))
}

function step(name: string, parent: string) {
  return { name, kind: SpanKind.INTERNAL, status: SpanStatusCode.UNSET, attributes: {}, events: [], parent }
}

test('creates one span per query with a child span per step', async () => {
  const { headers } = await funder.query('query Mine { mine: viewer { environment } apiKeys { totalCount } }')
  const name = 'graphql viewer'
  expect(spans()).toEqual([
    {
      name,
      kind: SpanKind.SERVER,
      status: SpanStatusCode.UNSET,
      attributes: {
        'latchkey.request_id': headers.get('x-request-id'),
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'latchkey.root_fields': ['viewer', 'apiKeys'],
      },
      events: [],
      parent: null,
    },
    step('credential load', name),
    step('execution', name),
    step('credential re-verification', name),
  ])
})

test('a mutation has no separate credential re-verification span', async () => {
  await funder.broker('bee.example')
  expect(spans().map(({ name, parent }) => [name, parent])).toEqual([
    ['graphql createBrokerKey', null],
    ['credential load', 'graphql createBrokerKey'],
    ['execution', 'graphql createBrokerKey'],
  ])
})

test('continues the caller’s trace', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await funder.query('{ viewer { environment } }', {}, { headers: { traceparent } })
  const [request, ...steps] = spans()
  expect(request?.parent).toBe('b7ad6b7169203331')
  expect(steps).toHaveLength(3)
  const traces = exporter.getFinishedSpans().map((span) => span.spanContext().traceId)
  expect(new Set(traces)).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']))
})

test('records the error code; sets the error status only for internal errors', async () => {
  await world.graphql(null, '{ viewer { environment } }')
  await funder.query('{ nothing }')
  await world.sql('ALTER TABLE submission RENAME TO mishap')
  await funder.query('{ submissions { totalCount } }')
  await world.sql('ALTER TABLE mishap RENAME TO submission')
  const requests = spans().filter(({ kind }) => kind === SpanKind.SERVER)
  expect(
    requests.map(({ name, status, attributes }) => [
      name,
      status,
      attributes['latchkey.problem'],
      attributes['http.response.status_code'],
    ]),
  ).toEqual([
    ['graphql other', SpanStatusCode.UNSET, 'UNAUTHENTICATED', 401],
    ['graphql other', SpanStatusCode.UNSET, 'BAD_REQUEST', 200],
    ['graphql submissions', SpanStatusCode.ERROR, 'INTERNAL', 500],
  ])
})

test('spans contain no documents, variables, credentials or client data', async () => {
  const headers = { 'user-agent': 'kanarie/1.0' }
  await funder.query(
    'query kanarie($name: String) { kanarie: submissions { totalCount } __type(name: $name) { name } }',
    { name: 'kanarie' },
    { headers },
  )
  await funder.query('{ kanarie }', {}, { headers })
  await world.graphql('kanarie', '{ viewer { environment } }', {}, { headers })
  await world.sql('ALTER TABLE submission RENAME TO mishap')
  await funder.latchkey.submissions.create({ name: 'Kanarie Bakery' }).catch(() => undefined)
  await world.sql('ALTER TABLE mishap RENAME TO submission')
  const told = JSON.stringify(spans())
  expect(told).toContain('graphql createSubmission')
  expect(told).not.toMatch(/kanarie/i)
  for (const hidden of [funder.secret, funder.id, funder.apiKeyId, '127.0.0.1'])
    expect(told).not.toContain(hidden)
})

test('creates no span for other paths', async () => {
  for (const path of ['/health', '/metrics', '/graphiql', '/auth/login']) await fetch(`${world.url}${path}`)
  expect(spans()).toEqual([])
})

test('is off by default: requests no tracer and creates no span', async () => {
  const before = requested
  expect(before).toBeGreaterThan(0)
  await using plain = await createWorld()
  const other = await plain.funder()
  await other.query('{ viewer { environment } }')
  await other.broker('bee.example')
  expect(requested).toBe(before)
  expect(spans()).toEqual([])
})
