// Exports `createWriteProbe`: tells /ready whether PostgreSQL accepts writes. Cached for seconds.

import type pg from 'pg'
import { databaseErrorKind } from './errors.ts'

const FRESH_MS = 5_000
/** After a failed write, probe sooner, so that the server becomes ready soon after there is free space. */
const FRESH_AFTER_REFUSAL_MS = 1_000
/** Maximum time that /ready waits for a probe. A later call gets its result. */
const PATIENCE_MS = 2_000

/**
 * Returns false only if PostgreSQL itself reported that it cannot write. A probe without a connection or a
 * response changes nothing: busy connections say nothing about the disk, and /ready checks separately whether
 * PostgreSQL responds.
 */
export function createWriteProbe(pool: pg.Pool): () => Promise<boolean> {
  let writable = true
  let probedAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null

  async function probe(): Promise<void> {
    try {
      await pool.query('SELECT probe_write()')
      writable = true
    } catch (error) {
      if (databaseErrorKind(error) === 'unwritable') writable = false
    } finally {
      probedAt = performance.now()
      running = null
    }
  }

  return async () => {
    const age = performance.now() - probedAt
    if (age < (writable ? FRESH_MS : FRESH_AFTER_REFUSAL_MS)) return writable
    running ??= probe()
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE_MS)
    })
    await Promise.race([running, patience])
    clearTimeout(timer)
    return writable
  }
}
