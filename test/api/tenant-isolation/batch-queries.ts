// Sends one query for many values, batched where possible; replies equal those of single requests.

import type { ProbeClient, Reply } from './probe-client.ts'
import { type Ask, atOnceOf, batchOf, documentOf } from './probe-documents.ts'
import type { Caller } from './tenants.ts'

interface Answered {
  readonly value: string
  readonly reply: Reply
}

export async function queryAll(
  client: ProbeClient,
  caller: Caller,
  sendQuery: Ask,
  values: readonly string[],
): Promise<Answered[]> {
  const answered = []
  const count = atOnceOf(sendQuery)
  for (let from = 0; from < values.length; from += count) {
    const part = values.slice(from, from + count)
    answered.push(
      ...((await atOnce(client, caller, sendQuery, part)) ??
        (await oneByOne(client, caller, sendQuery, part))),
    )
  }
  return answered
}

/** Null if one error removes all data: it would hide what another value shows. */
async function atOnce(
  client: ProbeClient,
  caller: Caller,
  sendQuery: Ask,
  values: readonly string[],
): Promise<Answered[] | null> {
  const document = values.length === 1 ? null : batchOf(sendQuery, values.length)
  if (document === null) return null
  const variables = Object.fromEntries(values.map((value, index) => [`value${index}`, value]))
  const { status, text } = await client.ask(caller, document, variables)
  const { data, errors } = JSON.parse(text)
  if (errors) return null
  return values.map((value, index) => {
    const alone = { data: { [sendQuery.root]: data[`a${index}`] } }
    return { value, reply: { status, text: JSON.stringify(alone) } }
  })
}

async function oneByOne(
  client: ProbeClient,
  caller: Caller,
  sendQuery: Ask,
  values: readonly string[],
): Promise<Answered[]> {
  const answered = []
  for (const value of values)
    answered.push({ value, reply: await client.ask(caller, documentOf(sendQuery), { value }) })
  return answered
}
