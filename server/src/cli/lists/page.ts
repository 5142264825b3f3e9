// Pagination of the list commands: the options --limit and --after, and the output of a page.

import type { PrismaClient } from '@latchkey/prisma'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { Outcome } from '../command.ts'
import { findByIdOrName } from '../find-record.ts'
import { table } from './table.ts'

const MAX_ROWS = 500

/** Help texts of both options, shared by all list commands. */
export const LIMIT = `rows per page, 1 to ${MAX_ROWS}`
export const AFTER = 'continue after this id, the last one of the previous page (`next` with --json)'

export interface PageOptions {
  readonly limit: string
  readonly after?: string | undefined
}

interface Page<Row> {
  /** Name of the array in the JSON output: `{ users: [...], next }`. */
  readonly name: string
  /** Finds at most `take` rows in id order, after the id in `keyset`. */
  readonly find: (keyset: { id: { gt: string } }, take: number) => Promise<Row[]>
  /** Maps each column heading to the text of its cell. */
  readonly columns: Readonly<Record<string, (row: Row) => string>>
  /** Maps a row to the --json output. Must not include a secret or a hash. */
  readonly json: (row: Row) => object
}

/** Reads and formats one page, oldest first, because ids sort by time. */
export async function readPage<Row extends { readonly id: string }>(
  { limit, after = '' }: PageOptions,
  { name, find, columns, json }: Page<Row>,
): Promise<Outcome> {
  const take = /^\d{1,3}$/.test(limit) ? Number(limit) : 0
  const issues = new Issues()
  if (take < 1 || take > MAX_ROWS) issues.add('limit', 'OUT_OF_RANGE', `Pass a number from 1 to ${MAX_ROWS}.`)
  issues.throwIfAny()
  const rows = await find({ id: { gt: after } }, take + 1)
  const shown = rows.slice(0, take)
  const next = rows.length > take ? (shown.at(-1)?.id ?? null) : null
  const cells = shown.map((row) => Object.values(columns).map((cell) => cell(row)))
  const lines = [table(Object.keys(columns), cells)]
  if (shown.length === 0) lines.splice(0, 1, `No ${name}.`)
  if (next !== null) lines.push(`More rows exist. Continue with --after ${next}`)
  return { text: lines.join('\n'), json: { [name]: shown.map(json), next } }
}

/**
 * Resolves --funder (id or full name) to an id. Returns undefined without the option, which selects all
 * funders.
 */
export async function funderIdOf(
  prisma: PrismaClient,
  idOrName: string | undefined,
): Promise<string | undefined> {
  if (idOrName === undefined) return undefined
  const found = await prisma.funder.findMany({ where: { OR: [{ id: idOrName }, { name: idOrName }] } })
  return findByIdOrName('funder', idOrName, found).id
}

/** Formats a time for a cell, to the minute. */
export function minute(time: Date | null | undefined): string {
  return time == null ? '-' : `${time.toISOString().slice(0, 16).replace('T', ' ')}Z`
}
