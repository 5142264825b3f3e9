CREATE OR REPLACE FUNCTION take_api_key_revocation_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM revocation_lock(OLD.api_key_id);
  RETURN COALESCE(NEW, OLD);
END $$;
