// The transition table of submissions: which move leads from which status to which. Pure. Used by every move.

import type { SubmissionStatus } from '@latchkey/prisma'

/** BROKER: the broker, or the funder for it. FUNDER: the funder only. SYSTEM: the server itself. */
type Actor = 'BROKER' | 'FUNDER' | 'SYSTEM'

interface Move {
  readonly actors: readonly Actor[]
  /** The possible results, by status. A move that is missing for a status is illegal there. */
  readonly from: Partial<Record<SubmissionStatus, readonly SubmissionStatus[]>>
}

const UNCHANGED_AFTER_APPROVAL = { APPROVED: ['APPROVED'] } as const

const OPEN_REQUIREMENTS = {
  IN_REVIEW: ['IN_REVIEW'],
  INFO_REQUESTED: ['INFO_REQUESTED', 'IN_REVIEW'],
  APPROVED: ['APPROVED'],
} as const

export const MOVES = {
  submitSubmission: { actors: ['BROKER'], from: { DRAFT: ['SUBMITTED'] } },
  withdrawSubmission: {
    actors: ['BROKER'],
    from: {
      DRAFT: ['WITHDRAWN'],
      SUBMITTED: ['WITHDRAWN'],
      HELD: ['WITHDRAWN'],
      IN_REVIEW: ['WITHDRAWN'],
      INFO_REQUESTED: ['WITHDRAWN'],
      APPROVED: ['WITHDRAWN'],
    },
  },
  respondToRequirement: {
    actors: ['BROKER'],
    from: { INFO_REQUESTED: ['INFO_REQUESTED', 'IN_REVIEW'], APPROVED: ['APPROVED'] },
  },
  acceptOffer: { actors: ['BROKER'], from: UNCHANGED_AFTER_APPROVAL },
  rejectOffer: { actors: ['BROKER'], from: { APPROVED: ['APPROVED', 'IN_REVIEW'] } },
  holdSubmission: { actors: ['FUNDER', 'SYSTEM'], from: { SUBMITTED: ['HELD'], IN_REVIEW: ['HELD'] } },
  releaseHold: { actors: ['FUNDER'], from: { HELD: ['SUBMITTED'] } },
  startReview: { actors: ['FUNDER'], from: { SUBMITTED: ['IN_REVIEW'], HELD: ['IN_REVIEW'] } },
  requestInformation: {
    actors: ['FUNDER'],
    from: {
      SUBMITTED: ['INFO_REQUESTED'],
      IN_REVIEW: ['INFO_REQUESTED'],
      INFO_REQUESTED: ['INFO_REQUESTED'],
      APPROVED: ['APPROVED'],
    },
  },
  acceptRequirement: { actors: ['FUNDER'], from: OPEN_REQUIREMENTS },
  waiveRequirement: { actors: ['FUNDER'], from: OPEN_REQUIREMENTS },
  rejectRequirement: {
    actors: ['FUNDER'],
    from: { IN_REVIEW: ['INFO_REQUESTED'], INFO_REQUESTED: ['INFO_REQUESTED'], APPROVED: ['APPROVED'] },
  },
  rejectDocument: {
    actors: ['FUNDER'],
    from: {
      DRAFT: ['DRAFT'],
      SUBMITTED: ['SUBMITTED', 'INFO_REQUESTED'],
      IN_REVIEW: ['IN_REVIEW', 'INFO_REQUESTED'],
      INFO_REQUESTED: ['INFO_REQUESTED'],
      APPROVED: ['APPROVED'],
    },
  },
  approveSubmission: { actors: ['FUNDER'], from: { IN_REVIEW: ['APPROVED'] } },
  extendOffer: { actors: ['FUNDER'], from: UNCHANGED_AFTER_APPROVAL },
  rescindOffer: { actors: ['FUNDER'], from: { APPROVED: ['APPROVED', 'IN_REVIEW'] } },
  expireOffers: { actors: ['SYSTEM'], from: { APPROVED: ['APPROVED', 'IN_REVIEW'] } },
  declineSubmission: {
    actors: ['FUNDER'],
    from: {
      SUBMITTED: ['DECLINED'],
      HELD: ['DECLINED'],
      IN_REVIEW: ['DECLINED'],
      INFO_REQUESTED: ['DECLINED'],
      APPROVED: ['DECLINED'],
    },
  },
  reopenSubmission: { actors: ['FUNDER'], from: { DECLINED: ['IN_REVIEW'], WITHDRAWN: ['IN_REVIEW'] } },
  setClosingStage: { actors: ['FUNDER'], from: UNCHANGED_AFTER_APPROVAL },
  markFunded: { actors: ['FUNDER'], from: { APPROVED: ['FUNDED'] } },
  correctFunding: { actors: ['FUNDER'], from: { FUNDED: ['APPROVED'] } },
} as const satisfies Record<string, Move>

export type MoveName = keyof typeof MOVES

/** The statuses that `move` can lead to. Empty: illegal. */
export function targetsOf(move: MoveName, from: SubmissionStatus): readonly SubmissionStatus[] {
  const rule: Move = MOVES[move]
  return rule.from[from] ?? []
}

/** The statuses in which `move` is legal. */
export function sourcesOf(move: MoveName): string[] {
  return Object.keys(MOVES[move].from)
}

/** True if the broker may make the move, or the funder on its behalf. */
export function isBrokerMove(move: MoveName): boolean {
  const { actors }: Move = MOVES[move]
  return actors.includes('BROKER')
}

const DIAGRAM = /(<!-- transitions:.*-->\n```mermaid\n)[^`]*(```\n)/

/** The text of docs/submissions.md with the current table as a diagram. */
export function withDiagram(page: string): string {
  if (!DIAGRAM.test(page)) throw new Error('docs/submissions.md lacks the place of the diagram.')
  return page.replace(DIAGRAM, (_whole, start, end) => `${start}${transitionDiagram()}\n${end}`)
}

/** The table as a Mermaid state diagram. Leaves out moves that keep the status. */
function transitionDiagram(): string {
  const labels = new Map<string, string[]>()
  for (const [name, { from }] of Object.entries<Move>(MOVES)) {
    for (const [source, targets] of Object.entries(from)) {
      for (const target of targets.filter((one) => one !== source)) {
        const arrow = `${source} --> ${target}`
        labels.set(arrow, [...(labels.get(arrow) ?? []), name])
      }
    }
  }
  const arrows = [...labels].map(([arrow, names]) => `  ${arrow}: ${names.join(', ')}`).sort()
  return ['stateDiagram-v2', '  [*] --> DRAFT: createSubmission', ...arrows].join('\n')
}
