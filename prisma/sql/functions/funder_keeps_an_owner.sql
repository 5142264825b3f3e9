-- Locks the remaining owners before it checks them, so that two concurrent removals cannot remove the last two owners.
CREATE OR REPLACE FUNCTION funder_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM FROM "user"
  WHERE funder_id = OLD.funder_id AND role = 'OWNER' AND status = 'ACTIVE' ORDER BY id FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'A funder must have at least one active OWNER.' USING ERRCODE = 'check_violation', CONSTRAINT = 'funder_keeps_an_owner';
  END IF;
  RETURN NULL;
END $$;
