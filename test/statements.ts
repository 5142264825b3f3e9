// Counts the statements that this process sends to PostgreSQL, whoever of it sends them.

import pg from 'pg'

let sent = 0
let texts: string[] | null = null
const { query } = pg.Client.prototype
pg.Client.prototype.query = new Proxy(query, {
  apply(target, client, args) {
    sent += 1
    const [asked] = args
    texts?.push(typeof asked === 'string' ? asked : (asked?.text ?? ''))
    return Reflect.apply(target, client, args)
  },
})

/** How many statements `act` took; nothing else may be under way. */
export async function statementsOf(act: () => Promise<unknown>): Promise<number> {
  const before = sent
  await act()
  return sent - before
}

/** What the statements say that are sent during `act`, in their order. */
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
