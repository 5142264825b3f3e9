CREATE OR REPLACE FUNCTION revocation_lock_shared(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_id, 0));
END $$;
