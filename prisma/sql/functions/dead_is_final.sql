CREATE OR REPLACE FUNCTION dead_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A DEAD secret cannot change its state.' USING ERRCODE = 'check_violation', CONSTRAINT = 'secret_dead_is_final';
END $$;
