// Doctor checks of DATA_DIR: free disk space, and file permissions that keep other users out.

import type { Stats } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { type Finding, failed, passed } from './finding.ts'

const MIN_FREE = 1_000_000_000
const SECRET_FILES = ['auth.secret', 'encryption.key', 'demo.env', 'postgres-password']

export async function checkFolder({ dataDir, databaseUrl }: Config): Promise<Finding[]> {
  const folder = await look(dataDir)
  if (folder === null) {
    const message = `${dataDir} does not exist`
    return [
      databaseUrl === null
        ? failed('data', `${message} yet. Start the server to create it.`)
        : passed('data', `${message} and is not needed`),
    ]
  }
  const findings: Finding[] = []
  if ((folder.mode & 0o022) !== 0)
    findings.push(failed('data', `other users can change files in ${dataDir}. Run: chmod 700 ${dataDir}`))
  const { bavail, bsize } = await statfs(dataDir)
  const free = `${((bavail * bsize) / 1e9).toFixed(1)} GB free in ${dataDir}`
  findings.push(
    bavail * bsize < MIN_FREE ? failed('disk', `${free}. Free up at least 1 GB.`) : passed('disk', free),
  )
  for (const name of SECRET_FILES) findings.push(...(await checkSecretFile(join(dataDir, name), name)))
  return findings
}

async function checkSecretFile(path: string, name: string): Promise<Finding[]> {
  const file = await look(path)
  if (file === null) return []
  if ((file.mode & 0o077) === 0) return [passed(name, 'accessible only to its owner')]
  return [failed(name, `other users can access it. Run: chmod 600 ${path}`)]
}

async function look(path: string): Promise<Stats | null> {
  return stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
}
