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
CREATE INDEX "usage_hour_hour_idx" ON "usage_hour"("hour");

-- CreateIndex
CREATE INDEX "usage_address_day_idx" ON "usage_address"("day");

-- Below: what Prisma's models cannot say. test/contracts/invariants.test.ts asserts that each of these exists.

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
