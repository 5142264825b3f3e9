-- AlterTable
ALTER TABLE "secret" ADD COLUMN     "first_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "grace_seconds" INTEGER;

-- CreateTable
CREATE TABLE "idempotent_request" (
    "principal" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "digest" BYTEA NOT NULL,
    "field" TEXT NOT NULL,
    "input" BYTEA NOT NULL,
    "result_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "idempotent_request_pkey" PRIMARY KEY ("principal","environment","digest")
);

-- CreateTable
CREATE TABLE "secret_use" (
    "digest" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "secret_use_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "rejected_use" (
    "digest" BYTEA NOT NULL,
    "address" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "rejected_use_pkey" PRIMARY KEY ("digest","address")
);

-- CreateIndex
CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

-- AddForeignKey
ALTER TABLE "secret_use" ADD CONSTRAINT "secret_use_digest_fkey" FOREIGN KEY ("digest") REFERENCES "secret"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_use" ADD CONSTRAINT "rejected_use_digest_fkey" FOREIGN KEY ("digest") REFERENCES "secret"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's models cannot say. test/contracts/invariants.test.ts asserts that each of these exists.

-- Laws of rotation ---------------------------------------------------------------------------------------------------

-- The first use of a PENDING secret makes it CURRENT and the CURRENT one RETIRING, which one index over both would hinder.
DROP INDEX "secret_one_in_rotation";
CREATE UNIQUE INDEX "secret_one_pending" ON "secret" ("api_key_id") WHERE "state" = 'PENDING';
CREATE UNIQUE INDEX "secret_one_retiring" ON "secret" ("api_key_id") WHERE "state" = 'RETIRING';
ALTER TABLE "secret"
  ADD CONSTRAINT "secret_pending_has_grace" CHECK ("state" <> 'PENDING' OR "grace_seconds" IS NOT NULL),
  ADD CONSTRAINT "secret_grace_of_a_week" CHECK ("grace_seconds" BETWEEN 0 AND 604800);
ALTER TABLE "idempotent_request"
  ADD CONSTRAINT "idempotent_request_digest_is_sha256" CHECK (octet_length("digest") = 32);

CREATE FUNCTION dead_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A secret that is dead stays dead.' USING ERRCODE = 'check_violation', CONSTRAINT = 'secret_dead_is_final';
END $$;

CREATE TRIGGER "final" BEFORE UPDATE ON "secret" FOR EACH ROW
  WHEN (OLD.state = 'DEAD' AND NEW.state <> 'DEAD') EXECUTE FUNCTION dead_is_final();

-- The fence ----------------------------------------------------------------------------------------------------------
-- The view carries whether a secret was used, so that the door sees a first use; `reverify_credential` answers rows of the view.

DROP FUNCTION reverify_credential(bytea, text[]);
DROP VIEW "credential";

-- All that decides whether a secret or a session is admitted, in one row; schema/src/access/admit.ts is the decision.
CREATE VIEW "credential" AS
SELECT
  s.digest,
  k.kind::text AS kind,
  s.state::text AS secret_state,
  s.retires_at,
  s.first_used_at,
  k.id AS api_key_id,
  k.state::text AS key_state,
  NULL::text AS session_id,
  NULL::boolean AS session_ended,
  NULL::timestamptz AS used_at,
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
LEFT JOIN "user" u ON u.id = k.user_id
UNION ALL
SELECT
  s.digest,
  'SESSION',
  NULL,
  NULL,
  NULL,
  NULL,
  NULL,
  s.id,
  s.ended_at IS NOT NULL OR s.epoch <> u.session_epoch,
  n.used_at,
  s.environment::text,
  'INTERNAL',
  '{}',
  '{}',
  s.expires_at,
  u.funder_id,
  f.status::text,
  f.production_opened_at,
  NULL,
  NULL,
  NULL,
  u.id,
  u.role::text,
  u.status::text,
  app_now()
FROM "session" s
JOIN "user" u ON u.id = s.user_id
JOIN "funder" f ON f.id = u.funder_id
LEFT JOIN "session_use" n ON n.session_id = s.id;

-- Authentication, repeated under locks that last until the commit. The locks come first and the look second: each
-- statement of a VOLATILE function under READ COMMITTED sees what was committed before that statement began.
-- p_exclusive: the objects that this transaction will change, for a mutation upon keys, relationships or users. All locks
-- of one transaction are taken here, in one order (by level, then by id), so that no two of them wait for each other.
CREATE FUNCTION reverify_credential(p_digest bytea, p_exclusive text[] DEFAULT '{}') RETURNS SETOF "credential"
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_funder text;
  v_middle text;
  v_last text;
  v_id text;
  v_exclusive boolean;
BEGIN
  -- Who stands above a key or a session never changes, so it may be read before the locks.
  SELECT k.funder_id, COALESCE(k.relationship_id, k.user_id), k.id INTO v_funder, v_middle, v_last
  FROM "secret" s JOIN "api_key" k ON k.id = s.api_key_id WHERE s.digest = p_digest;
  IF v_last IS NULL THEN
    SELECT u.funder_id, u.id, s.id INTO v_funder, v_middle, v_last
    FROM "session" s JOIN "user" u ON u.id = s.user_id WHERE s.digest = p_digest;
  END IF;
  IF cardinality(p_exclusive) = 0 THEN
    IF v_last IS NULL THEN RETURN; END IF;
    PERFORM revocation_lock_shared(v_funder);
    IF v_middle IS NOT NULL THEN PERFORM revocation_lock_shared(v_middle); END IF;
    PERFORM revocation_lock_shared(v_last);
  ELSE
    FOR v_id, v_exclusive IN
      SELECT l.id, bool_or(l.exclusive)
      FROM (
        SELECT unnest(ARRAY[v_funder, v_middle, v_last]) AS id, false AS exclusive
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
