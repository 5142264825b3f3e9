// Probes of lists: three pages of two items.

import type { Adapter, Client, Item } from './adapter.ts'
import { check, type Findings } from './findings.ts'
import { serve } from './server.ts'

export async function probePaging(adapter: Adapter, findings: Findings): Promise<void> {
  const using = (id: string, run: (client: Client, requests: () => number) => Promise<boolean>) =>
    check(findings, id, async () => {
      await using server = await serve(adapter, () => 'ok')
      return await run(adapter.create({ url: server.url, key: adapter.key }), () => server.received.length)
    })
  await using('listItems', async ({ items }) => {
    if (items === undefined) return false
    const ids: unknown[] = []
    for await (const { id } of items()) ids.push(id)
    return ids.join() === 'i1,i2,i3,i4,i5,i6'
  })
  await using('listLazy', async ({ items }, requests) => {
    if (items === undefined) return false
    for await (const { id } of items()) if (id === 'i2') break
    return requests() === 1
  })
  await using('listPages', async ({ pages }) => {
    if (pages === undefined) return false
    const sizes: number[] = []
    for await (const page of pages()) sizes.push(page.length)
    return sizes.join() === '2,2,2'
  })
  await using('listToArray', async ({ toArray }, requests) => {
    const array: readonly Item[] = (await toArray?.(3)) ?? []
    // The server ignores the page size that was asked for.
    return array.map(({ id }) => id).join() === 'i1,i2,i3' && requests() === 2
  })
  await using('listTotal', async ({ totalCount }) => (await totalCount?.()) === 6)
}
