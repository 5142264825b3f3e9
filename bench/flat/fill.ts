// The SQL that fills a world: each statement creates rows $1 to $2 of a table from their numbers.

const DAY_MS = 86_400_000
/** Prime, so that multiples of it visit every relationship once, in an order that no index has. */
const STRIDE = 7919

export interface Shares {
  readonly keys: number
  readonly funders: number
  readonly users: number
  readonly brokers: number
  readonly relationships: number
}

export interface FillStep {
  readonly name: string
  readonly rows: number
  readonly text: string
}

/**
 * Of ten keys, seven are BROKER, two USER and one TIERED. A broker works with three funders. `keys`: a
 * multiple of 1,000.
 */
export function sharesOf(keys: number): Shares {
  const relationships = (keys / 10) * 7
  return {
    keys,
    funders: 1 + Math.max(4, Math.floor(keys / 2_000)),
    users: keys / 20,
    brokers: Math.ceil(relationships / 3),
    relationships,
  }
}

/** An SQL function that creates ids like newId: time first, milliseconds in ULID digits. */
export const ID_FUNCTION = `
  CREATE FUNCTION pg_temp.id_of(prefix text, salt text, ms bigint) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN prefix || ${Array.from({ length: 10 }, (_, place) => digit(45 - 5 * place)).join(' || ')} || left(md5(prefix || salt), 16)`

function digit(shift: number): string {
  return `substr('0123456789abcdefghjkmnpqrstvwxyz', ((ms >> ${shift}) & 31)::int + 1, 1)`
}

