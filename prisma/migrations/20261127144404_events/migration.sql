-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('USER', 'API_KEY', 'PLATFORM', 'SYSTEM');

-- CreateTable
CREATE TABLE "event" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now(),
    "environment" "Environment" NOT NULL,
    "funder_id" TEXT NOT NULL,
    "relationship_id" TEXT,
    "submission_id" TEXT,
    "subject_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "broker_visible" BOOLEAN NOT NULL,
    "actor_kind" "ActorKind" NOT NULL,
    "actor_id" TEXT,
    "data" JSONB NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id","at")
);

-- CreateIndex
CREATE INDEX "event_funder_id_environment_id_idx" ON "event"("funder_id", "environment", "id");

-- CreateIndex
CREATE INDEX "event_relationship_id_id_idx" ON "event"("relationship_id", "id");

-- CreateIndex
CREATE INDEX "event_submission_id_id_idx" ON "event"("submission_id", "id");

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_relationship_id_funder_id_environment_fkey" FOREIGN KEY ("relationship_id", "funder_id", "environment") REFERENCES "relationship"("id", "funder_id", "environment") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Events are append-only. Deleting is left to retention.
CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'An event cannot be changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_append_only';
END $$;

CREATE TRIGGER "append_only" BEFORE UPDATE ON "event" FOR EACH ROW EXECUTE FUNCTION event_is_append_only();

ALTER TABLE "event" ADD CONSTRAINT "event_id_has_its_prefix" CHECK ("id" LIKE 'evt\_%');
