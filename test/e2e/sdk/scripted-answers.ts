// Answers of the fake server in a given order, and a client that does not wait between attempts.

import type { ServerResponse } from 'node:http'
import { Latchkey, type LatchkeyOptions } from '@latchkey/sdk'
import { apiKey } from './call-errors.ts'
import { answering, data, problem } from './fake-server.ts'

export const SUBMISSION_INPUT = { name: 'Corner Bakery, new oven' }

/** A client whose pauses between attempts take no time, and the recorded pauses. */
export function patient(url: string, options: Omit<LatchkeyOptions, 'accessToken'> = {}) {
  const pauses: number[] = []
  const pause = async (ms: number) => {
    pauses.push(ms)
  }
  return { latchkey: new Latchkey({ apiKey, url, pause, ...options }), pauses }
}

export type Answer = (response: ServerResponse) => void

export const made: Answer = (response) =>
  data(response, { createSubmission: { id: 'sub_1' }, viewer: { scopes: [] } })
export const cut: Answer = (response) => response.destroy()
export const cutInside: Answer = (response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":', () => response.destroy())
export const page =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html>')
export const refused =
  (status: number, code: string, more: object = {}): Answer =>
  (response) =>
    problem(response, status, code, 'Not now.', more)

/** Returns these responses in order, and repeats the last one. */
export function inTurn(...answers: readonly Answer[]) {
  return answering((response, _request, nth) => answers[Math.min(nth, answers.length) - 1]?.(response))
}
