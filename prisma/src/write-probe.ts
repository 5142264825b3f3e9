// Finds out whether PostgreSQL accepts writes, for /ready: cheaply, at most once in a few seconds.

import type pg from 'pg'
import { databaseErrorKind } from './errors.ts'

const FRESH_MS = 5_000
/** After a refusal it is tried sooner, so that a server is ready again soon after there is room. */
const FRESH_AFTER_REFUSAL_MS = 1_000
/** Readiness does not wait longer for the answer; the next call gets it. */
const PATIENCE_MS = 2_000

/**
 * The result is false only when PostgreSQL itself said that it cannot write. A probe that gets no connection or no answer
 * decides nothing: busy connections say nothing about the disk, and whether PostgreSQL answers is asked separately.
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
