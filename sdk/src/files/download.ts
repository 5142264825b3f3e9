// openDownload: starts a download from a signed address. Used by documents.ts.

import { DownloadBody, type DownloadRequest, differs, sizeOf } from './download-body.ts'
import { lastPart } from './file-content.ts'
import { type SavedFile, saveFile } from './save-file.ts'
import { sha256OfBlob } from './sha256.ts'

/** A file whose content is not read yet. Read `stream` or call `blob()` or `toFile()`, once. */
export interface Download {
  /** Name of the file, without folders. */
  readonly fileName: string
  /** Media type, such as `application/pdf`. */
  readonly mediaType: string
  /** Size in bytes. Null for a ZIP, which is made while it is sent. */
  readonly byteSize: number | null
  /** SHA-256 of the content, 64 hex digits. Null for a ZIP. */
  readonly sha256: string | null
  /**
   * The content. After a broken connection it continues where it broke, at most `maxRetries` times. It fails
   * with a `LatchkeyConnectionError` if that does not help, or if the content is not that of the document.
   */
  readonly stream: ReadableStream<Uint8Array>
  /** Reads the whole content into memory. */
  readonly blob: () => Promise<Blob>
  /**
   * Saves the content, in Node, Deno and Bun. `path` is a file or an existing folder. The content gets a
   * temporary name beside it until it is whole and verified. Rejects if the file exists, unless you pass
   * `overwrite: true`.
   */
  readonly toFile: (
    path: string,
    options?: { readonly overwrite?: boolean | undefined },
  ) => Promise<SavedFile>
}

export async function openDownload(request: DownloadRequest): Promise<Download> {
  const body = new DownloadBody(request)
  const { response, remote, origin } = await body.open(0)
  const { headers } = response
  const { sha256 } = remote
  const byteSize = remote.byteSize ?? sizeOf(response)
  const mediaType = headers.get('content-type') ?? 'application/octet-stream'
  const fileName = fileNameIn(headers.get('content-disposition')) ?? remote.fileName
  return {
    fileName,
    mediaType,
    byteSize,
    sha256,
    stream: streamOf(body),
    async blob() {
      let parts: Uint8Array<ArrayBuffer>[] = []
      const restart = async () => {
        parts = []
      }
      for await (const chunk of body.chunks(restart)) parts.push(new Uint8Array(chunk))
      const blob = new Blob(parts, { type: mediaType })
      if (sha256 === null || body.isVerified) return blob
      if (((await sha256OfBlob(blob)) ?? sha256) !== sha256) throw differs({ origin })
      return blob
    },
    async toFile(path, { overwrite = false } = {}) {
      try {
        const saved = await saveFile(path, fileName, overwrite, (restart) => body.chunks(restart))
        return { ...saved, fileName, mediaType, sha256 }
      } finally {
        body.stop()
      }
    },
  }
}

function streamOf(body: DownloadBody): ReadableStream<Uint8Array> {
  const chunks = body.chunks()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        body.stop()
        await chunks.return()
      },
    },
    { highWaterMark: 0 },
  )
}

/** The file name of a Content-Disposition header, without folders. */
function fileNameIn(disposition: string | null): string | null {
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(disposition ?? '') ?? []
  const [, quoted, plain] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '') ?? []
  const name = decoded(encoded) ?? quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
  return lastPart(name ?? '') || null
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return undefined
  }
}
