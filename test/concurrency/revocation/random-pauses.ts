// Random pauses in the revocation checker's database, at the points where a race is decided.
// They run between authentication and the credential re-verification, and between the re-verification and the commit. The
// same triggers record what only the database can see.

import type { World } from '../../support/world.ts'

export interface Pauses {
  /** Maximum, in milliseconds. */
  readonly beforeReverification: number
  readonly beforeCommit: number
}

/** Installs the pauses for submissions. */
export async function installPauses(
  world: World,
  { beforeReverification, beforeCommit }: Pauses,
): Promise<void> {
  await world.sql(`
    ${BOOK}
    CREATE FUNCTION pause_before_reverification() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM nextval('tried');
      PERFORM pg_sleep(random() * ${beforeReverification / 1000});
      RETURN NEW;
    END $$;
    CREATE TRIGGER pause_before_reverification BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION pause_before_reverification();

    CREATE FUNCTION pause_before_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(random() * ${beforeCommit / 1000});
      -- A revocation that is visible here is committed, and this transaction commits after it.
      INSERT INTO committed SELECT NEW.id, EXISTS (
        SELECT FROM api_key k JOIN relationship r ON r.id = k.relationship_id
        WHERE r.id = NEW.relationship_id AND (
          k.state <> 'ACTIVE' OR r.status <> 'ACTIVE' OR NOT 'SUBMISSIONS' = ANY (k.scopes)
          OR k.allow_list = '{192.0.2.1}'
          -- If there are two secrets, the first one submits.
          OR EXISTS (SELECT FROM secret s WHERE s.api_key_id = k.id AND s.state = 'DEAD')));
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER pause_before_commit AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION pause_before_commit()`)
}

/**
 * Installs the pauses for writes of users: keys, and invited users (named after the id of their inviter). The
 * pause before the credential re-verification is inside the re-verification itself, because creating a key re-verifies
 * before it writes.
 */
export async function installUserPauses(
  world: World,
  { beforeReverification, beforeCommit }: Pauses,
): Promise<void> {
  await world.sql(`
    ${BOOK}
    ALTER FUNCTION reverify_credential(bytea, text[]) RENAME TO reverify_after_pause;
    CREATE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
    LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      -- A revocation passes the ids that it locks exclusively.
      IF cardinality(p_exclusive) = 0 THEN
        PERFORM nextval('tried');
        PERFORM pg_sleep(random() * ${beforeReverification / 1000});
      END IF;
      RETURN QUERY SELECT * FROM reverify_after_pause(p_digest, p_exclusive);
    END $$;

    CREATE TABLE person_before AS SELECT id, role, status, session_epoch FROM "user";
    CREATE FUNCTION pause_before_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(random() * ${beforeCommit / 1000});
      INSERT INTO committed SELECT NEW.id, EXISTS (
        SELECT FROM person_before b JOIN "user" u ON u.id = b.id
        WHERE u.id = COALESCE(to_jsonb(NEW) ->> 'created_by_id', NEW.name)
          AND ((u.role, u.status, u.session_epoch) IS DISTINCT FROM (b.role, b.status, b.session_epoch)
            OR EXISTS (SELECT FROM session s WHERE s.user_id = u.id AND s.ended_at IS NOT NULL)));
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER pause_before_commit AFTER INSERT ON api_key DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION pause_before_commit();
    CREATE CONSTRAINT TRIGGER pause_before_commit AFTER INSERT ON "user" DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION pause_before_commit()`)
}

/**
 * Installs the pauses for moves of submissions, documents and invitations: each writes an event in its
 * transaction. One pause for each transaction, also if it writes several events.
 */
export async function installEventPauses(
  world: World,
  { beforeReverification, beforeCommit }: Pauses,
): Promise<void> {
  const watched = `(NEW.submission_id IS NOT NULL OR NEW.type = 'user.invited')`
  await world.sql(`
    ${BOOK}
    CREATE TABLE person_before AS SELECT id, role, status, session_epoch FROM "user";
    CREATE FUNCTION pause_before_reverification() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('pause.event', true) IS DISTINCT FROM txid_current()::text THEN
        PERFORM set_config('pause.event', txid_current()::text, true);
        PERFORM nextval('tried');
        PERFORM pg_sleep(random() * ${beforeReverification / 1000});
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER pause_before_reverification BEFORE INSERT ON event FOR EACH ROW WHEN ${watched}
      EXECUTE FUNCTION pause_before_reverification();

    CREATE FUNCTION pause_before_commit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF current_setting('pause.commit', true) IS NOT DISTINCT FROM txid_current()::text THEN RETURN NULL; END IF;
      PERFORM set_config('pause.commit', txid_current()::text, true);
      PERFORM pg_sleep(random() * ${beforeCommit / 1000});
      INSERT INTO committed SELECT NEW.id, EXISTS (
        SELECT FROM api_key k LEFT JOIN relationship r ON r.id = k.relationship_id
        WHERE k.id = NEW.actor_id
          AND (k.state <> 'ACTIVE' OR r.status <> 'ACTIVE' OR NOT 'SUBMISSIONS' = ANY (k.scopes))
      ) OR EXISTS (
        SELECT FROM person_before b JOIN "user" u ON u.id = b.id
        WHERE u.id = NEW.actor_id
          AND (u.role, u.status, u.session_epoch) IS DISTINCT FROM (b.role, b.status, b.session_epoch));
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER pause_before_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN ${watched} EXECUTE FUNCTION pause_before_commit()`)
}

// A sequence, because a rollback does not undo it.
const BOOK = `
    CREATE SEQUENCE tried;
    CREATE TABLE committed (id text, dead boolean);`

/**
 * Returns the number of writes that passed authentication, reached the database and were rejected by the
 * credential re-verification.
 */
export async function countRefusedAtReverification(world: World): Promise<number> {
  const [row] = await world.sql(`
    SELECT (CASE WHEN is_called THEN last_value ELSE 0 END - (SELECT count(*) FROM committed))::int AS refused
    FROM tried`)
  return row.refused
}

/** Returns the number of writes committed although the revocation was already visible. */
export async function countCommittedDead(world: World): Promise<number> {
  const [row] = await world.sql('SELECT count(*)::int AS count FROM committed WHERE dead')
  return row.count
}
