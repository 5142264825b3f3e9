// Mutants: weaker SQL, installed in the checker's own database, that the revocation checker must detect.

import type { World } from '../../support/world.ts'

/**
 * The credential re-verification accepts every credential that passed authentication, with the role from then, and
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

/**
 * The credential is re-verified before the mutation writes, as a check only: without locks. (Locks kept until
 * the commit would be just as safe from there, but held longer.)
 * @param table of the first row that a mutation writes
 */
export async function reverifyAtStart(
  world: World,
  table: 'submission' | 'event' = 'submission',
): Promise<void> {
  await disableReverification(world)
  await world.sql(`
    ALTER FUNCTION reverify_credential(bytea, text[]) RENAME TO accept_credential;
    CREATE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
    LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      IF current_setting('mutant.active_at_start', true) = 'false' THEN RETURN; END IF;
      RETURN QUERY SELECT * FROM accept_credential(p_digest, p_exclusive);
    END $$;
    CREATE FUNCTION check_at_start() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM set_config('mutant.active_at_start', EXISTS (
        SELECT FROM api_key k JOIN relationship r ON r.id = k.relationship_id
        WHERE r.id = NEW.relationship_id AND k.state = 'ACTIVE' AND r.status = 'ACTIVE')::text, true);
      RETURN NEW;
    END $$;
    -- Triggers fire in the order of their names: this one before the random pause.
    CREATE TRIGGER check_at_start BEFORE INSERT ON ${table} FOR EACH ROW WHEN (NEW.relationship_id IS NOT NULL)
      EXECUTE FUNCTION check_at_start()`)
}

/** The credential re-verification runs last and reads fresh data, but takes no locks. */
export async function disableLocks(world: World): Promise<void> {
  for (const lock of ['revocation_lock', 'revocation_lock_shared'])
    await world.sql(`
      CREATE OR REPLACE FUNCTION ${lock}(p_id text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
      END $$`)
}

/** Credential lookups, at authentication and before a response, see the old roles. */
export async function useStaleRoles(world: World): Promise<void> {
  await world.sql(`
    CREATE TABLE role_before AS SELECT id, role::text FROM "user";
    ALTER VIEW credential RENAME TO credential_now;
    CREATE VIEW credential AS
      SELECT (jsonb_populate_record(c, jsonb_build_object('role', b.role))).*
      FROM credential_now c LEFT JOIN role_before b ON b.id = c.user_id`)
}
