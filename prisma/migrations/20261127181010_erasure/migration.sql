-- AlterTable
ALTER TABLE "document" ALTER COLUMN "sha256" DROP NOT NULL;


-- Data under a legal hold cannot be erased, also not in psql.
ALTER TABLE "submission"
  ADD CONSTRAINT "submission_hold_keeps_data" CHECK (NOT ("legal_hold" AND "erased_at" IS NOT NULL));

-- Find what is due for erasure.
CREATE INDEX "submission_draft_retention" ON "submission" ("updated_at")
  WHERE "status" = 'DRAFT' AND "erased_at" IS NULL;
CREATE INDEX "submission_closed_retention" ON "submission" ("status_changed_at")
  WHERE "status" IN ('DECLINED', 'WITHDRAWN', 'FUNDED') AND "erased_at" IS NULL;
CREATE INDEX "submission_legal_hold" ON "submission" ("id") WHERE "legal_hold";

-- An erasure removes the links to the submission.
CREATE INDEX "submission_previous" ON "submission" ("previous_submission_id")
  WHERE "previous_submission_id" IS NOT NULL;
