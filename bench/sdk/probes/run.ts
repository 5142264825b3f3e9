// Child program of the comparison: runs all probes on one SDK and prints the findings as JSON.
// `node probes/run.ts stripe`, in the project that the SDK is installed in.

import type { Adapter } from './adapter.ts'
import { probeCalls, probeIdempotency, probeResponses } from './calls.ts'
import { probeConstruction, probeEnvironment } from './construction.ts'
import { probeErrors } from './errors.ts'
import { probeRotation, probeUploads, probeWebhooks } from './extras.ts'
import type { Findings } from './findings.ts'
import { probeHooks, probeLogging } from './logging.ts'
import { probePacing } from './pacing.ts'
import { probePaging } from './paging.ts'
import { probeRetries } from './retries.ts'

const [name = '', otherKey = ''] = process.argv.slice(2)
const { adapter }: { adapter: Adapter } = await import(`../adapters/${name}.ts`)

// SDKs log to the console. Standard output is for the findings.
for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const) console[method] = () => undefined
// An SDK that rejects a promise nobody waits for must not end the probes.
process.on('unhandledRejection', () => undefined)

const findings: Findings = {}
await probeConstruction(adapter, findings)
await probeEnvironment(adapter, findings)
await probeCalls(adapter, findings)
await probeResponses(adapter, findings)
await probePaging(adapter, findings)
await probeRetries(adapter, findings)
await probeIdempotency(adapter, findings)
await probeErrors(adapter, findings)
await probeLogging(adapter, findings)
await probeHooks(adapter, findings)
await probeRotation(adapter, otherKey, findings)
await probeUploads(adapter, findings)
await probeWebhooks(adapter, findings)
await probePacing(adapter, findings)
for (const [id, { ok, source }] of Object.entries(adapter.read ?? {}))
  findings[id] = { ok, note: source, isRead: true }
process.stdout.write(JSON.stringify(findings), () => process.exit())
