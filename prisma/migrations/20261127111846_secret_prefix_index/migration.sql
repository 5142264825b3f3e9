-- CreateIndex
CREATE INDEX "secret_prefix_idx" ON "secret"("prefix");
