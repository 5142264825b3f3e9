// A stopping server still answers /metrics on existing connections.

import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createWorld } from '../../support/world.ts'

test('completes a running scrape while the server drains', async () => {
  await using world = await createWorld()
  const { port, host } = new URL(world.url)
  const socket = connect(Number(port), '127.0.0.1')
  // The response to the first request shows that the server has read the beginning of the second.
  socket.write(`GET /health HTTP/1.1\r\nhost: ${host}\r\n\r\nGET /metrics HTTP/1.1\r\nhost: ${host}\r\n`)
  await once(socket, 'data')
  const drained = world.servers[0]?.drain()
  socket.write('\r\n')
  const answer = await text(socket)
  await drained
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*latchkey_reverifications_total/)
  expect(answer).toContain('connection: close')
})
