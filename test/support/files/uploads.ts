// Uploads files as a program does: request a place, send the bytes, complete the upload.

import type { Answer } from '../world.ts'

/** Anybody who can send GraphQL documents. */
export interface Uploader {
  query(query: string, variables?: object): Promise<Answer>
}

export interface Place {
  readonly id: string
  readonly url: string
  readonly method: string
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly expiresAt: string
}

const REQUEST = `mutation ($input: RequestDocumentUploadInput!) { requestDocumentUpload(input: $input) {
  id url method headers { name value } expiresAt
} }`

const COMPLETE = `mutation ($input: CompleteDocumentUploadInput!) { completeDocumentUpload(input: $input) {
  id status class periodMonth accountLast4 fileName mediaType byteSize sha256 hasActiveContent
} }`

export function requestsUpload(who: Uploader, input: object): Promise<Answer> {
  return who.query(REQUEST, { input: { fileName: 'statement.pdf', ...input } })
}

export async function placeFor(
  who: Uploader,
  submissionId: string,
  byteSize: number,
  more: object = {},
): Promise<Place> {
  const { body } = await requestsUpload(who, { submissionId, byteSize, ...more })
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  return body.data.requestDocumentUpload
}

/** Sends the bytes to a place. fetch sets the content-length itself. */
export function sends({ url, method }: Pick<Place, 'url' | 'method'>, bytes: Buffer): Promise<Response> {
  return fetch(url, { method, body: new Uint8Array(bytes) })
}

/** Returns the id of an upload whose bytes were sent. */
export async function sendsBytes(
  who: Uploader,
  submissionId: string,
  bytes: Buffer,
  more: object = {},
): Promise<string> {
  const place = await placeFor(who, submissionId, bytes.length, more)
  const response = await sends(place, bytes)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return place.id
}

export function completes(who: Uploader, uploadId: string): Promise<Answer> {
  return who.query(COMPLETE, { input: { uploadId } })
}

/** Returns the id of the new document. */
export async function uploads(
  who: Uploader,
  submissionId: string,
  bytes: Buffer,
  more: object = {},
): Promise<string> {
  const { body } = await completes(who, await sendsBytes(who, submissionId, bytes, more))
  if (body.errors) throw new Error(JSON.stringify(body.errors))
  return body.data.completeDocumentUpload.id
}

export async function downloadUrl(who: Uploader, id: string): Promise<string> {
  const { body } = await who.query('query ($id: ID!) { document(id: $id) { download { url } } }', { id })
  return body.data.document.download.url
}
