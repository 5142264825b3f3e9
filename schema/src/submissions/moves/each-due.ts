// eachDue: works through the rows that a recurring job must change, in batches. Used by recurring jobs.

import type { PrismaClient } from '@latchkey/prisma'

const BATCH = 100

export interface DueOptions {
  readonly prisma: PrismaClient
  /** Stops before the next row. */
  readonly isStopped: () => boolean
}

/** Returns ids after `after`, in ascending order. */
type Due = (after: string, limit: number) => Promise<readonly { readonly id: string }[]>

/**
 * Calls `run` for each due row, and resolves with how many of them changed. A row that fails does not stop the others:
 * its error is thrown at the end.
 */
export async function eachDue(
  due: Due,
  { isStopped }: Pick<DueOptions, 'isStopped'>,
  run: (id: string) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = []
  let changed = 0
  for (let after = ''; !isStopped(); ) {
    const batch = await due(after, BATCH)
    for (const { id } of batch) {
      if (isStopped()) break
      try {
        if (await run(id)) changed += 1
      } catch (error) {
        failures.push(error)
      }
    }
    const last = batch.at(-1)
    if (last === undefined || batch.length < BATCH) break
    after = last.id
  }
  if (failures.length > 0) throw failures[0]
  return changed
}
