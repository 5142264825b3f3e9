-- The clock of the product: every expiry and stored time comes from the database, never from a server's clock.
-- clock_timestamp(), because now() does not advance within a transaction. Tests replace this function to move time.
CREATE OR REPLACE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
AS 'SELECT clock_timestamp()';

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "FunderStatus" AS ENUM ('ACTIVE', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('OWNER', 'ADMIN', 'DEVELOPER', 'UNDERWRITER', 'VIEWER');

-- CreateEnum
CREATE TYPE "UserStatus" AS ENUM ('INVITED', 'ACTIVE', 'DISABLED');

-- CreateEnum
CREATE TYPE "PasswordTokenPurpose" AS ENUM ('INVITATION', 'RESET');

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
    "production_opened_at" TIMESTAMPTZ(3),
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
    "status" "UserStatus" NOT NULL DEFAULT 'INVITED',
    "session_epoch" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

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
    "grace_seconds" INTEGER,
    "retires_at" TIMESTAMPTZ(3),
    "first_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),

    CONSTRAINT "secret_pkey" PRIMARY KEY ("digest")
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

-- CreateTable
CREATE TABLE "usage_hour" (
    "api_key_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "requests" BIGINT NOT NULL,
    "cost" BIGINT NOT NULL,
    "addresses" INTEGER NOT NULL,
    "new_addresses" INTEGER NOT NULL,
    "refusals" JSONB NOT NULL,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("api_key_id","hour")
);

-- CreateTable
CREATE TABLE "usage_address" (
    "api_key_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "address" TEXT NOT NULL,
    "hours" INTEGER NOT NULL,

    CONSTRAINT "usage_address_pkey" PRIMARY KEY ("api_key_id","day","address")
);

-- CreateTable
CREATE TABLE "key_address" (
    "api_key_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "count" BIGINT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "key_address_pkey" PRIMARY KEY ("api_key_id","address")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "user"("username");

-- CreateIndex
CREATE INDEX "user_funder_id_idx" ON "user"("funder_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_id_funder_id_key" ON "user"("id", "funder_id");

-- CreateIndex
CREATE UNIQUE INDEX "password_token_digest_key" ON "password_token"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "session_digest_key" ON "session"("digest");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "attempt_ends_at_idx" ON "attempt"("ends_at");

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
CREATE INDEX "idempotent_request_created_at_idx" ON "idempotent_request"("created_at");

-- CreateIndex
CREATE INDEX "api_key_funder_id_environment_id_idx" ON "api_key"("funder_id", "environment", "id");

-- CreateIndex
CREATE INDEX "api_key_relationship_id_idx" ON "api_key"("relationship_id");

-- CreateIndex
CREATE INDEX "api_key_user_id_idx" ON "api_key"("user_id");

-- CreateIndex
CREATE INDEX "secret_api_key_id_idx" ON "secret"("api_key_id");

-- CreateIndex
CREATE INDEX "secret_prefix_idx" ON "secret"("prefix");

-- CreateIndex
CREATE INDEX "submission_funder_id_environment_id_idx" ON "submission"("funder_id", "environment", "id");

-- CreateIndex
CREATE INDEX "submission_relationship_id_id_idx" ON "submission"("relationship_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "submission_relationship_id_external_reference_key" ON "submission"("relationship_id", "external_reference");

-- CreateIndex
CREATE UNIQUE INDEX "owner_submission_id_position_key" ON "owner"("submission_id", "position");

-- CreateIndex
CREATE INDEX "usage_hour_hour_idx" ON "usage_hour"("hour");

-- CreateIndex
CREATE INDEX "usage_address_day_idx" ON "usage_address"("day");

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password" ADD CONSTRAINT "password_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "password_token" ADD CONSTRAINT "password_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session_use" ADD CONSTRAINT "session_use_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "secret_use" ADD CONSTRAINT "secret_use_digest_fkey" FOREIGN KEY ("digest") REFERENCES "secret"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rejected_use" ADD CONSTRAINT "rejected_use_digest_fkey" FOREIGN KEY ("digest") REFERENCES "secret"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_relationship_id_funder_id_broker_id_environment_fkey" FOREIGN KEY ("relationship_id", "funder_id", "broker_id", "environment") REFERENCES "relationship"("id", "funder_id", "broker_id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "owner" ADD CONSTRAINT "owner_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Constraints and partial indexes that Prisma models cannot express ---------------------------------------------------

-- At most one key that is not deleted per relationship. createBrokerKey maps a violation to 409 BROKER_KEY_EXISTS.
CREATE UNIQUE INDEX "api_key_one_per_relationship" ON "api_key" ("relationship_id") WHERE "state" <> 'DELETED';

-- Prisma creates every list column as nullable.
ALTER TABLE "api_key" ALTER COLUMN "scopes" SET NOT NULL, ALTER COLUMN "allow_list" SET NOT NULL;

ALTER TABLE "api_key"
  ADD CONSTRAINT "api_key_id_has_its_prefix" CHECK ("id" LIKE 'apk\_%'),
  ADD CONSTRAINT "api_key_broker_has_relationship" CHECK (("kind" = 'BROKER') = ("relationship_id" IS NOT NULL)),
  ADD CONSTRAINT "api_key_user_has_owner" CHECK (("kind" = 'USER') = ("user_id" IS NOT NULL)),
  ADD CONSTRAINT "api_key_kind_has_its_tier" CHECK (
    CASE "kind" WHEN 'BROKER' THEN "tier" IN ('PUBLIC', 'PARTNER') WHEN 'USER' THEN "tier" = 'INTERNAL' ELSE true END),
  ADD CONSTRAINT "api_key_name_length" CHECK (char_length("name") BETWEEN 1 AND 128),
  -- ISO 8601 cannot express 'infinity' or years of five digits. Null means that the key never expires.
  ADD CONSTRAINT "api_key_expires_in_range" CHECK ("expires_at" BETWEEN '0001-01-01Z' AND '9999-12-31Z'),
  ADD CONSTRAINT "api_key_has_scopes" CHECK (cardinality("scopes") > 0),
  ADD CONSTRAINT "api_key_deleted_when" CHECK (("state" = 'DELETED') = ("deleted_at" IS NOT NULL));

-- A key has one CURRENT secret and, during a rotation, one PENDING or RETIRING secret.
CREATE UNIQUE INDEX "secret_one_current" ON "secret" ("api_key_id") WHERE "state" = 'CURRENT';

ALTER TABLE "secret"
  ADD CONSTRAINT "secret_digest_is_sha256" CHECK (octet_length("digest") = 32),
  ADD CONSTRAINT "secret_retires_when" CHECK ("state" <> 'RETIRING' OR "retires_at" IS NOT NULL);

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

-- The look-up by e-mail address ignores case.
CREATE INDEX "user_email_lower" ON "user" (lower("email"));

ALTER TABLE "user" ADD CONSTRAINT "user_username_is_canonical" CHECK ("username" ~ '^[a-z0-9_.]{3,30}$');

ALTER TABLE "password" ADD CONSTRAINT "password_is_argon2id" CHECK ("hash" LIKE '$argon2id$%');

ALTER TABLE "password_token" ADD CONSTRAINT "password_token_digest_is_sha256" CHECK (octet_length("digest") = 32);

ALTER TABLE "session"
  ADD CONSTRAINT "session_id_has_its_prefix" CHECK ("id" LIKE 'ses\_%'),
  ADD CONSTRAINT "session_digest_is_sha256" CHECK (octet_length("digest") = 32);

CREATE UNIQUE INDEX "secret_one_pending" ON "secret" ("api_key_id") WHERE "state" = 'PENDING';

CREATE UNIQUE INDEX "secret_one_retiring" ON "secret" ("api_key_id") WHERE "state" = 'RETIRING';

ALTER TABLE "secret"
  ADD CONSTRAINT "secret_pending_has_grace" CHECK ("state" <> 'PENDING' OR "grace_seconds" IS NOT NULL),
  ADD CONSTRAINT "secret_grace_of_a_week" CHECK ("grace_seconds" BETWEEN 0 AND 604800);

ALTER TABLE "idempotent_request"
  ADD CONSTRAINT "idempotent_request_digest_is_sha256" CHECK (octet_length("digest") = 32);

ALTER TABLE "usage_hour"
  ADD CONSTRAINT "usage_hour_is_whole" CHECK (extract(epoch FROM "hour") % 3600 = 0),
  ADD CONSTRAINT "usage_hour_counts_up" CHECK ("requests" >= 0 AND "cost" >= 0),
  ADD CONSTRAINT "usage_hour_addresses" CHECK ("addresses" BETWEEN 0 AND 1000 AND "new_addresses" BETWEEN 0 AND "addresses"),
  ADD CONSTRAINT "usage_hour_refusals_count_up" CHECK (
    jsonb_typeof("refusals") = 'object' AND NOT jsonb_path_exists("refusals", '$.* ? (@.type() != "number" || @ < 1)'));

ALTER TABLE "usage_address"
  ADD CONSTRAINT "usage_address_in_some_hour" CHECK ("hours" BETWEEN 1 AND 16777215);

ALTER TABLE "key_address"
  ADD CONSTRAINT "key_address_counts_up" CHECK ("count" > 0),
  ADD CONSTRAINT "key_address_first_then_last" CHECK ("first_at" <= "last_at");

-- Target of the readiness write. A row of 10 KB needs new pages, so it fails on a full disk. The inner transaction is
-- always rolled back, so the table stays empty. No Prisma model: nothing reads it.
CREATE TABLE "write_probe" ("padding" text NOT NULL);

ALTER TABLE "write_probe" ALTER COLUMN "padding" SET STORAGE EXTERNAL;

-- Functions (prisma/sql/functions) ------------------------------------------------------------------------------------

-- The parent of a key, secret or session never changes, because reverify_credential reads it before it locks.
CREATE OR REPLACE FUNCTION parent_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The parent of a row in % cannot change. Create a new row.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_parent_is_final';
END $$;

CREATE OR REPLACE FUNCTION deleted_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'DELETED' AND NEW.state <> 'DELETED' THEN
    RAISE EXCEPTION 'A DELETED API key cannot change its state.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_key_deleted_is_final';
  END IF;
  RETURN NEW;
END $$;

-- A revocation takes the exclusive lock of the one object that it changes. A write with a credential takes shared locks
-- in the order funder, relationship or user, key or session, and then reads the credential again. PostgreSQL queues
-- these locks fairly: a revocation waits for commits that already hold the lock, and every later write fails.
CREATE OR REPLACE FUNCTION revocation_lock(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_id, 0));
END $$;

CREATE OR REPLACE FUNCTION revocation_lock_shared(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_id, 0));
END $$;

-- Used by triggers, so that every revocation takes the lock, also one by psql or a library.
CREATE OR REPLACE FUNCTION take_own_revocation_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM revocation_lock(OLD.id);
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE OR REPLACE FUNCTION take_api_key_revocation_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM revocation_lock(OLD.api_key_id);
  RETURN COALESCE(NEW, OLD);
END $$;

-- A new password ends all sessions. The first password makes an invited user ACTIVE in the same transaction.
CREATE OR REPLACE FUNCTION password_ends_sessions() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "user"
  SET session_epoch = session_epoch + 1,
      status = CASE WHEN status = 'INVITED' AND TG_OP <> 'DELETE' THEN 'ACTIVE' ELSE status END
  WHERE id = COALESCE(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION epoch_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'DISABLED' AND OLD.status <> 'DISABLED' THEN
    NEW.session_epoch := OLD.session_epoch + 1;
  ELSIF NEW.session_epoch < OLD.session_epoch THEN
    RAISE EXCEPTION 'session_epoch cannot decrease: ended sessions stay ended.' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_epoch_goes_forward';
  END IF;
  RETURN NEW;
END $$;

-- Locks the remaining owners before it checks them, so that two concurrent removals cannot remove the last two owners.
CREATE OR REPLACE FUNCTION funder_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM FROM "user"
  WHERE funder_id = OLD.funder_id AND role = 'OWNER' AND status = 'ACTIVE' ORDER BY id FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'A funder must have at least one active OWNER.' USING ERRCODE = 'check_violation', CONSTRAINT = 'funder_keeps_an_owner';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ended_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An ended session cannot be reopened.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_ended_is_final';
END $$;

CREATE OR REPLACE FUNCTION dead_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A DEAD secret cannot change its state.' USING ERRCODE = 'check_violation', CONSTRAINT = 'secret_dead_is_final';
END $$;

CREATE OR REPLACE FUNCTION probe_write() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  BEGIN
    INSERT INTO write_probe (padding) VALUES (repeat('x', 10000));
    RAISE SQLSTATE 'LK001';
  EXCEPTION WHEN SQLSTATE 'LK001' THEN
    RETURN;
  END;
END $$;

-- Views (prisma/sql/views), and the functions that return their rows --------------------------------------------------

-- Everything that decides whether a secret or session is valid, in one row. schema/src/auth/verify-credential.ts decides.
CREATE OR REPLACE VIEW "credential" AS
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

-- Reads the credential again under locks that last until COMMIT. The locks come first: each statement of a VOLATILE
-- function under READ COMMITTED sees everything that was committed before that statement began.
-- p_exclusive: ids that this transaction revokes or changes. All locks of a transaction are taken here in one order (by
-- level, then by id), so two transactions cannot deadlock.
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

-- Triggers (prisma/sql/triggers) --------------------------------------------------------------------------------------

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "api_key" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();

CREATE OR REPLACE TRIGGER "final" BEFORE UPDATE ON "api_key" FOR EACH ROW EXECUTE FUNCTION deleted_is_final();

CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "api_key" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id, OLD.relationship_id, OLD.user_id, OLD.kind)
    IS DISTINCT FROM (NEW.id, NEW.funder_id, NEW.relationship_id, NEW.user_id, NEW.kind))
  EXECUTE FUNCTION parent_is_final();

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "funder" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();

CREATE OR REPLACE TRIGGER "ends_sessions" AFTER INSERT OR UPDATE OR DELETE ON "password" FOR EACH ROW
  EXECUTE FUNCTION password_ends_sessions();

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "relationship" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "secret" FOR EACH ROW EXECUTE FUNCTION take_api_key_revocation_lock();

CREATE OR REPLACE TRIGGER "final" BEFORE UPDATE ON "secret" FOR EACH ROW
  WHEN (OLD.state = 'DEAD' AND NEW.state <> 'DEAD') EXECUTE FUNCTION dead_is_final();

CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "secret" FOR EACH ROW
  WHEN ((OLD.digest, OLD.api_key_id) IS DISTINCT FROM (NEW.digest, NEW.api_key_id))
  EXECUTE FUNCTION parent_is_final();

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "session" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();

CREATE OR REPLACE TRIGGER "final" BEFORE UPDATE ON "session" FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL) EXECUTE FUNCTION ended_is_final();

CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "session" FOR EACH ROW
  WHEN ((OLD.id, OLD.digest, OLD.user_id, OLD.environment, OLD.epoch)
    IS DISTINCT FROM (NEW.id, NEW.digest, NEW.user_id, NEW.environment, NEW.epoch))
  EXECUTE FUNCTION parent_is_final();

CREATE OR REPLACE TRIGGER "epoch" BEFORE UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION epoch_goes_forward();

CREATE OR REPLACE TRIGGER "exclusive_revocation_lock" BEFORE UPDATE OR DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION take_own_revocation_lock();

CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.id, OLD.funder_id) IS DISTINCT FROM (NEW.id, NEW.funder_id)) EXECUTE FUNCTION parent_is_final();

CREATE OR REPLACE TRIGGER "keeps_an_owner" AFTER UPDATE ON "user" FOR EACH ROW
  WHEN ((OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') AND NOT (NEW.role = 'OWNER' AND NEW.status = 'ACTIVE'))
  EXECUTE FUNCTION funder_keeps_an_owner();

CREATE OR REPLACE TRIGGER "keeps_an_owner_deleted" AFTER DELETE ON "user" FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE') EXECUTE FUNCTION funder_keeps_an_owner();
