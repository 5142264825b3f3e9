-- Used by triggers, so that every revocation takes the lock, also one by psql or a library.
CREATE OR REPLACE FUNCTION take_own_revocation_lock() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM revocation_lock(OLD.id);
  RETURN COALESCE(NEW, OLD);
END $$;
