// Random pauses where a race is lost or won, in the checker's own database: after the door and before the proof, and
// after the proof and before the commit. The same triggers tell what only the database sees.

import type { World } from '../world.ts'

export interface Pauses {
  /** Milliseconds at most. */
  readonly beforeProof: number
  readonly beforeCommit: number
}

export async function installPauses(world: World, { beforeProof, beforeCommit }: Pauses): Promise<void> {
  await world.sql(`
    -- A sequence, since a rollback takes nothing back from it.
    CREATE SEQUENCE tried;
    CREATE TABLE committed_dead (submission_id text);

    CREATE FUNCTION pause_before_proof() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM nextval('tried');
      PERFORM pg_sleep(random() * ${beforeProof / 1000});
      RETURN NEW;
    END $$;
    CREATE TRIGGER pause_before_proof BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION pause_before_proof();

    CREATE FUNCTION pause_before_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(random() * ${beforeCommit / 1000});
      -- Seen here, what was taken away is committed, and we are about to commit after it.
      INSERT INTO committed_dead
        SELECT NEW.id FROM api_key k JOIN relationship r ON r.id = k.relationship_id
        WHERE r.id = NEW.relationship_id AND (k.state <> 'ACTIVE' OR r.status <> 'ACTIVE');
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER pause_before_commit AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION pause_before_commit()`)
}

/** Submissions that went past the door, into the database and not out of it again: refused at the proof. */
export async function countRefusedAtProof(world: World): Promise<number> {
  const [row] = await world.sql(`
    SELECT (CASE WHEN is_called THEN last_value ELSE 0 END - (SELECT count(*) FROM submission))::int AS refused
    FROM tried`)
  return row.refused
}

/** Submissions that were committed although the deletion of their key was there to be seen. */
export async function countCommittedDead(world: World): Promise<number> {
  const [row] = await world.sql('SELECT count(*)::int AS count FROM committed_dead')
  return row.count
}
