// Turns off the sign-in rate limit, for tests that sign in more often than the limits allow.

import type { World } from '../../support/world.ts'

export async function disableLoginLimits(world: World): Promise<void> {
  await world.sql(`
    CREATE FUNCTION uncounted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      NEW.count := 0;
      RETURN NEW;
    END $$;
    CREATE TRIGGER uncounted BEFORE INSERT OR UPDATE ON attempt FOR EACH ROW EXECUTE FUNCTION uncounted()`)
}
