-- AlterTable
ALTER TABLE "funder" ADD COLUMN     "production_opened_at" TIMESTAMPTZ(3);

-- Below: what Prisma's models cannot say.

-- Whether PRODUCTION is open decides about a credential, so the view carries it; `reverify_credential` answers rows of the view.
DROP FUNCTION reverify_credential(bytea, text[]);
DROP VIEW "credential";

-- All that decides whether a secret is admitted, in one row; schema/src/access/admit.ts is the decision.
CREATE VIEW "credential" AS
SELECT
  s.digest,
  s.state::text AS secret_state,
  s.retires_at,
  k.id AS api_key_id,
  k.kind::text AS kind,
  k.state::text AS key_state,
  k.environment::text AS environment,
  k.tier::text AS tier,
  k.scopes::text[] AS scopes,
  k.allow_list,
  k.expires_at,
  k.funder_id,
  f.status::text AS funder_status,
  f.production_opened_at,
  k.relationship_id,
  r.status::text AS relationship_status,
  r.broker_id,
  k.user_id,
  u.role::text AS role,
  u.status::text AS user_status,
  app_now() AS now
FROM "secret" s
JOIN "api_key" k ON k.id = s.api_key_id
JOIN "funder" f ON f.id = k.funder_id
LEFT JOIN "relationship" r ON r.id = k.relationship_id
LEFT JOIN "user" u ON u.id = k.user_id;

-- Authentication, repeated under locks that last until the commit. The locks come first and the look second: each
-- statement of a VOLATILE function under READ COMMITTED sees what was committed before that statement began.
-- p_exclusive: the objects that this transaction will change, for a mutation upon keys or relationships. All locks of
-- one transaction are taken here, in one order (by level, then by id), so that no two of them wait for each other.
CREATE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_funder text;
  v_middle text;
  v_key text;
  v_id text;
  v_exclusive boolean;
BEGIN
  -- Who stands above a key never changes, so it may be read before the locks.
  SELECT k.funder_id, COALESCE(k.relationship_id, k.user_id), k.id INTO v_funder, v_middle, v_key
  FROM "secret" s JOIN "api_key" k ON k.id = s.api_key_id WHERE s.digest = p_digest;
  IF cardinality(p_exclusive) = 0 THEN
    IF v_key IS NULL THEN RETURN; END IF;
    PERFORM revocation_lock_shared(v_funder);
    IF v_middle IS NOT NULL THEN PERFORM revocation_lock_shared(v_middle); END IF;
    PERFORM revocation_lock_shared(v_key);
  ELSE
    FOR v_id, v_exclusive IN
      SELECT l.id, bool_or(l.exclusive)
      FROM (
        SELECT unnest(ARRAY[v_funder, v_middle, v_key]) AS id, false AS exclusive
        UNION ALL SELECT unnest(p_exclusive), true
      ) l
      WHERE l.id IS NOT NULL
      GROUP BY l.id
      ORDER BY CASE left(l.id, 4) WHEN 'fun_' THEN 1 WHEN 'rel_' THEN 2 WHEN 'usr_' THEN 2 ELSE 3 END, l.id COLLATE "C"
    LOOP
      IF v_exclusive THEN PERFORM revocation_lock(v_id); ELSE PERFORM revocation_lock_shared(v_id); END IF;
    END LOOP;
  END IF;
  RETURN QUERY SELECT * FROM "credential" c WHERE c.digest = p_digest;
END $$;
