// SQL statements and limits of the usage writer. Used in usage/.
//
// The number of statements does not depend on the traffic, and each is atomic by itself. Each locks its rows
// in a fixed order, so two servers cannot deadlock.

/** Prefix that identifies the statements of the usage writer in pg_stat_activity and in tests. */
export const USAGE_WRITER = '/* usage writer */'

/** Number of addresses stored per key, and per secret that is no longer accepted. */
export const MAX_ADDRESSES = 20
/** Maximum number of distinct addresses counted per key and hour. */
const MAX_COUNTED = 1_000

const INPUT_ROWS = `unnest($1::bytea[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[])
  AS given (digest, count, first_at, last_at, address, user_agent)`

// The join skips a secret that was deleted in psql since its use.
export const WRITE_USES = `${USAGE_WRITER}
  INSERT INTO secret_use AS old (digest, count, used_at, address, user_agent)
  SELECT digest, count, last_at, given.address, given.user_agent FROM ${INPUT_ROWS} JOIN secret USING (digest)
  ORDER BY digest
  ON CONFLICT (digest) DO UPDATE SET count = old.count + EXCLUDED.count,
    used_at = GREATEST(old.used_at, EXCLUDED.used_at),
    address = CASE WHEN EXCLUDED.used_at >= old.used_at THEN EXCLUDED.address ELSE old.address END,
    user_agent = CASE WHEN EXCLUDED.used_at >= old.used_at THEN EXCLUDED.user_agent ELSE old.user_agent END`

// Inserts new addresses only until MAX_ADDRESSES is reached: one second can bring thousands of them.
export const WRITE_REJECTED_USES = `${USAGE_WRITER}
  INSERT INTO rejected_use AS old (digest, count, first_at, last_at, address, user_agent)
  SELECT digest, count, first_at, last_at, address, user_agent FROM (
    SELECT given.*, known.address IS NOT NULL AS is_known,
      row_number() OVER (PARTITION BY given.digest, known.address IS NULL ORDER BY given.first_at) AS place,
      (SELECT count(*) FROM rejected_use kept WHERE kept.digest = given.digest) AS kept
    FROM ${INPUT_ROWS} JOIN secret USING (digest)
    LEFT JOIN rejected_use known ON known.digest = given.digest AND known.address = given.address
  ) ranked
  WHERE is_known OR kept + place <= ${MAX_ADDRESSES}
  ORDER BY digest, address
  ON CONFLICT (digest, address) DO UPDATE SET count = old.count + EXCLUDED.count,
    last_at = GREATEST(old.last_at, EXCLUDED.last_at), user_agent = EXCLUDED.user_agent`

// $1: hour. $2: day of the hour. $3: bit of the hour in the day. $4 to $7: keys with requests, cost and
// refusals. $8 and $9: keys with addresses. The server that sets the bit of an address counts the address.
// The server that inserts its row for the day counts it as new.
export const WRITE_HOUR = `${USAGE_WRITER}
  WITH fresh AS (
    INSERT INTO usage_address AS old (api_key_id, day, address, hours)
    SELECT api_key_id, $2, address, $3 FROM (
      SELECT seen.api_key_id, seen.address, COALESCE(counted.addresses, 0) AS counted,
        row_number() OVER (PARTITION BY seen.api_key_id ORDER BY seen.address) AS place
      FROM unnest($8::text[], $9::text[]) AS seen (api_key_id, address)
      LEFT JOIN usage_hour counted ON counted.api_key_id = seen.api_key_id AND counted.hour = $1
      WHERE NOT EXISTS (
        SELECT FROM usage_address known
        WHERE known.api_key_id = seen.api_key_id AND known.day = $2 AND known.address = seen.address
          AND known.hours & $3 <> 0
      )
    ) ranked
    WHERE counted + place <= ${MAX_COUNTED}
    ORDER BY api_key_id, address
    ON CONFLICT (api_key_id, day, address) DO UPDATE SET hours = old.hours | EXCLUDED.hours
      WHERE old.hours & EXCLUDED.hours = 0
    RETURNING api_key_id, hours
  ), found AS (
    SELECT api_key_id, count(*)::int AS addresses, (count(*) FILTER (WHERE hours = $3))::int AS new_addresses
    FROM fresh GROUP BY api_key_id
  )
  INSERT INTO usage_hour AS old (api_key_id, hour, requests, cost, refusals, addresses, new_addresses)
  SELECT api_key_id, $1, requests, cost, refusals::jsonb, COALESCE(addresses, 0), COALESCE(new_addresses, 0)
  FROM unnest($4::text[], $5::bigint[], $6::bigint[], $7::text[]) AS given (api_key_id, requests, cost, refusals)
  LEFT JOIN found USING (api_key_id)
  ORDER BY api_key_id
  ON CONFLICT (api_key_id, hour) DO UPDATE SET requests = old.requests + EXCLUDED.requests,
    cost = old.cost + EXCLUDED.cost,
    refusals = CASE WHEN EXCLUDED.refusals = '{}' THEN old.refusals ELSE (
      SELECT jsonb_object_agg(code, total) FROM (
        SELECT code, sum(count::bigint) AS total FROM (
          SELECT * FROM jsonb_each_text(old.refusals) UNION ALL SELECT * FROM jsonb_each_text(EXCLUDED.refusals)
        ) AS both_of (code, count) GROUP BY code
      ) AS totals
    ) END,
    addresses = LEAST(${MAX_COUNTED}, old.addresses + EXCLUDED.addresses),
    new_addresses = LEAST(${MAX_COUNTED}, old.new_addresses + EXCLUDED.new_addresses)`

/** Returns the keys that got a new address. They may exceed MAX_ADDRESSES and need TRIM_ADDRESSES. */
export const WRITE_ADDRESSES = `${USAGE_WRITER}
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::timestamptz[], $5::timestamptz[], $6::text[])
      AS given (api_key_id, address, count, first_at, last_at, user_agent)
  ), kept AS (
    INSERT INTO key_address AS old (api_key_id, address, count, first_at, last_at, user_agent)
    SELECT api_key_id, address, count, first_at, last_at, user_agent FROM given
    ORDER BY api_key_id, address
    ON CONFLICT (api_key_id, address) DO UPDATE SET count = old.count + EXCLUDED.count,
      first_at = LEAST(old.first_at, EXCLUDED.first_at),
      last_at = GREATEST(old.last_at, EXCLUDED.last_at),
      user_agent = CASE WHEN EXCLUDED.last_at >= old.last_at THEN EXCLUDED.user_agent ELSE old.user_agent END
    RETURNING api_key_id, address, count
  )
  SELECT DISTINCT api_key_id AS "apiKeyId" FROM kept JOIN given USING (api_key_id, address)
  WHERE kept.count = given.count`

// Keeps rows that another server is updating, because they are in use. SKIP LOCKED avoids waiting for them.
export const TRIM_ADDRESSES = `${USAGE_WRITER}
  WITH beyond AS (
    SELECT api_key_id, address, last_at FROM (
      SELECT api_key_id, address, last_at,
        row_number() OVER (PARTITION BY api_key_id ORDER BY last_at DESC, address) AS place
      FROM key_address WHERE api_key_id = ANY ($1::text[])
    ) ranked WHERE place > ${MAX_ADDRESSES}
  ), locked AS (
    SELECT a.api_key_id, a.address FROM key_address a JOIN beyond USING (api_key_id, address, last_at)
    FOR UPDATE OF a SKIP LOCKED
  )
  DELETE FROM key_address a USING locked
  WHERE a.api_key_id = locked.api_key_id AND a.address = locked.address`
