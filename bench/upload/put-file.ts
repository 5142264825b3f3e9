// putFile: sends a file of random bytes with PUT, piece by piece, as fast as the server reads it.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'

const piece = randomBytes(256 * 1_024)

export function putFile(url: string, byteSize: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PUT', headers: { 'content-length': byteSize } }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`Expected status 200 for an upload, got ${response.statusCode}.`))
      })
    })
    sent.on('error', reject)
    const send = async () => {
      for (let left = byteSize; left > 0; left -= piece.length)
        if (!sent.write(piece.subarray(0, left))) await once(sent, 'drain')
      sent.end()
    }
    send().catch(reject)
  })
}
