// Probes of key rotation, uploads, webhooks and the test double.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Adapter, Client, Upload } from './adapter.ts'
import { check, errorOf, type Finding, type Findings, nameOf } from './findings.ts'
import { serve } from './server.ts'

export async function probeRotation(adapter: Adapter, otherKey: string, findings: Findings): Promise<void> {
  await check(findings, 'keyFunction', async () => {
    await using server = await serve(adapter, () => 'ok')
    const keys = [adapter.key, otherKey]
    const client = adapter.create({ url: server.url, keyFunction: () => keys.shift() ?? otherKey })
    await client.read()
    await client.read()
    return JSON.stringify(server.received[1]?.headers).includes(otherKey)
  })
  await check(findings, 'keyList', async () => {
    await using server = await serve(adapter, (_nth, { headers }) =>
      JSON.stringify(headers).includes(otherKey) ? 'ok' : { status: 401 },
    )
    await adapter.create({ url: server.url, keyList: [adapter.key, otherKey] }).read()
    return server.received.length === 2
  })
  await check(findings, 'rotationDue', async () => {
    const limits = { 'key-rotation': `due=${new Date(Date.now() + 3_600_000).toISOString()}` }
    await using server = await serve(
      adapter,
      () => 'ok',
      () => limits,
    )
    const told: unknown[] = []
    const onRotationDue = (details: unknown) => told.push(details)
    await adapter.create({ url: server.url, key: adapter.key, onRotationDue }).read()
    return told.length === 1
  })
}

export async function probeUploads(adapter: Adapter, findings: Findings): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sdk-upload-'))
  const bytes = new TextEncoder().encode('%PDF-1.7 probe '.repeat(20_000))
  const blob = () => new Blob([bytes], { type: 'application/pdf' })
  const path = join(folder, 'probe.pdf')
  await writeFile(path, bytes)
  const uploads = (
    id: string,
    run: (upload: Upload, client: Client) => Promise<boolean | Finding> | undefined,
  ) =>
    check(findings, id, async () => {
      await using server = await serve(adapter, () => 'ok')
      const client = adapter.create({ url: server.url, key: adapter.key })
      const result = client.upload && (await run(client.upload, client))
      if (result === undefined) return { ok: false, note: 'no such function' }
      if (result !== true) return result
      // Whether the server has received the content.
      return server.received.some(({ body }) => body.length >= bytes.length)
    })
  await uploads('uploadPath', (upload) => upload.path?.(path).then(() => true))
  await uploads('uploadBlob', (upload) => upload.blob?.(blob()).then(() => true))
  await uploads('uploadStream', (upload) => upload.stream?.(blob().stream(), bytes.length).then(() => true))
  await uploads('uploadProgress', async (upload) => {
    const reports: (readonly [number, number])[] = []
    await upload.progress?.(blob(), (...report) => reports.push(report))
    const [sent, total] = reports.at(-1) ?? []
    return sent === bytes.length && total === bytes.length
  })
  await uploads('uploadMany', async (upload) => (await upload.many?.([blob(), blob(), blob()])) ?? false)
  await check(findings, 'downloadToFile', async () => {
    await using server = await serve(adapter, () => 'ok')
    const client = adapter.create({ url: server.url, key: adapter.key })
    const target = join(folder, 'downloaded')
    if (client.upload?.toFile === undefined) return { ok: false, note: 'no such function' }
    await client.upload.toFile(target)
    return (await readFile(target)).length > 0
  })
  await rm(folder, { recursive: true })
}

export async function probeWebhooks(adapter: Adapter, findings: Findings): Promise<void> {
  // The fields that any of the SDKs requires.
  const bodyAt = (at: Date) => {
    const times = { timestamp: at.toISOString(), webhookTimestamp: at.getTime() }
    return JSON.stringify({ id: 'evt_1', object: 'event', type: 'probe.created', data: {}, ...times })
  }
  const verifies = (id: string, expected: boolean, at: Date, change: (body: string) => string) =>
    check(findings, id, async () => {
      const webhook = await adapter.webhook?.()
      if (webhook === undefined) return { ok: false, note: 'no such function' }
      const headers = await webhook.sign(bodyAt(at), at)
      const error = await errorOf(() => webhook.verify(change(bodyAt(at)), headers))
      return { ok: (error === null) === expected, note: error === null ? undefined : nameOf(error) }
    })
  const told = (id: string, name: 'signsTests' | 'hasHandler') =>
    check(findings, id, async () => (await adapter.webhook?.())?.[name] === true)
  await told('webhookSigns', 'signsTests')
  await told('webhookHandler', 'hasHandler')
  const now = new Date()
  await verifies('webhookAccepts', true, now, (body) => body)
  await verifies('webhookRejects', false, now, (body) => body.replace('evt_1', 'evt_2'))
  await verifies('webhookOld', false, new Date(now.getTime() - 86_400_000), (body) => body)
  // A function that rejects everything does not verify.
  if (findings['webhookAccepts']?.ok !== true)
    for (const id of ['webhookRejects', 'webhookOld']) findings[id] = { ok: false }
}
