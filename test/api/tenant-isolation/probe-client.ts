// A client that sees a server as its callers do: the schema, and responses as text.

import { Agent, request } from 'node:http'
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql'
import type { Caller } from './tenants.ts'

export interface Reply {
  readonly status: number
  readonly text: string
}

const AT_ONCE = 8

export class ProbeClient {
  readonly url: string
  // A keep-alive agent for thousands of requests: fetch takes as long per request as the server does.
  readonly #agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })

  constructor(url: string) {
    this.url = url
  }

  async readSchema(caller: Caller): Promise<GraphQLSchema> {
    const { text } = await this.ask(caller, getIntrospectionQuery())
    return buildClientSchema(JSON.parse(text).data)
  }

  /**
   * Throws if the server can't parse the request, rejects it by rate limit, or fails: then nothing was
   * tested.
   */
  async ask(caller: Caller, query: string, variables: object = {}): Promise<Reply> {
    const reply = await this.#send(
      'POST',
      `${this.url}/graphql`,
      caller,
      JSON.stringify({ query, variables }),
    )
    if (reply.status < 500 && ![400, 413, 429].includes(reply.status)) return reply
    throw new Error(`${reply.status} to ${caller.name}: ${query} ${reply.text}`)
  }

  get(caller: Caller, address: string): Promise<Reply> {
    return this.#send('GET', address, caller, '')
  }

  /** Sends ten bytes. */
  put(caller: Caller, address: string): Promise<Reply> {
    return this.#send('PUT', address, caller, '0123456789')
  }

  [Symbol.dispose](): void {
    this.#agent.destroy()
  }

  #send(method: string, address: string, caller: Caller, body: string): Promise<Reply> {
    const headers = { 'content-type': 'application/json', ...caller.headers }
    return new Promise((resolve, reject) => {
      const sent = request(address, { method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** Runs this many at a time. */
export async function eachOf<T>(all: Iterable<T>, act: (one: T) => Promise<void>): Promise<void> {
  const waiting = all[Symbol.iterator]()
  const walk = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await act(next.value)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
}
