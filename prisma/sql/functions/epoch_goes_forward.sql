CREATE OR REPLACE FUNCTION epoch_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'DISABLED' AND OLD.status <> 'DISABLED' THEN
    NEW.session_epoch := OLD.session_epoch + 1;
  ELSIF NEW.session_epoch < OLD.session_epoch THEN
    RAISE EXCEPTION 'session_epoch cannot decrease: ended sessions stay ended.' USING ERRCODE = 'check_violation', CONSTRAINT = 'user_epoch_goes_forward';
  END IF;
  RETURN NEW;
END $$;
