// TestStorage: keeps uploaded bytes in memory and serves them at "signed" addresses. Used by test-server.ts.

const ORIGIN = 'https://storage.latchkey.test'

interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly fileName: string
  readonly mediaType: string
}

export class TestStorage {
  readonly #uploads = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly #files = new Map<string, StoredFile>()

  uploadUrl(uploadId: string): string {
    return `${ORIGIN}/uploads/${uploadId}`
  }

  downloadUrl(documentId: string): string {
    return `${ORIGIN}/documents/${documentId}`
  }

  /** The bytes that were sent to the address of an upload. */
  uploaded(uploadId: string): Uint8Array<ArrayBuffer> | undefined {
    return this.#uploads.get(uploadId)
  }

  keep(documentId: string, file: StoredFile): void {
    this.#files.set(documentId, file)
  }

  /** The bytes of a document. */
  bytes(documentId: string): Uint8Array<ArrayBuffer> | undefined {
    return this.#files.get(documentId)?.bytes
  }

  async respond({ origin, pathname }: URL, { method, body }: RequestInit): Promise<Response> {
    const [, folder, id = ''] = pathname.split('/')
    if (origin !== ORIGIN) return new Response(null, { status: 404 })
    if (folder === 'uploads' && method === 'PUT') {
      this.#uploads.set(id, new Uint8Array(await new Response(body ?? '').arrayBuffer()))
      return new Response(null)
    }
    const file = folder === 'documents' ? this.#files.get(id) : undefined
    if (file === undefined) return new Response(null, { status: 404 })
    return new Response(file.bytes, {
      headers: {
        'content-type': file.mediaType,
        'content-length': String(file.bytes.byteLength),
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      },
    })
  }

  clear(): void {
    this.#uploads.clear()
    this.#files.clear()
  }
}
