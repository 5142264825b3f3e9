-- CreateIndex
CREATE INDEX "submission_assigned_user_id_id_idx" ON "submission"("assigned_user_id", "id");

-- Text search: part of the company's or submission's name, or of the reference. The extension can be in any schema.
DO $$
DECLARE
  extension_schema text;
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
  SELECT n.nspname INTO extension_schema FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
  EXECUTE format(
    'CREATE INDEX "submission_search" ON "submission" USING gin ("name" %1$I.gin_trgm_ops, "legal_name" %1$I.gin_trgm_ops,
      "dba" %1$I.gin_trgm_ops, "external_reference" %1$I.gin_trgm_ops)', extension_schema);
END $$;
