-- CreateIndex
CREATE INDEX "event_subject_id_id_idx" ON "event"("subject_id", "id");
