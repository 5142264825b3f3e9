CREATE OR REPLACE FUNCTION ended_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An ended session cannot be reopened.' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_ended_is_final';
END $$;
