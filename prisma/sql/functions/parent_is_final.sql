-- The parent of a key, secret or session never changes, because reverify_credential reads it before it locks.
CREATE OR REPLACE FUNCTION parent_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The parent of a row in % cannot change. Create a new row.', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_parent_is_final';
END $$;
