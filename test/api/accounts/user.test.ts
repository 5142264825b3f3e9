// user and users: every signed-in user sees the users of their funder, in either environment.

import { expect, test } from 'vitest'
import { outcome } from '../../support/graphql-result.ts'
import { createWorld } from '../../support/world.ts'

const USERS = `query ($first: Int, $after: String, $filter: UserFilter) {
  users(first: $first, after: $after, filter: $filter) {
    nodes { id username name email role status createdAt } totalCount pageInfo { hasNextPage endCursor }
  }
}`

test('lists the funder’s own users, by page and by filter', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const [vera, dana] = [await funder.logsIn({ role: 'VIEWER' }), await funder.logsIn({ role: 'DEVELOPER' })]
  const stranger = await world.funder()
  await stranger.logsIn({ role: 'ADMIN' })

  const list = async (variables: object) => (await vera.query(USERS, variables)).body.data.users
  const ids = (page: { nodes: { id: string }[] }) => page.nodes.map(({ id }) => id)
  expect(ids(await list({}))).toEqual([dana.userId, vera.userId, funder.ownerId])
  expect((await list({})).totalCount).toBe(3)
  const first = await list({ first: 2 })
  expect(first.pageInfo.hasNextPage).toBe(true)
  expect(ids(await list({ first: 2, after: first.pageInfo.endCursor }))).toEqual([funder.ownerId])
  expect(ids(await list({ filter: { role: 'OWNER' } }))).toEqual([funder.ownerId])
  expect(ids(await list({ filter: { status: 'DISABLED' } }))).toEqual([])

  const one = 'query ($id: ID!) { user(id: $id) { username } }'
  expect((await vera.query(one, { id: dana.userId })).body.data.user.username).toBe(dana.username)
  for (const id of [stranger.ownerId, 'nonsense'])
    expect(outcome(await vera.query(one, { id })), id).toBe('404 NOT_FOUND')
})
