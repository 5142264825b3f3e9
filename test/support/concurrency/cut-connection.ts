// A TCP proxy that cuts the connection on demand, to simulate network failures.

import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

export interface Cable extends AsyncDisposable {
  /** The target address, through this proxy. */
  readonly url: string
  /** How many times the proxy cut a connection. */
  readonly cuts: number
  /** The bytes that were lost when the proxy cut the connection. */
  readonly lost: string
}

/**
 * @param cutAfter receives what one side sent. When it returns true, the proxy drops the other side's reply
 * and closes the connection.
 */
export async function openCable(url: string, cutAfter: (said: string) => boolean): Promise<Cable> {
  const to = new URL(url)
  let [cuts, lost] = [0, '']
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    let cutting = false
    near.on('data', (chunk) => {
      cutting ||= cutAfter(chunk.toString('latin1'))
      far.write(chunk)
    })
    far.on('data', (chunk) => {
      if (!cutting) return near.write(chunk)
      cuts += 1
      lost += chunk.toString('latin1')
      near.resetAndDestroy()
      return far.destroy()
    })
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const by = new URL(url)
  by.hostname = '127.0.0.1'
  by.port = String((server.address() as AddressInfo).port)
  return {
    url: by.href.replace(/\/$/, ''),
    get cuts() {
      return cuts
    },
    get lost() {
      return lost
    },
    async [Symbol.asyncDispose]() {
      server.close()
    },
  }
}
