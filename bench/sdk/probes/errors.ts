// Probes of errors: classes, properties, and whether they tell what happened to a change.

import { inspect } from 'node:util'
import { type Adapter, property } from './adapter.ts'
import { check, errorOf, type Findings } from './findings.ts'
import { closedPort, INVALID_PATH, REQUEST_ID, type Reply, serve } from './server.ts'

export async function probeErrors(adapter: Adapter, findings: Findings): Promise<void> {
  const { key } = adapter
  const failed = async (reply: Reply, kind: 'read' | 'write' = 'write'): Promise<unknown> => {
    await using server = await serve(adapter, () => reply)
    const client = adapter.create({ url: server.url, key, maxRetries: 0, timeoutMs: 1_000 })
    const call = () =>
      kind === 'read' ? client.read({ maxRetries: 0 }) : client.write('text', { maxRetries: 0 })
    return await errorOf(call, 8_000)
  }
  const unreached = async () => {
    const client = adapter.create({ url: await closedPort(adapter), key, maxRetries: 0, timeoutMs: 1_000 })
    return await errorOf(() => client.write('text', { maxRetries: 0 }))
  }
  await check(findings, 'errorClasses', async () => {
    const names = new Set<string>()
    for (const status of [401, 403, 404, 409, 422, 429]) names.add(classOf(await failed({ status })))
    return { ok: names.size === 6, note: [...names].join(', ') }
  })
  await check(findings, 'errorConnection', async () => {
    const [status, lost] = [classOf(await failed({ status: 503 })), classOf(await failed('lost'))]
    return { ok: status !== lost && /connect|network/i.test(lost), note: lost }
  })
  await check(findings, 'errorTimeout', async () => {
    const late = await failed('hang')
    return { ok: /time/i.test(classOf(late)) || property(late, 'reason') === 'TIMEOUT', note: classOf(late) }
  })
  const error422 = await failed({ status: 422 })
  const has = (id: string, test: (error: unknown) => boolean) =>
    check(findings, id, async () => test(error422))
  await has('errorStatus', (error) => ['status', 'statusCode'].some((name) => property(error, name) === 422))
  await has('errorCode', (error) =>
    [error, property(error, 'error')].some((one) =>
      ['code', 'type'].some((name) => typeof property(one, name) === 'string'),
    ),
  )
  await has('errorRequestId', (error) =>
    ['requestId', 'requestID', 'request_id'].some((name) => property(error, name) === REQUEST_ID),
  )
  await has('errorPath', (error) => shown(error).includes(INVALID_PATH))
  await has('errorDocUrl', (error) => /https:\/\/docs\.example\/\w+/.test(shown(error)))
  await check(findings, 'errorRetryAfter', async () => {
    const error = await failed({ status: 429, headers: { 'retry-after': '7' } })
    const names = namesOf(error).filter((name) => /retry/i.test(name))
    const values = names.map((name) => property(error, name))
    return { ok: values.some((value) => value === 7 || value === 7_000), note: names.join(', ') }
  })
  await check(findings, 'errorRetryable', async () => {
    const errors = [await failed({ status: 503 }), error422] as const
    const names = namesOf(errors[0]).filter((name) => property(errors[0], name) === true)
    const told = names.filter(
      (name) => property(errors[1], name) === false && /retr|temporary|transient/i.test(name),
    )
    return { ok: told.length > 0, note: told.join(', ') }
  })
  await check(findings, 'errorJson', async () => {
    const message = error422 instanceof Error ? error422.message : ''
    return message !== '' && JSON.stringify(error422).includes(JSON.stringify(message).slice(1, -1))
  })
  await check(findings, 'maybeApplied', async () => {
    const [lost, refused] = [await failed('lost'), await unreached()]
    const names = namesOf(lost).filter(
      (name) => property(lost, name) === true && property(refused, name) === false,
    )
    return { ok: names.length > 0, note: names.join(', ') }
  })
  await check(findings, 'maybeAppliedStatus', async () => {
    const lost = await failed({ status: 503 })
    const names = namesOf(lost).filter(
      (name) => property(lost, name) === true && property(error422, name) === false,
    )
    const told = names.filter((name) => /appl|unknown|ambig|uncertain/i.test(name))
    return { ok: told.length > 0, note: told.join(', ') }
  })
}

function classOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : String(error)
}

/** Names of own and inherited properties. */
function namesOf(error: unknown): string[] {
  const names = new Set<string>()
  for (let one = error; typeof one === 'object' && one !== null && one !== Error.prototype; ) {
    for (const name of Object.getOwnPropertyNames(one)) names.add(name)
    one = Object.getPrototypeOf(one)
  }
  return [...names]
}

/** Everything that a program finds in an error. */
function shown(error: unknown): string {
  return inspect(error, { depth: 8, getters: true })
}