/** Funder 0 is the largest. */
export function fillSteps(shares: Shares, largest: string): FillStep[] {
  const { keys, funders, users, brokers, relationships } = shares
  const began = Date.now() - 100 * DAY_MS
  // Evenly over 90 days.
  const ms = (n: string, of: number) => `(${began} + (${n})::bigint * ${90 * DAY_MS} / ${of})`
  const at = (n: string, of: number) => `to_timestamp(${ms(n, of)} / 1000::float8)`
  const id = (prefix: string, n: string, of: number) =>
    `pg_temp.id_of('${prefix}_', (${n})::text, ${ms(n, of)})`
  const others = (n: string) => `1 + (${n}) % ${funders - 1}`

  const funder = (n: string) => id('fun', n, funders)
  const userFunder = (u: string) => `CASE WHEN ${u} % 5 = 0 THEN 0 ELSE ${others(u)} END`
  const relationshipFunder = (r: string) =>
    `CASE WHEN ${r} < ${relationships / 5} THEN 0 ELSE ${others(`${r} % ${brokers} + ${r} / ${brokers}`)} END`
  const environment = (n: string) =>
    `CASE WHEN ${n} % 2 = 0 THEN 'PRODUCTION' ELSE 'DEVELOPMENT' END::"Environment"`
  const rows = 'generate_series($1::bigint, $2::bigint) AS n'
  const strided = `${rows}, LATERAL (SELECT (n * ${STRIDE}) % ${relationships} AS r) AS relation`

  const withSecrets = (kind: string, made: string) => `
    WITH made AS (
      INSERT INTO api_key (id, kind, environment, funder_id, relationship_id, user_id, name, tier, scopes, created_at)
      ${made} RETURNING id, created_at)
    INSERT INTO secret (digest, api_key_id, prefix, created_at, first_used_at)
    SELECT sha256(convert_to(id, 'UTF8')), id, '${kind}' || right(id, 4), created_at, created_at FROM made`
  const scopes = (more: string) =>
    `'{SUBMISSIONS,SUBMISSIONS_READ,DOCUMENTS,DOCUMENTS_READ${more}}'::"Scope"[]`
  const status = '(enum_range(NULL::"SubmissionStatus"))[1 + n % 9]'
  const key = (kind: string, of: number) => `pg_temp.id_of('apk_', '${kind}' || n, ${ms('n', of)})`

  return [
    {
      name: 'funders',
      rows: funders,
      text: `INSERT INTO funder (id, name, production_opened_at, created_at)
        SELECT ${funder('n')}, CASE WHEN n = 0 THEN '${largest}' ELSE 'Funder ' || n END, ${at('n', funders)}, ${at('n', funders)}
        FROM ${rows}`,
    },
    {
      name: 'users',
      rows: users,
      text: `INSERT INTO "user" (id, funder_id, username, name, email, role, status, created_at)
        SELECT ${id('usr', 'n', users)}, ${funder(`(${userFunder('n')})`)}, 'user_' || n, 'User ' || n,
          'user_' || n || '@funder.example', CASE WHEN n < 10 THEN 'OWNER' ELSE 'UNDERWRITER' END::"Role", 'ACTIVE', ${at('n', users)}
        FROM ${rows}`,
    },
    {
      name: 'brokers',
      rows: brokers,
      text: `INSERT INTO broker (id, name, created_at)
        SELECT ${id('brk', 'n', brokers)}, 'Broker ' || n, ${at('n', brokers)} FROM ${rows}`,
    },
    {
      name: 'relationships',
      rows: relationships,
      text: `INSERT INTO relationship (id, funder_id, broker_id, environment, created_at)
        SELECT ${id('rel', 'n', relationships)}, ${funder(`(${relationshipFunder('n')})`)},
          ${id('brk', `(n % ${brokers})`, brokers)}, ${environment('n')}, ${at('n', relationships)}
        FROM ${rows}`,
    },
    {
      name: 'keys of brokers',
      rows: relationships,
      text: withSecrets(
        'bft_',
        `SELECT ${key('b', relationships)}, 'BROKER', ${environment('r')}, ${funder(`(${relationshipFunder('r')})`)},
          ${id('rel', 'r', relationships)}, NULL, 'Key of broker ' || n, 'PARTNER', ${scopes('')}, ${at('n', relationships)}
        FROM ${strided}`,
      ),
    },
    {
      name: 'keys of users',
      rows: (keys / 10) * 2,
      text: withSecrets(
        'key_',
        `SELECT ${key('u', (keys / 10) * 2)}, 'USER', ${environment('n')}, ${funder(`(${userFunder('u')})`)},
          NULL, ${id('usr', 'u', users)}, 'Key of user ' || n, 'INTERNAL', ${scopes('')}, ${at('n', (keys / 10) * 2)}
        FROM ${rows}, LATERAL (SELECT n % ${users} AS u) AS owner`,
      ),
    },
    {
      name: 'keys of funders',
      rows: keys / 10,
      text: withSecrets(
        'lk_in_',
        `SELECT ${key('t', keys / 10)}, 'TIERED', ${environment('n / 5')}, ${funder(`(${userFunder('n')})`)},
          NULL, NULL, 'Key of funder ' || n, 'INTERNAL', ${scopes(',ADMIN,ADMIN_READ')}, ${at('n', keys / 10)}
        FROM ${rows}`,
      ),
    },
    {
      name: 'submissions',
      rows: keys,
      text: `WITH made AS (
          INSERT INTO submission (id, environment, funder_id, broker_id, relationship_id, name, external_reference, status,
            held_at, legal_name, email, phone, entity_type, state_of_incorporation, naics, amount_minor, purpose, created_at,
            updated_at)
          SELECT ${id('sub', 'n', keys)}, ${environment('r')}, ${funder(`(${relationshipFunder('r')})`)},
            ${id('brk', `(r % ${brokers})`, brokers)}, ${id('rel', 'r', relationships)}, 'Application number ' || n,
            CASE WHEN n % 3 = 0 THEN 'ref-' || n END,
            ${status}, CASE WHEN ${status} = 'HELD' THEN ${at('n', keys)} END, 'Company ' || n || ' LLC', 'office' || n || '@company.example',
            '+12125550100', 'LLC', 'NY', '311811', 100000 + n % 50000000, 'EQUIPMENT', ${at('n', keys)}, ${at('n', keys)}
          FROM ${strided} RETURNING id)
        INSERT INTO owner (id, submission_id, position, first_name, last_name, email, ownership_basis_points)
        SELECT 'own' || right(id, 27), id, 1, 'Ann', 'Baker', 'ann@company.example', 10000 FROM made`,
    },
  ]
}
