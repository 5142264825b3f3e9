-- AlterTable
ALTER TABLE "user" ALTER COLUMN "status" SET DEFAULT 'INVITED';

-- Below: what Prisma's models cannot say.

-- The first password makes an invited user ACTIVE, in the transaction that writes it.
CREATE OR REPLACE FUNCTION password_ends_sessions() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE "user"
  SET session_epoch = session_epoch + 1,
      status = CASE WHEN status = 'INVITED' AND TG_OP <> 'DELETE' THEN 'ACTIVE' ELSE status END
  WHERE id = COALESCE(NEW.user_id, OLD.user_id);
  RETURN NULL;
END $$;

-- Existing users without a password were never able to sign in. This takes no authority away from anyone: they have no
-- session, and users who own a key are left out. So the triggers are not needed, whose locks would be one per row, and
-- one of which refuses to leave a funder without an active OWNER.
ALTER TABLE "user" DISABLE TRIGGER USER;
UPDATE "user" u SET status = 'INVITED'
WHERE u.status = 'ACTIVE'
  AND NOT EXISTS (SELECT FROM "password" p WHERE p.user_id = u.id)
  AND NOT EXISTS (SELECT FROM "api_key" k WHERE k.user_id = u.id);
ALTER TABLE "user" ENABLE TRIGGER USER;
