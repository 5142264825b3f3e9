-- AlterTable
ALTER TABLE "relationship" ADD COLUMN     "contacts" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "requirement" ADD COLUMN     "overdue_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "offer" ADD COLUMN     "warned_of" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "requirement_status_overdue_at_due_at_idx" ON "requirement"("status", "overdue_at", "due_at");
