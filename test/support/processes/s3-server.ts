// A real S3 service for one test file, from system packages (s3-up.sh).

import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { S3Settings } from '@latchkey/server/storage/blob-store.ts'
import { freePort } from './free-port.ts'

/** Whether the gateway and the daemons behind it are installed on this machine. */
export const hasS3 = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-mgr'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
)

export class S3Server implements AsyncDisposable {
  readonly settings: S3Settings
  readonly #folder: string

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.settings = {
      bucket: 'latchkey-test',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'APPKEY', secretAccessKey: 'APPSECRET' },
      prefix: 'tests/',
    }
  }

  /** Resolves when the service accepts requests. Takes some 15 seconds. */
  static async start(): Promise<S3Server> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-s3-'))
    const ports = [await freePort(), await freePort(), await freePort()]
    const server = new S3Server(folder, ports[0] ?? 0)
    try {
      await promisify(execFile)(join(import.meta.dirname, 's3-up.sh'), [folder, ...ports.map(String)])
      return server
    } catch (error) {
      await server[Symbol.asyncDispose]()
      throw error
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const run = join(this.#folder, 'run')
    const names = await readdir(run).catch(() => [])
    for (const name of names.filter((one) => one.endsWith('.pid')))
      await end(Number(await readFile(join(run, name), 'utf8')))
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Only the processes of this folder, by their ids. */
async function end(pid: number): Promise<void> {
  if (!Number.isInteger(pid) || pid <= 1) return
  for (;;) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      return
    }
    await pause(20)
  }
}
