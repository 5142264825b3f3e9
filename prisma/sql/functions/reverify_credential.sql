-- Reads the credential again under locks that last until COMMIT. The locks come first: each statement of a VOLATILE
-- function under READ COMMITTED sees everything that was committed before that statement began.
-- p_exclusive: ids that this transaction revokes or changes. Locks are taken in one order (by level, then by id), so two
-- transactions cannot deadlock. lockActiveRelationship and logIn take shared locks of their own, in the same order.
CREATE OR REPLACE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  v_funder text;
  v_parent text;
  v_credential text;
  v_id text;
  v_exclusive boolean;
BEGIN
  -- The parents of a key or session never change (parent_is_final), so they can be read before locking.
  SELECT k.funder_id, COALESCE(k.relationship_id, k.user_id), k.id INTO v_funder, v_parent, v_credential
  FROM "secret" s JOIN "api_key" k ON k.id = s.api_key_id WHERE s.digest = p_digest;
  IF v_credential IS NULL THEN
    SELECT u.funder_id, u.id, s.id INTO v_funder, v_parent, v_credential
    FROM "session" s JOIN "user" u ON u.id = s.user_id WHERE s.digest = p_digest;
  END IF;
  IF cardinality(p_exclusive) = 0 THEN
    IF v_credential IS NULL THEN RETURN; END IF;
    PERFORM revocation_lock_shared(v_funder);
    IF v_parent IS NOT NULL THEN PERFORM revocation_lock_shared(v_parent); END IF;
    PERFORM revocation_lock_shared(v_credential);
  ELSE
    FOR v_id, v_exclusive IN
      SELECT l.id, bool_or(l.exclusive)
      FROM (
        SELECT unnest(ARRAY[v_funder, v_parent, v_credential]) AS id, false AS exclusive
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
