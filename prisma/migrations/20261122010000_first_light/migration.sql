-- The one clock: every expiry and every time that is kept is asked of the database, never of a server.
-- clock_timestamp() and not now(), which stands still for the length of a transaction. Tests replace this function to move the clock.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT clock_timestamp()';

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "FunderStatus" AS ENUM ('ACTIVE', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'ADMIN', 'DEVELOPER', 'UNDERWRITER', 'VIEWER');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "RelationshipStatus" AS ENUM ('ACTIVE', 'PAUSED', 'ENDED');

-- CreateEnum
CREATE TYPE "KeyKind" AS ENUM ('USER', 'BROKER', 'TIERED');

-- CreateEnum
CREATE TYPE "KeyState" AS ENUM ('ACTIVE', 'INACTIVE', 'DELETED');

-- CreateEnum
CREATE TYPE "Tier" AS ENUM ('PUBLIC', 'PARTNER', 'INTERNAL');

-- CreateEnum
CREATE TYPE "Scope" AS ENUM ('SUBMISSIONS', 'SUBMISSIONS_READ', 'DOCUMENTS', 'DOCUMENTS_READ', 'WEBHOOKS', 'WEBHOOKS_READ', 'EMBED', 'EMBED_READ', 'ADMIN', 'ADMIN_READ');

-- CreateEnum
CREATE TYPE "SecretState" AS ENUM ('CURRENT', 'PENDING', 'RETIRING', 'DEAD');

-- CreateEnum
CREATE TYPE "Environment" AS ENUM ('DEVELOPMENT', 'PRODUCTION');

-- CreateEnum
CREATE TYPE "SubmissionStatus" AS ENUM ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'HELD', 'INFO_REQUESTED', 'APPROVED', 'FUNDED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "EntityType" AS ENUM ('SOLE_PROPRIETORSHIP', 'PARTNERSHIP', 'LLC', 'CORPORATION', 'S_CORPORATION', 'NON_PROFIT', 'OTHER');

-- CreateEnum
CREATE TYPE "FundingPurpose" AS ENUM ('WORKING_CAPITAL', 'EQUIPMENT', 'INVENTORY', 'EXPANSION', 'DEBT_REFINANCE', 'PAYROLL', 'TAXES', 'MARKETING', 'REAL_ESTATE', 'OTHER');

