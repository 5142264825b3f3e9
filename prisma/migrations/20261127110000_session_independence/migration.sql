-- Functions that name tables or functions find them under any search_path: sessions of psql fire the triggers, too.
-- Those that name nothing of ours, or only what every session finds in pg_catalog, need no setting.
ALTER FUNCTION reverify_credential(bytea, text[]) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION take_own_revocation_lock() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION take_api_key_revocation_lock() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION password_ends_sessions() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION funder_keeps_an_owner() SET search_path = pg_catalog, public, pg_temp;

-- What readiness tries to write. A row of 10 KB needs pages that the file does not have yet, so a full disk shows; the
-- inner transaction is always rolled back, so the table stays empty. It is not among the models: nothing reads it.
CREATE TABLE "write_probe" ("padding" text NOT NULL);
ALTER TABLE "write_probe" ALTER COLUMN "padding" SET STORAGE EXTERNAL;

CREATE FUNCTION probe_write() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  BEGIN
    INSERT INTO write_probe (padding) VALUES (repeat('x', 10000));
    RAISE SQLSTATE 'LK001';
  EXCEPTION WHEN SQLSTATE 'LK001' THEN
    RETURN;
  END;
END $$;
