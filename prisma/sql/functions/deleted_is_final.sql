CREATE OR REPLACE FUNCTION deleted_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'DELETED' AND NEW.state <> 'DELETED' THEN
    RAISE EXCEPTION 'A DELETED API key cannot change its state.' USING ERRCODE = 'check_violation', CONSTRAINT = 'api_key_deleted_is_final';
  END IF;
  RETURN NEW;
END $$;
