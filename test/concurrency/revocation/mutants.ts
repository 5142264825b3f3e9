// The fence with one thing wrong: what the checker must be able to tell from the fence as it is.

import type { ReverifyOrder } from '@latchkey/schema/transaction/transaction.ts'
import type { World } from '../../support/world.ts'

export type MutantName = 'last' | 'start'

/** Null: as the product does it. */
export const mutants: Record<MutantName, ReverifyOrder | null> = {
  last: null,
  // Before the act, and a check only: its locks are given back. (Locks that were kept until the commit would fence just
  // as well from there, only longer.)
  async start(tx, act, prove) {
    await tx.$executeRaw`SAVEPOINT checked`
    await prove()
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT checked`
    return act()
  },
}

/** The proof says yes to whoever was admitted before, with the role of then, and takes no locks. */
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

/** The proof stands at the end, and looks afresh, but nobody waits for anybody. */
export async function disableLocks(world: World): Promise<void> {
  for (const lock of ['revocation_lock', 'revocation_lock_shared'])
    await world.sql(`
      CREATE OR REPLACE FUNCTION ${lock}(p_id text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
      END $$`)
}

/** Whoever looks a credential up, at the door or once more before an answer leaves, sees the roles of before. */
export async function useStaleRoles(world: World): Promise<void> {
  await world.sql(`
    CREATE TABLE role_before AS SELECT id, role::text FROM "user";
    ALTER VIEW credential RENAME TO credential_now;
    CREATE VIEW credential AS
      SELECT (jsonb_populate_record(c, jsonb_build_object('role', b.role))).*
      FROM credential_now c LEFT JOIN role_before b ON b.id = c.user_id`)
}
