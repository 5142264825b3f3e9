// The load generator: autocannon in its own process. Compares each response with the expected data.

import autocannon from 'autocannon'

/** The request to send, and the duration. */
export interface Load {
  readonly url: string
  /** The body of every request. */
  readonly body: string
  readonly connections: number
  /**
   * Spread over the connections. If there are more secrets than connections, each connection alternates
   * between several.
   */
  readonly secrets: readonly string[]
  readonly seconds: number
  /** The start of every response; see Question. */
  readonly expected: string
}

export interface Loaded {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Some response was not the expected one: the measurement is invalid. */
export interface Fault {
  readonly fault: string
}

/** The headers that the SDK sends. */
export function headersOf(secret: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    'x-api-key': secret,
  }
}

/** Whether a response starts as expected, with only `extensions` after its data. */
export function isExpected(answer: string, expected: string): boolean {
  if (!answer.startsWith(expected)) return false
  return answer.length === expected.length + 1 || answer.startsWith(',"extensions":{', expected.length)
}

async function generate(load: Load): Promise<Loaded | Fault> {
  const { url, body, connections, secrets, seconds, expected } = load
  let next = 0
  const result = await autocannon({
    url,
    method: 'POST',
    body,
    connections,
    duration: seconds,
    sampleInt: 100,
    // The types say that this is the request's body; it is the response's.
    verifyBody: (answer) => isExpected(String(answer), expected),
    setupClient(client) {
      const first = next++ % secrets.length
      const own = secrets.filter((_, index) => index % connections === first)
      client.setRequests(own.map((secret) => ({ headers: headersOf(secret) })))
    },
  })
  const { errors, timeouts, mismatches, non2xx, duration, latency } = result
  const requests = result['2xx']
  if (errors + timeouts + mismatches + non2xx > 0) {
    const fault = `${requests} responses with 2xx, ${non2xx} without, ${mismatches} with unexpected data, ${timeouts} timeouts, ${errors} errors`
    return { fault }
  }
  return { requests, seconds: duration, p50: latency.p50, p99: latency.p99 }
}

if (import.meta.main) {
  process.on('SIGINT', () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', async (load: Load) => process.send?.(await generate(load)))
}
