-- AlterTable
ALTER TABLE "submission" ADD COLUMN     "hidden_changes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "shown_status_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT app_now();
