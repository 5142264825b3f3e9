// A connection that loses every third response after the server's work: nothing is lost or doubled.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Latchkey } from '@latchkey/sdk'
import { expect, test } from 'vitest'
import { createWorld } from '../../support/world.ts'

interface Line extends AsyncDisposable {
  readonly url: string
  readonly lost: () => number
}

/** A proxy in front of a server. Every second response that it loses breaks off in the middle. */
async function badLine(to: string): Promise<Line> {
  let answers = 0
  let lost = 0
  const line = createServer(async (request, response) => {
    const headers = Object.entries(request.headersDistinct).flatMap(([name, values = []]) =>
      /^(?:host|connection|content-length|transfer-encoding)$/.test(name)
        ? []
        : values.map((value): [string, string] => [name, value]),
    )
    const body = await buffer(request)
    const answer = await fetch(`${to}${request.url}`, { method: 'POST', headers, body })
    const text = await answer.text()
    const type = { 'content-type': answer.headers.get('content-type') ?? '' }
    answers += 1
    if (answers % 3 !== 0) response.writeHead(answer.status, type).end(text)
    else {
      lost += 1
      if (lost % 2 === 1) response.destroy()
      else response.writeHead(answer.status, type).write(text.slice(0, 20), () => response.destroy())
    }
  })
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  const address = line.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return {
    url: `http://127.0.0.1:${address.port}/graphql`,
    lost: () => lost,
    async [Symbol.asyncDispose]() {
      line.closeAllConnections()
      await new Promise((resolve) => line.close(resolve))
    },
  }
}

const pause = async () => {}

test('100 creations with lost responses create 100 submissions', async () => {
  await using world = await createWorld()
  const broker = await (await world.funder()).broker('bee.example')
  await using line = await badLine(world.url)
  const latchkey = new Latchkey({ apiKey: broker.secret, url: line.url, pause })
  const names = Array.from({ length: 100 }, (_, index) => `Application number ${index}`)
  const ids: string[] = []
  for (const name of names) {
    const submission = await latchkey.submissions.create({ name })
    expect(submission.name).toBe(name)
    ids.push(submission.id)
  }
  expect(line.lost()).toBeGreaterThan(40)
  const kept = await world.sql('SELECT id, name FROM submission ORDER BY created_at, id')
  expect(kept.map(({ name }) => name)).toEqual(names)
  expect(kept.map(({ id }) => id)).toEqual(ids)

  // Reads go through the same proxy.
  const seen = await Array.fromAsync(latchkey.submissions.list({ first: 9 }))
  expect(seen.map(({ id }) => id)).toEqual(ids.toReversed())
})

test('creates, rotates and deletes each key once, and every returned secret works', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  await using line = await badLine(world.url)
  const url = line.url
  const latchkey = new Latchkey({ apiKey: funder.secret, url, pause })
  for (let number = 0; number < 6; number += 1) {
    const domain = `broker-${number}.example`
    await world.directory.know(domain)
    const given = await latchkey.apiKeys.createForBroker({ email: `sam@${domain}` })
    const broker = new Latchkey({ apiKey: given.secret, url, pause })
    expect((await broker.viewer()).apiKey?.id).toBe(given.apiKey.id)
    const { secret } = await latchkey.apiKeys.rotate(given.apiKey.id)
    const after = new Latchkey({ apiKey: secret, url, pause })
    expect((await after.viewer()).apiKey?.id).toBe(given.apiKey.id)
    await latchkey.apiKeys.finishRotation(given.apiKey.id)
    const { secrets } = await latchkey.apiKeys.get(given.apiKey.id)
    expect(secrets.map(({ state }) => state)).toEqual(['CURRENT'])
    expect(await latchkey.apiKeys.delete(given.apiKey.id)).toMatchObject({ state: 'DELETED' })
    await expect(after.viewer()).rejects.toMatchObject({ code: 'API_KEY_INVALID' })
  }
  expect(line.lost()).toBeGreaterThan(12)
  expect(await world.sql(`SELECT count(*)::int AS keys FROM api_key WHERE kind = 'BROKER'`)).toEqual([
    { keys: 6 },
  ])
})
