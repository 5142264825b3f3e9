// sendHealth (process responds), sendReadiness (not draining, database writable). For router.ts.

import type { ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import { send } from '../http-response.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

export function sendHealth(res: ServerResponse): void {
  send(res, 200, JSON_TYPE, '{"status":"ok"}')
}

export async function sendReadiness(
  res: ServerResponse,
  { credentialPool, canWrite }: Pick<Database, 'credentialPool' | 'canWrite'>,
  draining: boolean,
): Promise<void> {
  const [database, writable] = await Promise.all([
    credentialPool.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    canWrite(),
  ])
  const ready = database && writable && !draining
  send(
    res,
    ready ? 200 : 503,
    JSON_TYPE,
    JSON.stringify({ status: ready ? 'ready' : 'not ready', database, writable, draining }),
  )
}
