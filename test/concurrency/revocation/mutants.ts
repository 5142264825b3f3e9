// Weakened variants of the revocation lock that the revocation checker must detect.

import type { ReverifyOrder } from '@latchkey/schema/transaction/transaction.ts'
import type { World } from '../../support/world.ts'

export type MutantName = 'last' | 'start'

/** Null: the order that the product uses. */
export const mutants: Record<MutantName, ReverifyOrder | null> = {
  last: null,
  // Re-verifies before the mutation, as a check only: it gives up its locks. (Locks kept until the commit
  // would be just as safe from there, but held longer.)
  async start(tx, act, prove) {
    await tx.$executeRaw`SAVEPOINT checked`
    await prove()
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT checked`
    return act()
  },
}

/**
 * The credential re-check accepts every credential that passed authentication, with the role from then, and
 * takes no locks.
 */
export async function disableReverification(world: World): Promise<void> {
  await world.sql(`
    CREATE TABLE role_before AS SELECT id, role::text FROM "user";
    CREATE OR REPLACE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      v_row "credential"%ROWTYPE;
    BEGIN
      SELECT * INTO v_row FROM "credential" c WHERE c.digest = p_digest;
      IF NOT FOUND THEN RETURN; END IF;
      v_row.secret_state := 'CURRENT';
      v_row.key_state := 'ACTIVE';
      v_row.allow_list := '{}';
      v_row.scopes := enum_range(NULL::"Scope")::text[];
      v_row.session_ended := false;
      IF v_row.relationship_id IS NOT NULL THEN v_row.relationship_status := 'ACTIVE'; END IF;
      IF v_row.user_id IS NOT NULL THEN
        v_row.user_status := 'ACTIVE';
        SELECT b.role INTO v_row.role FROM role_before b WHERE b.id = v_row.user_id;
      END IF;
      RETURN NEXT v_row;
    END $$`)
}

/** The credential re-check runs last and reads fresh data, but takes no locks. */
export async function disableLocks(world: World): Promise<void> {
  for (const lock of ['revocation_lock', 'revocation_lock_shared'])
    await world.sql(`
      CREATE OR REPLACE FUNCTION ${lock}(p_id text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
      END $$`)
}

/** Credential look-ups, at authentication and before a response, see the old roles. */
export async function useStaleRoles(world: World): Promise<void> {
  await world.sql(`
    CREATE TABLE role_before AS SELECT id, role::text FROM "user";
    ALTER VIEW credential RENAME TO credential_now;
    CREATE VIEW credential AS
      SELECT (jsonb_populate_record(c, jsonb_build_object('role', b.role))).*
      FROM credential_now c LEFT JOIN role_before b ON b.id = c.user_id`)
}
