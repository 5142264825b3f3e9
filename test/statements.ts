// Counts the statements that this process sends to PostgreSQL, whoever of it sends them.

import pg from 'pg'

let sent = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = new Proxy(query, {
  apply(target, client, args) {
    sent += 1
    return Reflect.apply(target, client, args)
  },
})

/** How many statements `act` took; nothing else may be under way. */
export async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const before = sent
  await act()
  return sent - before
}

let rows = 0
const received = Reflect.get(pg.Query.prototype, 'handleDataRow')
Reflect.set(
  pg.Query.prototype,
  'handleDataRow',
  new Proxy(received, {
    apply(target, one, args) {
      rows += 1
      return Reflect.apply(target, one, args)
    },
  }),
)

/** How many rows PostgreSQL answered during `act`; nothing else may be under way. */
export async function rowsOf(act: () => Promise<unknown>): Promise<number> {
  const before = rows
  await act()
  return rows - before
}
