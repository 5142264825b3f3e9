// Reads /metrics as Prometheus does.

import { type IncomingHttpHeaders, request } from 'node:http'

export interface Scraped {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Uses node:http, because fetch does not let callers set the headers that matter here. */
export function scrape(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Scraped> {
  return new Promise((resolve, reject) => {
    request(`${url}/metrics`, { headers, method }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
      .on('error', reject)
      .end()
  })
}

/**
 * By name and labels, in the order of the text:
 * `latchkey_reverifications_total{of="write",outcome="accepted"}`.
 */
export function samplesOf(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => {
      const end = line.lastIndexOf(' ')
      return [line.slice(0, end), Number(line.slice(end + 1))]
    }),
  )
}

/** The samples of one metric by labels only. For a histogram, its counts. */
export async function counts(url: string, name: string): Promise<Record<string, number>> {
  return countsIn((await scrape(url)).body, name)
}

export function countsIn(text: string, name: string): Record<string, number> {
  const found: Record<string, number> = {}
  for (const [sample, value] of Object.entries(samplesOf(text))) {
    const labels = new RegExp(`^${name}(?:_count)?(?:\\{(.*)\\})?$`).exec(sample)
    if (labels) found[(labels[1] ?? '').replace(/\w+="([^"]*)"/g, '$1').replaceAll(',', ' ')] = value
  }
  return found
}
