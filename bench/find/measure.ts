// Lists, searches and counts of a million submissions, compared with the first page of the list.

import { headersOf } from '../generator.ts'
import { type Stage, startServer } from '../measure.ts'
import { ratios, type Spread, spread } from '../report/figures.ts'
import { order } from '../rounds.ts'
import { LATCHKEY } from '../subjects.ts'
import { makeFindWorld, WORDS } from './world.ts'

const SUBMISSIONS = 1_000_000
const DEPTH = 100_000
/** Requests one after the other in each round; their median counts. */
const REQUESTS = 10
const WARM_UPS = 20

const FIND = `query ($after: String, $filter: SubmissionFilter) {
  submissions(first: 20, after: $after, filter: $filter) {
    nodes { id name status version createdAt } pageInfo { hasNextPage endCursor }
  }
}`
const COUNTS = 'query ($filter: SubmissionFilter) { submissionCounts(filter: $filter) { status count } }'

export interface FindLine {
  readonly name: string
  /** Who sends it: a BROKER key with a quarter of the submissions, or a TIERED key with half of them. */
  readonly by: 'broker' | 'funder'
  /** Milliseconds. */
  readonly took: Spread
  /** Time, divided by that of the first page for the same caller in the same round. */
  readonly ratio: Spread
  readonly atMost: number | null
}

interface Request {
  readonly name: string
  readonly by: FindLine['by']
  readonly query: string
  readonly variables: object
  readonly atMost: number | null
}

export async function measureFind(stage: Stage): Promise<FindLine[]> {
  const { databaseUrl: url, signal, report } = stage
  await using started = new AsyncDisposableStack()
  const world = await makeFindWorld({ url, submissions: SUBMISSIONS, depth: DEPTH, signal, report })
  const { address } = await startServer(stage, LATCHKEY, world.databaseUrl, started)
  const requests = (['broker', 'funder'] as const).flatMap((by) => requestsOf(by, world.depths[by]))
  const send = async ({ by, query, variables }: Request) => {
    const began = performance.now()
    const body = JSON.stringify({ query, variables })
    const answer = await fetch(`${address}/graphql`, { method: 'POST', headers: headersOf(world[by]), body })
    const { errors } = await answer.json()
    if (errors !== undefined) throw new Error(`Find: ${JSON.stringify(errors)}`)
    return performance.now() - began
  }
  for (const request of requests) for (let time = 0; time < WARM_UPS; time += 1) await send(request)
  const measured = requests.map(() => [] as number[])
  for (let round = 0; round < stage.rounds; round += 1) {
    for (const index of order(round, requests.length)) {
      signal.throwIfAborted()
      const took: number[] = []
      for (let time = 0; time < REQUESTS; time += 1) took.push(await send(requests[index]!))
      measured[index]!.push(spread(took).median)
    }
    report(
      `Round ${round + 1} of ${stage.rounds}, ms: ${measured.map((one) => one.at(-1)?.toFixed(1)).join('  ')}`,
    )
  }
  return requests.map(({ name, by, atMost }, index) => {
    const first = measured[requests.findIndex((one) => one.by === by)] ?? []
    const took = measured[index] ?? []
    return { name, by, atMost, took: spread(took), ratio: ratios(took, first) }
  })
}

/** The first is the reference of the others. */
function requestsOf(by: Request['by'], depth: string): Request[] {
  const page = (name: string, variables: object, atMost: number | null): Request => {
    return { name, by, query: FIND, variables, atMost }
  }
  const search = (kind: keyof typeof WORDS) =>
    page(`search for a word: ${kind}`, { filter: { search: WORDS[kind] } }, 2)
  const after = Buffer.from(`PRODUCTION:${depth}`).toString('base64url')
  return [
    page('first page', {}, null),
    page(`page at depth ${DEPTH}`, { after }, 1.25),
    page('page of a status', { filter: { status: 'APPROVED' } }, 2),
    search('common'),
    search('uncommon'),
    search('rare'),
    search('absent'),
    { name: 'counts by status', by, query: COUNTS, variables: {}, atMost: null },
  ]
}
