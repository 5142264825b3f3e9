// What is asked of the small and of the large world alike.

import { headersOf } from '../generator.ts'
import { bodyOf, type Running } from '../measure.ts'
import { create, type Question, startOf, viewer } from '../subjects.ts'

const PAGE = 20

export interface FlatDocument {
  readonly name: string
  /** Which of a world's keys ask it. */
  readonly by: 'brokers' | 'funder'
  readonly question: Question
  /** A list with so many nodes: its data is asked for once, before it is compared. */
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

/** Of a list, the answer as it is now; nothing that is measured changes it. */
export async function expectedOf(
  { name, question, list }: FlatDocument,
  { url, secrets }: Pick<Running, 'url' | 'secrets'>,
): Promise<string> {
  if (list === undefined) return question.expected
  const asked = { method: 'POST', headers: headersOf(secrets[0] ?? ''), body: bodyOf(question) }
  const { data } = await (await fetch(url, asked)).json()
  if (data?.[list]?.nodes?.length !== PAGE || !data[list].pageInfo.hasNextPage)
    throw new Error(`${name} is not a whole page.`)
  return startOf(data)
}
