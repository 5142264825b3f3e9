-- A new password ends all sessions. The first password makes an invited user ACTIVE in the same transaction.
CREATE OR REPLACE FUNCTION password_ends_sessions() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "user"
  SET session_epoch = session_epoch + 1,
      status = CASE WHEN status = 'INVITED' AND TG_OP <> 'DELETE' THEN 'ACTIVE' ELSE status END
  WHERE id = COALESCE(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;
