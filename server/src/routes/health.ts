// Health (the process answers) and readiness (it takes requests, and its database answers).

import type { ServerResponse } from 'node:http'
import type { Database } from '@latchkey/prisma'
import { send } from '../answer.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

export function sendHealth(res: ServerResponse): void {
  send(res, 200, JSON_TYPE, '{"status":"ok"}')
}

export async function sendReadiness(
  res: ServerResponse,
  lookUps: Database['lookUps'],
  draining: boolean,
): Promise<void> {
  const database = await lookUps.query('SELECT 1').then(
    () => true,
    () => false,
  )
  const ready = database && !draining
  send(
    res,
    ready ? 200 : 503,
    JSON_TYPE,
    JSON.stringify({ status: ready ? 'ready' : 'not ready', database, draining }),
  )
}
