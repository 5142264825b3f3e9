// UploadMeter: adds up the progress of several files. Used by document-upload.ts.

import type { UploadProgress } from './upload-types.ts'

interface Entry {
  readonly fileName: string
  readonly byteSize: number
  sent: number
}

export class UploadMeter {
  readonly #files = new Map<number, Entry>()
  readonly #onProgress: ((progress: UploadProgress) => void) | undefined
  readonly #signal: AbortSignal | undefined
  #sent = 0
  #total = 0

  constructor(onProgress: ((progress: UploadProgress) => void) | undefined, signal: AbortSignal | undefined) {
    this.#onProgress = onProgress
    this.#signal = signal
  }

  add(index: number, fileName: string, byteSize: number): void {
    this.#files.set(index, { fileName, byteSize, sent: 0 })
    this.#total += byteSize
  }

  /** A transfer that starts again reports nothing until it has sent more than before. */
  report(index: number, sent: number): void {
    const file = this.#files.get(index)
    if (file === undefined || sent <= file.sent) return
    this.#sent += sent - file.sent
    file.sent = sent
    this.#notify(index, file)
  }

  /** The rest of the file will not be sent, so it no longer belongs to the total. */
  fail(index: number): void {
    const file = this.#files.get(index)
    if (file === undefined || file.sent === file.byteSize) return
    this.#total -= file.byteSize - file.sent
    try {
      if (this.#sent > 0) this.#notify(index, file)
    } catch {
      // An error of the callback must not stop the other files. It may be the reason why this one failed.
    }
  }

  #notify(index: number, { fileName, sent, byteSize }: Entry): void {
    // After an abort, the call has ended.
    if (this.#signal?.aborted) return
    const file = { index, fileName, sent, total: byteSize }
    this.#onProgress?.({ sent: this.#sent, total: this.#total, file })
  }
}
