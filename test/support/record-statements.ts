// Counts and records the SQL statements that requests send to PostgreSQL.
// Ignores the usage writer and the job queue: they run on timers, and their statements begin with a comment.

import { QUEUE_STATEMENT } from '@latchkey/server/jobs/queues.ts'
import { USAGE_WRITER } from '@latchkey/server/usage/usage-statements.ts'
import pg from 'pg'

const isBackground = (text: string) => text.startsWith(USAGE_WRITER) || text.startsWith(QUEUE_STATEMENT)

let sent = 0
let texts: string[] | null = null
const { query } = pg.Client.prototype
pg.Client.prototype.query = new Proxy(query, {
  apply(target, client, args) {
    const [query] = args
    const text = typeof query === 'string' ? query : (query?.text ?? '')
    if (!isBackground(text)) {
      sent += 1
      texts?.push(text)
    }
    return Reflect.apply(target, client, args)
  },
})

/** Returns how many statements `act` sends. No other request may run at the same time. */
export async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const before = sent
  await act()
  return sent - before
}

/** Returns the texts of the statements that `act` sends, in order. */
export async function textsOf(act: () => Promise<unknown>): Promise<string[]> {
  const collected: string[] = []
  texts = collected
  await act()
  texts = null
  return collected
}

let rows = 0
const received = Reflect.get(pg.Query.prototype, 'handleDataRow')
Reflect.set(
  pg.Query.prototype,
  'handleDataRow',
  new Proxy(received, {
    apply(target, query, args) {
      if (!isBackground(String(Reflect.get(query, 'text')))) rows += 1
      return Reflect.apply(target, query, args)
    },
  }),
)

/** Returns how many rows PostgreSQL returns for `act`. No other request may run at the same time. */
export async function rowsOf(act: () => Promise<unknown>): Promise<number> {
  const before = rows
  await act()
  return rows - before
}
