-- Events are append-only. Deleting is left to retention.
CREATE OR REPLACE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'An event cannot be changed.' USING ERRCODE = 'check_violation', CONSTRAINT = 'event_is_append_only';
END $$;
