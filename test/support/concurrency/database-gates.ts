// Gates replace sleeps in tests: a session stops at a closed gate until the test opens it.
// A gate is an advisory lock with two integer keys that the test holds. The revocation lock does not use the
// two-key space.

import { connectionConfig } from '@latchkey/prisma'
import pg from 'pg'
import { expect } from 'vitest'
import type { World } from '../world.ts'

/**
 * Before the credential re-verification of a submission or an invitation; before the commit of these or of a new
 * key.
 */
export type GateName = 'before the re-verification' | 'before the commit'
const NUMBERS: Record<GateName, number> = { 'before the re-verification': 1, 'before the commit': 2 }

/** A row with this name stops at the gate. */
export const stopsAt = (gate: GateName) => `Stops ${gate}`

export async function installGates(world: World): Promise<void> {
  await world.sql(`
    CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE own_timeout text := current_setting('lock_timeout');
    BEGIN
      IF NEW.name = 'Stops ' || TG_NAME THEN
        -- The test decides how long this waits, not the lock_timeout of the transaction.
        PERFORM set_config('lock_timeout', '0', true);
        PERFORM pg_advisory_xact_lock_shared(1, TG_ARGV[0]::int);
        PERFORM set_config('lock_timeout', own_timeout, true);
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER "before the re-verification" BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION gate(1);
    CREATE TRIGGER "before the re-verification" BEFORE INSERT ON "user" FOR EACH ROW EXECUTE FUNCTION gate(1);
    CREATE CONSTRAINT TRIGGER "before the commit" AFTER INSERT ON submission DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION gate(2);
    CREATE CONSTRAINT TRIGGER "before the commit" AFTER INSERT ON "user" DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION gate(2);
    CREATE CONSTRAINT TRIGGER "before the commit" AFTER INSERT ON api_key DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION gate(2)`)
}

/** A separate database session, like psql. It has its own locks and can report which sessions block it. */
export class Session implements AsyncDisposable {
  readonly pid: number
  readonly #client: pg.Client
  readonly #world: World

  private constructor(world: World, client: pg.Client, pid: number) {
    this.#world = world
    this.#client = client
    this.pid = pid
  }

  static async open(world: World): Promise<Session> {
    const client = new pg.Client(connectionConfig(world.databaseUrl, 'test'))
    client.on('error', () => undefined)
    await client.connect()
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
    return new Session(world, client, rows[0].pid)
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows have many shapes.
  async sql(text: string, ...values: unknown[]): Promise<any[]> {
    return (await this.#client.query(text, values)).rows
  }

  /** Returns 'done', or the SQLSTATE of the error. */
  tries(text: string, ...values: unknown[]): Promise<string> {
    return this.sql(text, ...values).then(
      () => 'done',
      ({ code }) => String(code),
    )
  }

  async close(gate: GateName): Promise<void> {
    await this.sql('SELECT pg_advisory_lock(1, $1)', NUMBERS[gate])
  }

  async open(gate: GateName): Promise<void> {
    await this.sql('SELECT pg_advisory_unlock(1, $1)', NUMBERS[gate])
  }

  /**
   * Takes the revocation lock of an object exclusively. A session that re-verifies a credential below it
   * waits before it can read.
   */
  async holdRevocationLock(id: string): Promise<void> {
    await this.sql('SELECT pg_advisory_lock(hashtextextended($1, 0))', id)
  }

  async releaseRevocationLock(id: string): Promise<void> {
    await this.sql('SELECT pg_advisory_unlock(hashtextextended($1, 0))', id)
  }

  /** Waits until `count` sessions wait for this session. Returns their process ids. */
  untilAwaitedBy(count: number): Promise<number[]> {
    return untilBlockedBy(this.#world, this.pid, count)
  }

  /** Waits until this session itself is blocked. Returns the process ids of the sessions that block it. */
  async untilWaiting(): Promise<number[]> {
    let pids: number[] = []
    const look = async () => {
      pids = (await this.#world.sql('SELECT pg_blocking_pids($1) AS pids', this.pid))[0].pids
      return pids.length
    }
    await expect.poll(look, { interval: 5, timeout: 30_000 }).toBeGreaterThan(0)
    return pids
  }

  /** Returns true if this session waits for the exclusive revocation lock of the id. */
  async isQueuedFor(id: string): Promise<boolean> {
    const rows = await this.#world.sql(
      `SELECT FROM pg_locks WHERE pid = $1 AND locktype = 'advisory' AND objsubid = 1 AND NOT granted
         AND mode = 'ExclusiveLock' AND classid::bigint << 32 | objid::bigint = hashtextextended($2, 0)`,
      this.pid,
      id,
    )
    return rows.length === 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end()
  }
}

/**
 * Waits until `count` sessions wait for locks, no matter who holds the locks: of several sessions that wait
 * for one row, only the first waits for its holder. `otherwise` also ends the wait.
 */
export async function untilWaiting(
  world: World,
  count: number,
  otherwise: () => boolean = () => false,
): Promise<void> {
  const look = async () => {
    const rows = await world.sql(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    return rows.length === count || otherwise()
  }
  await expect.poll(look, { interval: 5, timeout: 30_000 }).toBe(true)
}

/** Waits until `count` sessions wait for the session with this process id. Returns their process ids. */
export async function untilBlockedBy(world: World, pid: number, count: number): Promise<number[]> {
  let pids: number[] = []
  const look = async () => {
    const rows = await world.sql(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND $1 = ANY(pg_blocking_pids(pid))',
      pid,
    )
    pids = rows.map((row) => row.pid)
    return pids.length
  }
  await expect.poll(look, { interval: 5, timeout: 30_000 }).toBe(count)
  return pids
}
