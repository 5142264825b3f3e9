// What the rows tell: who may work in PRODUCTION, who has nobody to manage it, and what cannot be.

import { type Ask, type Finding, few, well, wrong } from './finding.ts'

type Named = { id: string; name: string }

export async function checkProduction(ask: Ask): Promise<Finding> {
  const open = await ask<Named>(
    'SELECT id, name FROM funder WHERE production_opened_at IS NOT NULL ORDER BY id',
  )
  return well('production', open.length === 0 ? 'open for no funder' : `open for ${few(open.map(named))}`)
}

export async function checkOwners(ask: Ask): Promise<Finding> {
  const without = await ask<Named>(
    `SELECT id, name FROM funder f WHERE NOT EXISTS (
       SELECT FROM "user" u WHERE u.funder_id = f.id AND u.role = 'OWNER' AND u.status = 'ACTIVE') ORDER BY id`,
  )
  if (without.length === 0) return well('owners', 'every funder has an active OWNER')
  return wrong(
    'owners',
    `no active OWNER: ${few(without.map(named))}. Nobody can manage its users: make one of them OWNER.`,
  )
}

export async function checkEndedKeys(ask: Ask): Promise<Finding> {
  const keys = await ask<{ id: string }>(
    `SELECT k.id FROM api_key k JOIN relationship r ON r.id = k.relationship_id
     WHERE r.status = 'ENDED' AND k.state <> 'DELETED' ORDER BY k.id`,
  )
  if (keys.length === 0) return well('ended', 'no relationship that has ended has a key')
  return wrong(
    'ended',
    `relationships have ended, and their keys are not deleted: ${few(keys.map(({ id }) => id))}. They are refused; delete them.`,
  )
}

function named({ id, name }: Named): string {
  return `${name} (${id})`
}
