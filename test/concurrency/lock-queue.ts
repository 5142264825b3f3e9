// Signs in the database how a deletion and the writers of its key queue for the lock.
// Records when the deletion asked for its lock and got it, and for each commit its time and whether the
// deletion was in the queue by then.

import type { World } from '../support/world.ts'

export interface Passing {
  /** Milliseconds between the request for the lock and getting it. */
  readonly waited: number
  /** Commits of each writer in that time. */
  readonly commits: readonly number[]
}

/** @param pause milliseconds that each submission holds the lock before it commits */
export async function keepBook(world: World, pause: number): Promise<void> {
  await world.sql(`
    CREATE TABLE asked (id text, asked_at timestamptz, granted_at timestamptz);
    CREATE OR REPLACE FUNCTION revocation_lock(p_id text) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      v_asked_at timestamptz := clock_timestamp();
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(p_id, 0));
      INSERT INTO asked VALUES (p_id, v_asked_at, clock_timestamp());
    END $$;

    CREATE TABLE committed (api_key_id text, writer text, queued_since timestamptz, committed_at timestamptz);
    -- A submission has the name of its writer. The pause makes this run just before the commit.
    CREATE FUNCTION book() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      v_key text;
    BEGIN
      PERFORM pg_sleep(${pause / 1000});
      SELECT k.id INTO v_key FROM api_key k WHERE k.relationship_id = NEW.relationship_id ORDER BY k.id DESC LIMIT 1;
      INSERT INTO committed SELECT v_key, NEW.name, (
        SELECT l.waitstart FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.mode = 'ExclusiveLock' AND NOT l.granted
          AND l.classid::bigint << 32 | l.objid::bigint = hashtextextended(v_key, 0) LIMIT 1
      ), clock_timestamp();
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER book AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION book()`)
}

export async function readBook(world: World, apiKeyId: string): Promise<Passing> {
  // The OS can suspend a process between reading the clock and requesting the lock. PostgreSQL knows since
  // when a lock is waited for, and each commit has logged that.
  const rows = await world.sql(
    `WITH deletion AS (
       SELECT COALESCE((SELECT min(queued_since) FROM committed WHERE api_key_id = $1), min(asked_at)) AS asked_at,
              min(granted_at) AS granted_at
       FROM asked WHERE id = $1
     )
     SELECT extract(epoch FROM granted_at - asked_at)::float8 * 1000 AS waited,
            ARRAY(SELECT count(*)::int FROM committed
                  WHERE api_key_id = $1 AND committed_at > asked_at AND committed_at <= granted_at
                  GROUP BY writer) AS commits
     FROM deletion`,
    apiKeyId,
  )
  return rows[0]
}
