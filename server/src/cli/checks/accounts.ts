// Doctor checks of accounts: open PRODUCTION, funders without OWNER, and inconsistent rows.

import { resetCommand } from '../accounts/send-link.ts'
import { type Examine, type Finding, failed, passed, summarize } from './finding.ts'

type Named = { id: string; name: string }

export async function checkProduction(ask: Examine): Promise<Finding> {
  const open = await ask<Named>(
    'SELECT id, name FROM funder WHERE production_opened_at IS NOT NULL ORDER BY id',
  )
  return passed(
    'production',
    open.length === 0 ? 'not open for any funder' : `open for ${summarize(open.map(named))}`,
  )
}

export async function checkOwners(ask: Examine): Promise<Finding> {
  const without = await ask<Named>(
    `SELECT id, name FROM funder f WHERE NOT EXISTS (
       SELECT FROM "user" u WHERE u.funder_id = f.id AND u.role = 'OWNER' AND u.status <> 'DISABLED') ORDER BY id`,
  )
  if (without.length === 0) return passed('owners', 'every funder has an OWNER who is active or invited')
  return failed(
    'owners',
    `no active or invited OWNER: ${summarize(without.map(named))}. Nobody can manage their users. To make a user OWNER, run in psql: UPDATE "user" SET role = 'OWNER' WHERE username = '<user name>';`,
  )
}

/** Finds funders whose OWNERs all lack a password and a valid link, and of which at least one was invited. */
export async function checkInvitations(ask: Examine): Promise<Finding> {
  const lockedOut = await ask<Named & { username: string }>(
    `SELECT f.id, f.name, min(u.username) AS username
     FROM funder f
     JOIN "user" u ON u.funder_id = f.id AND u.role = 'OWNER' AND u.status <> 'DISABLED'
     LEFT JOIN password p ON p.user_id = u.id
     LEFT JOIN password_token t ON t.user_id = u.id
     GROUP BY f.id
     HAVING count(p.user_id) = 0
       AND bool_or(t.purpose = 'INVITATION') AND bool_and(t.expires_at IS NULL OR t.expires_at <= app_now())
     ORDER BY f.id`,
  )
  if (lockedOut.length === 0)
    return passed('invitations', 'no funder is locked out by an expired OWNER invitation')
  const funders = summarize(
    lockedOut.map(({ username, ...funder }) => `${named(funder)}: ${resetCommand(username)}`),
  )
  return failed(
    'invitations',
    `no OWNER has set a password, and the invitation has expired. To send a new link, run for ${funders}`,
  )
}

export async function checkEndedKeys(ask: Examine): Promise<Finding> {
  const keys = await ask<{ id: string }>(
    `SELECT k.id FROM api_key k JOIN relationship r ON r.id = k.relationship_id
     WHERE r.status = 'ENDED' AND k.state <> 'DELETED' ORDER BY k.id`,
  )
  if (keys.length === 0) return passed('ended', 'no ended relationship has a key')
  return failed(
    'ended',
    `keys of ended relationships are not deleted: ${summarize(keys.map(({ id }) => id))}. The server rejects them. To delete them, run in psql: UPDATE api_key k SET state = 'DELETED', deleted_at = app_now() FROM relationship r WHERE r.id = k.relationship_id AND r.status = 'ENDED' AND k.state <> 'DELETED';`,
  )
}

function named({ id, name }: Named): string {
  return `${name} (${id})`
}
