// The generator: autocannon in a process of its own. Every answer is compared with the one that is expected.

import autocannon from 'autocannon'

/** What to send, and for how long. */
export interface Load {
  readonly url: string
  readonly query: string
  /** One connection each. */
  readonly secrets: readonly string[]
  readonly seconds: number
  /** The body of every answer, to the byte. */
  readonly expected: string
}

export interface Loaded {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Some answer was not the one that is expected: what was measured is worthless. */
export interface Fault {
  readonly fault: string
}

/** What the SDK sends. */
export function headersOf(secret: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'x-api-key': secret,
  }
}

async function generate({ url, query, secrets, seconds, expected }: Load): Promise<Loaded | Fault> {
  let next = 0
  const result = await autocannon({
    url,
    method: 'POST',
    body: JSON.stringify({ query }),
    connections: secrets.length,
    duration: seconds,
    sampleInt: 100,
    expectBody: expected,
    setupClient(client) {
      client.setHeaders(headersOf(secrets[next++ % secrets.length] ?? ''))
    },
  })
  const { errors, timeouts, mismatches, non2xx, duration, latency } = result
  const requests = result['2xx']
  if (errors + timeouts + mismatches + non2xx > 0 || requests === 0) {
    const fault = `${requests} answers; ${non2xx} not 2xx, ${mismatches} not as expected, ${timeouts} too late, ${errors} errors`
    return { fault }
  }
  return { requests, seconds: duration, p50: latency.p50, p99: latency.p99 }
}

if (import.meta.main) {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', async (load: Load) => process.send?.(await generate(load)))
}
