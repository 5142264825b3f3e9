// Detects violations: hidden data is shown, changed, or distinguishable from nonexistent data.

import type { Hidden } from './hidden-values.ts'
import type { Reply } from './probe-client.ts'
import type { Ask } from './probe-documents.ts'
import type { Tenant } from './tenants.ts'

export interface Trial {
  readonly ask: Ask
  readonly value: string
  /** The tenant that saw the value. */
  readonly from: Tenant
  readonly reply: Reply
  /** The replies to the same query with ids of nothing. */
  readonly ofNothing: readonly (() => Promise<Reply>)[]
}

export async function crossingsOf(trial: Trial, hidden: Hidden): Promise<string[]> {
  const { ask: sendQuery, value, from, reply } = trial
  const crossings = hidden.shownIn(reply.text, value).map((what) => `shows ${what}`)
  const isAnswered = !('errors' in JSON.parse(reply.text))
  const isOfOther = from.environment !== hidden.place?.environment
  if (isAnswered && sendQuery.takes === 'cursor' && isOfOther)
    crossings.push('is accepted in another environment')
  if (hidden.row(value) === null) return crossings
  if (isAnswered && sendQuery.operation === 'mutation') crossings.push('goes through')
  if (!isAllowedToTell(trial, hidden) && (await isTold(trial)))
    crossings.push('is distinguishable from an unknown id')
  return crossings
}

/**
 * One exception, by decision: a mutation returns 403 for another funder's live key of the same environment,
 * and reveals nothing else.
 */
function isAllowedToTell({ ask: sendQuery, value, reply }: Trial, hidden: Hidden): boolean {
  const row = hidden.row(value)
  const isLiveKey = row?.table === 'api_key' && row.values['state'] !== 'DELETED'
  const isHere = row?.environment === hidden.place?.environment
  const { data, errors } = JSON.parse(reply.text)
  return (
    sendQuery.operation === 'mutation' &&
    isLiveKey &&
    isHere &&
    !data &&
    errors[0].extensions.code === 'FORBIDDEN'
  )
}

async function isTold({ reply, ofNothing }: Trial): Promise<boolean> {
  for (const sendQuery of ofNothing) if (gist(await sendQuery()) === gist(reply)) return false
  return true
}

/** Removes what differs between requests: the request id, and ids that are only repeated. */
function gist({ status, text }: Reply): string {
  const { data = null, errors = [] } = JSON.parse(text)
  const said = JSON.stringify({ status, data, errors })
  return said.replace(/"requestId":"[^"]*"/g, '').replace(/[a-z]{3}_[0-9a-z]{26}/g, 'id')
}
