-- CreateEnum
CREATE TYPE "PasswordTokenPurpose" AS ENUM ('INVITATION', 'RESET');

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "session_epoch" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "password" (
    "user_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "password_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "password_token" (
    "user_id" TEXT NOT NULL,
    "purpose" "PasswordTokenPurpose" NOT NULL,
    "digest" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "password_token_pkey" PRIMARY KEY ("user_id","purpose")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "digest" BYTEA NOT NULL,
    "user_id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "epoch" INTEGER NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session_use" (
    "session_id" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "session_use_pkey" PRIMARY KEY ("session_id")
);

-- CreateTable
CREATE TABLE "attempt" (
    "subject" BYTEA NOT NULL,
    "count" INTEGER NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "password_token_digest_key" ON "password_token"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "session_digest_key" ON "session"("digest");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "attempt_ends_at_idx" ON "attempt"("ends_at");

-- AddForeignKey
ALTER TABLE "password" ADD CONSTRAINT "password_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_token" ADD CONSTRAINT "password_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_use" ADD CONSTRAINT "session_use_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's models cannot say. test/contracts/invariants.test.ts asserts that each of these exists.

-- Laws of people -----------------------------------------------------------------------------------------------------

-- Addresses are looked for as people type them.
CREATE INDEX "user_email_lower" ON "user" (lower("email"));

ALTER TABLE "user" ADD CONSTRAINT "user_username_is_canonical" CHECK ("username" ~ '^[a-z0-9_.]{3,30}$');
ALTER TABLE "password" ADD CONSTRAINT "password_is_argon2id" CHECK ("hash" LIKE '$argon2id$%');
ALTER TABLE "password_token" ADD CONSTRAINT "password_token_digest_is_sha256" CHECK (octet_length("digest") = 32);
ALTER TABLE "session"
  ADD CONSTRAINT "session_id_has_its_prefix" CHECK ("id" LIKE 'ses\_%'),
  ADD CONSTRAINT "session_digest_is_sha256" CHECK (octet_length("digest") = 32);

-- A password that was set, and a user who was disabled, end all sessions that there are, whoever did it and however.
-- After the password's row: so all who set one, by UPDATE or INSERT, take the locks of the two rows in the same order.
CREATE FUNCTION password_ends_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "user" SET session_epoch = session_epoch + 1 WHERE id = COALESCE(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;

CREATE FUNCTION epoch_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'DISABLED' AND OLD.status <> 'DISABLED' THEN
    NEW.session_epoch := OLD.session_epoch + 1;
  ELSIF NEW.session_epoch < OLD.session_epoch THEN
    RAISE EXCEPTION 'Sessions that have ended stay ended.' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_epoch_goes_forward';
  END IF;
  RETURN NEW;
END $$;

-- Locks the other owners before it counts them: of two owners who go at the same time, one stays.
CREATE FUNCTION funder_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "user"
  WHERE funder_id = OLD.funder_id AND role = 'OWNER' AND status = 'ACTIVE' ORDER BY id FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'A funder keeps an OWNER.' USING ERRCODE = 'check_violation', CONSTRAINT = 'funder_keeps_an_owner';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION ended_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A session that has ended stays ended.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_ended_is_final';
END $$;

CREATE TRIGGER "ends_sessions" AFTER INSERT OR UPDATE OR DELETE ON "password" FOR EACH ROW
  EXECUTE FUNCTION password_ends_sessions();
CREATE TRIGGER "epoch" BEFORE UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION epoch_goes_forward();
CREATE TRIGGER "keeps_an_owner" AFTER UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') AND NOT (NEW.role = 'OWNER' AND NEW.status = 'ACTIVE'))
  EXECUTE FUNCTION funder_keeps_an_owner();
CREATE TRIGGER "keeps_an_owner_deleted" AFTER DELETE ON "user" FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') EXECUTE FUNCTION funder_keeps_an_owner();
CREATE TRIGGER "final_parent" BEFORE UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id) IS DISTINCT FROM (NEW.id, NEW.funder_id)) EXECUTE FUNCTION parent_is_final();
CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
CREATE TRIGGER "final" BEFORE UPDATE ON "session" FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) EXECUTE FUNCTION ended_is_final();
CREATE TRIGGER "final_parent" BEFORE UPDATE ON "session" FOR EACH ROW
  WHEN ((OLD.id, OLD.digest, OLD.user_id, OLD.environment, OLD.epoch)
    IS DISTINCT FROM (NEW.id, NEW.digest, NEW.user_id, NEW.environment, NEW.epoch))
  EXECUTE FUNCTION parent_is_final();

-- The fence ----------------------------------------------------------------------------------------------------------
-- Sessions are credentials as keys are: the same view, the same proof, with the chain funder -> user -> session.

DROP FUNCTION reverify_credential(bytea, text[]);
DROP VIEW "credential";

-- All that decides whether a secret or a session is admitted, in one row; schema/src/access/admit.ts is the decision.
CREATE VIEW "credential" AS
SELECT
  s.digest,
  k.kind::text AS kind,
  s.state::text AS secret_state,
  s.retires_at,
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
