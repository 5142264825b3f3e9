// The documents that the bench sends to both the small and the large world.

import { headersOf } from '../generator.ts'
import { bodyOf, type Running } from '../measure.ts'
import { create, type Question, startOf, viewer } from '../subjects.ts'

const PAGE = 20

export interface FlatDocument {
  readonly name: string
  /** Which of a world's keys send the document. */
  readonly by: 'brokers' | 'funder'
  readonly question: Question
  /** A list with this many nodes. The bench reads its data once first, to compare later responses with it. */
  readonly list?: 'submissions' | 'apiKeys'
}

export const CREATE = 'createSubmission'

const page = (list: 'submissions' | 'apiKeys', nodes: string): FlatDocument => ({
  name: `${list}(first: ${PAGE})`,
  by: 'funder',
  list,
  question: {
    query: `{ ${list}(first: ${PAGE}) { nodes { ${nodes} } pageInfo { hasNextPage endCursor } } }`,
    expected: '',
    guarded: true,
  },
})

export const DOCUMENTS: readonly FlatDocument[] = [
  { name: 'viewer', by: 'brokers', question: viewer },
  { name: CREATE, by: 'brokers', question: create },
  page('submissions', 'id name status version createdAt'),
  page('apiKeys', 'id name kind prefix tier createdAt'),
]

/** The expected response. For a list, the current one; no measurement changes it. */
export async function expectedOf(
  { name, question, list }: FlatDocument,
  { url, secrets }: Pick<Running, 'url' | 'secrets'>,
): Promise<string> {
  if (list === undefined) return question.expected
  const asked = { method: 'POST', headers: headersOf(secrets[0] ?? ''), body: bodyOf(question) }
  const { data } = await (await fetch(url, asked)).json()
  if (data?.[list]?.nodes?.length !== PAGE || !data[list].pageInfo.hasNextPage)
    throw new Error(`${name} did not return a full page.`)
  return startOf(data)
}
