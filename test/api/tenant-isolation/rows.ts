// All rows of a database with their tenant, from their own columns or from the rows they reference.
// Reads PostgreSQL's catalog, so it includes tables that are added later.

import type { Environment } from '@latchkey/prisma'
import { typeOfId } from '@latchkey/schema/graphql/ids.ts'
import type { World } from '../../support/world.ts'

export interface Row {
  readonly table: string
  readonly values: Readonly<Record<string, unknown>>
  /** Null: no funder, as in the broker directory. */
  readonly funderId: string | null
  /** Null: no environment, or both. */
  readonly environment: Environment | null
  readonly parents: readonly Row[]
}

interface Reference {
  readonly child: string
  readonly parent: string
  readonly columns: readonly { readonly of: string; readonly to: string }[]
}

export async function readRows(world: World): Promise<Row[]> {
  const references = await readReferences(world)
  const tables = await world.sql(`SELECT relname AS name FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY name`)
  const read = new Map<string, Row['values'][]>()
  for (const { name } of tables) {
    const rows = await world.sql(`SELECT to_jsonb(t) AS values FROM "${name}" t`)
    read.set(
      name,
      rows.map(({ values }) => values),
    )
  }
  const made = new Map<Row['values'], Row>()

  function rowOf(table: string, values: Row['values']): Row {
    const known = made.get(values)
    if (known !== undefined) return known
    const parents = references
      .filter(({ child }) => child === table)
      .flatMap(({ parent, columns }) => {
        const found = read.get(parent)?.find((row) => columns.every(({ of, to }) => values[of] === row[to]))
        return found === undefined ? [] : [rowOf(parent, found)]
      })
    const own = table === 'funder' ? values['id'] : values['funder_id']
    const funderId = textOf(own) ?? parents.find((row) => row.funderId !== null)?.funderId ?? null
    const environment =
      environmentOf(values['environment']) ??
      parents.find((row) => row.environment !== null)?.environment ??
      null
    const row = { table, values, funderId, environment, parents }
    made.set(values, row)
    return row
  }

  return [...read].flatMap(([table, rows]) => rows.map((values) => rowOf(table, values)))
}

/** The id of a row, as the API shows it. */
export function idOf({ values }: Row): string | null {
  const id = textOf(values['id'])
  return id !== null && typeOfId(id) !== null ? id : null
}

/** Usage of secrets: an attempt with a dead secret is recorded for its owner. */
export const USES: readonly string[] = ['secret_use', 'rejected_use']

/** The content of rows for comparison, without the time and count of uses, which any request may change. */
export function contentOf(rows: readonly Row[], without: readonly string[]): Set<string> {
  return new Set(
    rows
      .filter(({ table }) => !without.includes(table))
      .map(({ table, values }) => {
        const { used_at: _used, count: _count, ...lasting } = values
        return `${table} ${JSON.stringify(lasting)}`
      }),
  )
}

async function readReferences(world: World): Promise<Reference[]> {
  return world
    .sql(`
    SELECT c.conrelid::regclass::text AS child, c.confrelid::regclass::text AS parent,
      (SELECT jsonb_agg(jsonb_build_object('of', a.attname, 'to', b.attname))
       FROM unnest(c.conkey, c.confkey) AS pair(of_number, to_number)
       JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.of_number
       JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = pair.to_number) AS columns
    FROM pg_constraint c WHERE c.contype = 'f'`)
    .then((rows) =>
      rows.map(({ child, parent, columns }) => ({ child: bare(child), parent: bare(parent), columns })),
    )
}

/** Removes the quotes: `"user"` is quoted because it is an SQL keyword. */
function bare(name: string): string {
  return name.replaceAll('"', '')
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function environmentOf(value: unknown): Environment | null {
  return value === 'DEVELOPMENT' || value === 'PRODUCTION' ? value : null
}
