-- Counts by status of a broker, and its pages of one status, without reading the rows.
-- CreateIndex
CREATE INDEX "submission_relationship_id_status_id_idx" ON "submission"("relationship_id", "status", "id");
