// Forges signed addresses: tokens on other routes, with ids of other submissions, and with changed bytes.

import { eachOf, type ProbeClient } from './probe-client.ts'
import type { Caller } from './tenants.ts'

interface Found {
  /** Number of addresses that opened their object. */
  readonly opened: number
  /** Number of forged addresses. */
  readonly tried: number
  readonly crossings: readonly string[]
}

const ADDRESSES = `{ submissions(first: 10) { nodes {
  id documentsArchive { url } documents(first: 5) { nodes { id download { url } } }
} } }`
const REQUEST = `mutation ($id: ID!) { requestDocumentUpload(input: {
  submissionId: $id, fileName: "a.pdf", byteSize: 10
}) { url } }`

interface Signed {
  readonly kind: 'archive' | 'document' | 'upload'
  readonly url: string
  /** The submission of an archive. */
  readonly submissionId: string
}

/**
 * Every address that the caller gets for its own objects, and all forgeries of it.
 * @param submissions of all tenants
 * @param mark in the content of every document of the caller
 */
export async function tryForgeries(
  client: ProbeClient,
  caller: Caller,
  submissions: readonly string[],
  mark: string,
): Promise<Found> {
  let [opened, tried] = [0, 0]
  const crossings: string[] = []
  // Nobody sends a credential to a signed address.
  const stranger = { name: `an address of ${caller.name}`, headers: {} }
  const signed = await addressesOf(client, caller)
  await eachOf(signed, async (one) => {
    if (one.kind !== 'upload') {
      const { status, text } = await client.get(stranger, one.url)
      const isOwn = status === 200 && (one.kind === 'archive' || text.includes(mark))
      if (isOwn) opened += 1
      else crossings.push(`${stranger.name} does not open its own object: ${status}`)
    }
    for (const forged of forgeriesOf(client.url, one, submissions)) {
      tried += 1
      const isUpload = new URL(forged).pathname.startsWith('/blobs/')
      const { status } = isUpload ? await client.put(stranger, forged) : await client.get(stranger, forged)
      if (status < 400) crossings.push(`${stranger.name}: ${one.kind} opens ${new URL(forged).pathname}`)
    }
  })
  return { opened, tried, crossings }
}

async function addressesOf(client: ProbeClient, caller: Caller): Promise<Signed[]> {
  const { data } = JSON.parse((await client.ask(caller, ADDRESSES)).text)
  const signed: Signed[] = []
  for (const { id: submissionId, documentsArchive, documents } of data.submissions.nodes) {
    if (documentsArchive) signed.push({ kind: 'archive', url: documentsArchive.url, submissionId })
    for (const { download } of documents.nodes)
      if (download) signed.push({ kind: 'document', url: download.url, submissionId })
    const requested = JSON.parse((await client.ask(caller, REQUEST, { id: submissionId })).text)
    const upload = requested.data?.requestDocumentUpload
    if (upload) signed.push({ kind: 'upload', url: upload.url, submissionId })
  }
  return signed
}

function* forgeriesOf(base: string, { kind, url, submissionId }: Signed, submissions: readonly string[]) {
  const token = new URL(url).searchParams.get('signature') ?? new URL(url).pathname.split('/').at(-1) ?? ''
  const routes = { document: '/documents/', upload: '/blobs/' } as const
  const archive = (id: string, text: string) => `${base}/submissions/${id}/documents.zip?signature=${text}`
  for (const [of, route] of Object.entries(routes)) if (of !== kind) yield `${base}${route}${token}`
  for (const id of submissions) if (kind !== 'archive' || id !== submissionId) yield archive(id, token)
  for (const changed of changesOf(token))
    yield kind === 'archive' ? archive(submissionId, changed) : `${base}${routes[kind]}${changed}`
}

/** The token with one character changed in each of its parts: header, nonce, content, tag. */
function* changesOf(token: string): Generator<string> {
  const parts = token.split('.')
  for (const [index, part] of parts.entries()) {
    if (part === '') continue
    const middle = Math.floor(part.length / 2)
    const other = part[middle] === 'A' ? 'B' : 'A'
    const changed = part.slice(0, middle) + other + part.slice(middle + 1)
    yield parts.with(index, changed).join('.')
  }
}