-- CreateTable
CREATE TABLE "funder" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "FunderStatus" NOT NULL DEFAULT 'ACTIVE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "funder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "funder_id" TEXT NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "status" "UserStatus" NOT NULL DEFAULT 'ACTIVE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broker" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "broker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broker_domain" (
    "domain" TEXT NOT NULL,
    "broker_id" TEXT NOT NULL,

    CONSTRAINT "broker_domain_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "relationship" (
    "id" TEXT NOT NULL,
    "funder_id" TEXT NOT NULL,
    "broker_id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "status" "RelationshipStatus" NOT NULL DEFAULT 'ACTIVE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "relationship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "kind" "KeyKind" NOT NULL,
    "state" "KeyState" NOT NULL DEFAULT 'ACTIVE',
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "relationship_id" TEXT,
    "user_id" TEXT,
    "name" TEXT NOT NULL,
    "tier" "Tier" NOT NULL,
    "scopes" "Scope"[],
    "allow_list" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "created_by_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "secret" (
    "digest" BYTEA NOT NULL,
    "api_key_id" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "state" "SecretState" NOT NULL DEFAULT 'CURRENT',
    "retires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "secret_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "submission" (
    "id" TEXT NOT NULL,
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "broker_id" TEXT NOT NULL,
    "relationship_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "external_reference" TEXT,
    "status" "SubmissionStatus" NOT NULL DEFAULT 'DRAFT',
    "legal_name" TEXT,
    "dba" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "website" TEXT,
    "entity_type" "EntityType",
    "state_of_incorporation" TEXT,
    "start_date" DATE,
    "naics" TEXT,
    "amount_minor" BIGINT,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "purpose" "FundingPurpose",
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "owner" (
    "id" TEXT NOT NULL,
    "submission_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "title" TEXT,
    "email" TEXT,
    "phone" TEXT,
    "ownership_basis_points" INTEGER,

    CONSTRAINT "owner_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "user"("username");

-- CreateIndex
CREATE INDEX "user_funder_id_idx" ON "user"("funder_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_id_funder_id_key" ON "user"("id", "funder_id");

-- CreateIndex
CREATE INDEX "broker_domain_broker_id_idx" ON "broker_domain"("broker_id");

-- CreateIndex
CREATE INDEX "relationship_broker_id_idx" ON "relationship"("broker_id");

-- CreateIndex
CREATE UNIQUE INDEX "relationship_funder_id_broker_id_environment_key" ON "relationship"("funder_id", "broker_id", "environment");

-- CreateIndex
CREATE UNIQUE INDEX "relationship_id_funder_id_environment_key" ON "relationship"("id", "funder_id", "environment");

-- CreateIndex
CREATE UNIQUE INDEX "relationship_id_funder_id_broker_id_environment_key" ON "relationship"("id", "funder_id", "broker_id", "environment");

-- CreateIndex
CREATE INDEX "api_key_funder_id_environment_id_idx" ON "api_key"("funder_id", "environment", "id");

-- CreateIndex
CREATE INDEX "api_key_relationship_id_idx" ON "api_key"("relationship_id");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE INDEX "secret_api_key_id_idx" ON "secret"("api_key_id");

-- CreateIndex
CREATE INDEX "submission_funder_id_environment_id_idx" ON "submission"("funder_id", "environment", "id");

-- CreateIndex
CREATE INDEX "submission_relationship_id_id_idx" ON "submission"("relationship_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "submission_relationship_id_external_reference_key" ON "submission"("relationship_id", "external_reference");

-- CreateIndex
CREATE UNIQUE INDEX "owner_submission_id_position_key" ON "owner"("submission_id", "position");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broker_domain" ADD CONSTRAINT "broker_domain_broker_id_fkey" FOREIGN KEY ("broker_id") REFERENCES "broker"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_broker_id_fkey" FOREIGN KEY ("broker_id") REFERENCES "broker"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_relationship_id_funder_id_environment_fkey" FOREIGN KEY ("relationship_id", "funder_id", "environment") REFERENCES "relationship"("id", "funder_id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_funder_id_fkey" FOREIGN KEY ("user_id", "funder_id") REFERENCES "user"("id", "funder_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_funder_id_fkey" FOREIGN KEY ("created_by_id", "funder_id") REFERENCES "user"("id", "funder_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "secret" ADD CONSTRAINT "secret_api_key_id_fkey" FOREIGN KEY ("api_key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_relationship_id_funder_id_broker_id_environment_fkey" FOREIGN KEY ("relationship_id", "funder_id", "broker_id", "environment") REFERENCES "relationship"("id", "funder_id", "broker_id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "owner" ADD CONSTRAINT "owner_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Below: what Prisma's models cannot say. test/contracts/invariants.test.ts asserts that each of these exists.

-- Laws of keys -------------------------------------------------------------------------------------------------------

-- One key that is not deleted per relationship: the 409 of createBrokerKey, whoever races whom.
CREATE UNIQUE INDEX "api_key_one_per_relationship" ON "api_key" ("relationship_id") WHERE "state" <> 'DELETED';

-- Prisma makes every list nullable.
ALTER TABLE "api_key" ALTER COLUMN "scopes" SET NOT NULL, ALTER COLUMN "allow_list" SET NOT NULL;

ALTER TABLE "api_key"
  ADD CONSTRAINT "api_key_id_has_its_prefix" CHECK ("id" LIKE 'apk\_%'),
  ADD CONSTRAINT "api_key_broker_has_relationship" CHECK (("kind" = 'BROKER') = ("relationship_id" IS NOT NULL)),
  ADD CONSTRAINT "api_key_user_has_owner" CHECK (("kind" = 'USER') = ("user_id" IS NOT NULL)),
  ADD CONSTRAINT "api_key_kind_has_its_tier" CHECK (
    CASE "kind" WHEN 'BROKER' THEN "tier" IN ('PUBLIC', 'PARTNER') WHEN 'USER' THEN "tier" = 'INTERNAL' ELSE true END),
  ADD CONSTRAINT "api_key_name_length" CHECK (char_length("name") BETWEEN 1 AND 128),
  -- 'infinity' and years of five digits cannot be said in ISO 8601; never is null.
  ADD CONSTRAINT "api_key_expires_in_range" CHECK ("expires_at" BETWEEN '0001-01-01Z' AND '9999-12-31Z'),
  ADD CONSTRAINT "api_key_has_scopes" CHECK (cardinality("scopes") > 0),
  ADD CONSTRAINT "api_key_deleted_when" CHECK (("state" = 'DELETED') = ("deleted_at" IS NOT NULL));

-- A secret is admitted as CURRENT, or stands beside the current one while a rotation lasts.
CREATE UNIQUE INDEX "secret_one_current" ON "secret" ("api_key_id") WHERE "state" = 'CURRENT';
CREATE UNIQUE INDEX "secret_one_in_rotation" ON "secret" ("api_key_id") WHERE "state" IN ('PENDING', 'RETIRING');
ALTER TABLE "secret"
  ADD CONSTRAINT "secret_digest_is_sha256" CHECK (octet_length("digest") = 32),
  ADD CONSTRAINT "secret_retires_when" CHECK ("state" <> 'RETIRING' OR "retires_at" IS NOT NULL);

-- Who stands above a key or a secret never changes: the fence reads it before it locks.
CREATE FUNCTION parent_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What % belongs to never changes. Make a new one.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_parent_is_final';
END $$;

CREATE FUNCTION deleted_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'DELETED' AND NEW.state <> 'DELETED' THEN
    RAISE EXCEPTION 'A deleted key stays deleted.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_key_deleted_is_final';
  END IF;
  RETURN NEW;
END $$;

-- Laws of the rest ---------------------------------------------------------------------------------------------------

-- The fence takes its locks in an order that it reads off these prefixes.
ALTER TABLE "funder" ADD CONSTRAINT "funder_id_has_its_prefix" CHECK ("id" LIKE 'fun\_%');
ALTER TABLE "user" ADD CONSTRAINT "user_id_has_its_prefix" CHECK ("id" LIKE 'usr\_%');
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_id_has_its_prefix" CHECK ("id" LIKE 'rel\_%');

ALTER TABLE "broker_domain"
  ADD CONSTRAINT "broker_domain_is_canonical" CHECK ("domain" = lower("domain") AND "domain" ~ '^[^.@\s]+(\.[^.@\s]+)+$');

ALTER TABLE "submission"
  ADD CONSTRAINT "submission_name_length" CHECK (char_length("name") BETWEEN 10 AND 200),
  ADD CONSTRAINT "submission_amount_is_positive" CHECK ("amount_minor" > 0),
  ADD CONSTRAINT "submission_currency_is_iso" CHECK ("currency" ~ '^[A-Z]{3}$');

ALTER TABLE "owner"
  ADD CONSTRAINT "owner_position_in_ten" CHECK ("position" BETWEEN 1 AND 10),
  ADD CONSTRAINT "owner_share_of_one" CHECK ("ownership_basis_points" BETWEEN 0 AND 10000);

-- The fence ----------------------------------------------------------------------------------------------------------
-- Whoever takes authority away holds the exclusive lock of the one object it changes. Whoever writes with a credential
-- takes shared locks down the chain funder -> relationship or user -> key, and then looks again. PostgreSQL queues
-- these locks fairly, so a change waits for the commits that already hold the lock and defeats whatever comes after.

CREATE FUNCTION revocation_lock(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_id, 0));
END $$;

CREATE FUNCTION revocation_lock_shared(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_id, 0));
END $$;

-- Triggers, so that neither a library nor an administrator in psql can take authority away outside the fence.
CREATE FUNCTION take_own_revocation_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM revocation_lock(OLD.id);
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION take_api_key_revocation_lock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM revocation_lock(OLD.api_key_id);
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "funder" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "relationship" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "api_key" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();
CREATE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "secret" FOR EACH ROW EXECUTE FUNCTION take_api_key_revocation_lock();
CREATE TRIGGER "final" BEFORE UPDATE ON "api_key" FOR EACH ROW EXECUTE FUNCTION deleted_is_final();
CREATE TRIGGER "final_parent" BEFORE UPDATE ON "api_key" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id, OLD.relationship_id, OLD.user_id, OLD.kind)
    IS DISTINCT FROM (NEW.id, NEW.funder_id, NEW.relationship_id, NEW.user_id, NEW.kind))
  EXECUTE FUNCTION parent_is_final();
CREATE TRIGGER "final_parent" BEFORE UPDATE ON "secret" FOR EACH ROW
  WHEN ((OLD.digest, OLD.api_key_id) IS DISTINCT FROM (NEW.digest, NEW.api_key_id))
  EXECUTE FUNCTION parent_is_final();

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
