CREATE OR REPLACE TRIGGER "final_parent" BEFORE UPDATE ON "session" FOR EACH ROW
  WHEN ((OLD.id, OLD.digest, OLD.user_id, OLD.environment, OLD.epoch)
    IS DISTINCT FROM (NEW.id, NEW.digest, NEW.user_id, NEW.environment, NEW.epoch))
  EXECUTE FUNCTION parent_is_final();
