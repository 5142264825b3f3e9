-- A revocation takes the exclusive lock of each object that it changes. A write with a credential takes shared locks
-- in the order funder, relationship or user, key or session, and then reads the credential again. PostgreSQL queues
-- these locks fairly: a revocation waits for commits that already hold the lock, and every later write fails.
CREATE OR REPLACE FUNCTION revocation_lock(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(p_id, 0));
END $$;
