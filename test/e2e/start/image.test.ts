// The content of the container image: read-only files, an unprivileged user, one writable folder.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from '../../contracts/source.ts'
import { createDatabase } from '../../support/database.ts'
import { runPnpm } from '../../support/processes/pnpm.ts'

const run = promisify(execFile)

// The user `nobody`. Only root can run a program as another user.
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {}

/** The JSON form of an instruction of the Dockerfile. */
async function instruction(name: string): Promise<string[]> {
  const dockerfile = await readFile(join(ROOT, 'Dockerfile'), 'utf8')
  const all = [...dockerfile.replaceAll('\\\n', '').matchAll(/^(?:HEALTHCHECK .*)?([A-Z]+) (\[.*\])$/gm)]
  const found = all.filter(([line]) => line.startsWith(name)).at(-1)
  return JSON.parse(found?.[2] ?? '[]')
}

test.skipIf(process.platform === 'win32')(
  'the files of the image run read-only, as an unprivileged user',
  {
    timeout: 300_000,
  },
  async () => {
    await using left = new AsyncDisposableStack()
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-image-'))
    const app = join(folder, 'app')
    left.defer(async () => {
      await run('chmod', ['-R', 'u+w', folder])
      await rm(folder, { recursive: true })
    })
    await runPnpm(['build:server', app])
    await chmod(folder, 0o755)
    await run('chmod', ['-R', 'a-w,a+rX', app])
    // The checkout, and Node with it, can be in a folder that only its owner may enter.
    const node = join(folder, 'node')
    await copyFile(process.execPath, node, constants.COPYFILE_FICLONE)
    const dataDir = join(folder, 'data')
    await mkdir(dataDir)
    if (isRoot) await chown(dataDir, NOBODY, NOBODY)
    const as = { cwd: app, ...user }

    const writing = `require('node:fs').writeFileSync(${JSON.stringify(join(app, 'server/new'))}, '')`
    await expect(run(node, ['-e', writing], as)).rejects.toThrow('EACCES')

    const database = left.use(await createDatabase())
    const env = { DATABASE_URL: database.url, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0' }
    const [, ...main] = await instruction('CMD')
    expect(main).toEqual(['server/src/main.ts'])
    const server = spawn(node, main, { ...as, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const closed = once(server, 'close')
    left.defer(async () => {
      server.kill('SIGKILL')
      await closed
    })
    let output = ''
    const address = await new Promise<string>((resolve, reject) => {
      for (const stream of [server.stdout, server.stderr])
        stream.on('data', (chunk) => {
          output += chunk
          const found = /"address":"([^"]+)"/.exec(output)?.[1]
          if (found !== undefined) resolve(found)
        })
      server.on('close', () => reject(new Error(`The server ended:\n${output}`)))
    })

    const ready = await fetch(`${address}/ready`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', database: true, writable: true, draining: false },
    ])
    expect((await fetch(`${address}/graphiql`)).status).toBe(200)
    expect((await fetch(`${address}/graphql`, { method: 'POST' })).status).toBe(401)

    const [, ...check] = await instruction('HEALTHCHECK')
    expect(check).toHaveLength(2)
    await run(node, check, { ...as, env: { PORT: new URL(address).port } })
    await expect(run(node, check, { ...as, env: { PORT: '1' } })).rejects.toMatchObject({ code: 1 })

    const admin = ['server/src/cli/latchkey-admin.ts', 'funder', 'list', '--json']
    const { stdout } = await run(node, admin, { ...as, env })
    expect(JSON.parse(stdout)).toBeTruthy()

    server.kill('SIGTERM')
    await closed
    expect(server.exitCode, output).toBe(0)
    expect(await readdir(dataDir)).toContain('auth.secret')
  },
)
