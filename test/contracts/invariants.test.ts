// Constraints that Prisma models can't express exist in a migrated database, and hold.

import { TRIGGERS } from '@latchkey/server/cli/checks/triggers.ts'
import { expect, test } from 'vitest'
import { createWorld } from '../support/world.ts'

const CONSTRAINTS = [
  'api_key_broker_has_relationship',
  'api_key_deleted_when',
  'api_key_expires_in_range',
  'api_key_has_scopes',
  'api_key_id_has_its_prefix',
  'api_key_kind_has_its_tier',
  'api_key_name_length',
  'api_key_relationship_id_funder_id_environment_fkey',
  'api_key_user_has_owner',
  'api_key_user_id_funder_id_fkey',
  'broker_domain_is_canonical',
  'broker_domain_pkey',
  'document_account_last4',
  'document_id_has_its_prefix',
  'document_period_month',
  'document_sha256_is_sha256',
  'document_size',
  'event_id_has_its_prefix',
  'funder_id_has_its_prefix',
  'idempotent_request_digest_is_sha256',
  'key_address_counts_up',
  'key_address_first_then_last',
  'offer_amounts_are_positive',
  'offer_id_has_its_prefix',
  'owner_credit_score_in_range',
  'owner_position_in_ten',
  'owner_share_of_one',
  'owner_ssn_whole',
  'password_is_argon2id',
  'password_token_digest_is_sha256',
  'relationship_id_has_its_prefix',
  'requirement_id_has_its_prefix',
  'requirement_of_a_kind',
  'secret_digest_is_sha256',
  'secret_grace_of_a_week',
  'secret_pending_has_grace',
  'secret_retires_when',
  'session_digest_is_sha256',
  'session_id_has_its_prefix',
  'submission_amount_is_positive',
  'submission_currency_is_iso',
  'submission_held_when',
  'submission_hold_keeps_data',
  'submission_name_length',
  'submission_relationship_id_funder_id_broker_id_environment_fkey',
  'submission_revenue_not_negative',
  'submission_tax_id_whole',
  'upload_id_has_its_prefix',
  'upload_size',
  'usage_address_in_some_hour',
  'usage_hour_addresses',
  'usage_hour_counts_up',
  'usage_hour_is_whole',
  'usage_hour_refusals_count_up',
  'user_id_has_its_prefix',
  'user_username_is_canonical',
]
const INDEXES = [
  'api_key_one_per_relationship',
  'document_bytes_once',
  'offer_one_accepted',
  'relationship_funder_id_broker_id_environment_key',
  'secret_one_current',
  'secret_one_pending',
  'secret_one_retiring',
  'secret_prefix_idx',
  'submission_closed_retention',
  'submission_draft_retention',
  'submission_legal_hold',
  'submission_previous',
  'submission_relationship_id_external_reference_key',
  'submission_search',
  'usage_address_day_idx',
  'usage_hour_hour_idx',
  'user_email_lower',
]
const FUNCTIONS = [
  'app_now',
  'dead_is_final',
  'deleted_is_final',
  'ended_is_final',
  'epoch_goes_forward',
  'event_is_append_only',
  'funder_keeps_an_owner',
  'parent_is_final',
  'password_ends_sessions',
  'probe_write',
  'reverify_credential',
  'revocation_lock',
  'revocation_lock_shared',
  'search_fold',
  'take_api_key_revocation_lock',
  'take_own_revocation_lock',
]

const NO_EXTENSION = "NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')"

test('the database has all constraints, indexes, triggers, functions and the view', async () => {
  await using world = await createWorld()
  const names = async (sql: string) => (await world.sql(sql)).map(({ name }) => name)
  expect(await names('SELECT conname AS name FROM pg_constraint')).toEqual(
    expect.arrayContaining(CONSTRAINTS),
  )
  expect(await names("SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'public'")).toEqual(
    expect.arrayContaining(INDEXES),
  )
  const triggers =
    "SELECT tgrelid::regclass || ' ' || tgname AS name FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace ORDER BY 1"
  expect((await names(triggers)).map((name) => name.replaceAll('"', '')).sort()).toEqual([...TRIGGERS].sort())
  expect(
    await names(
      `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND ${NO_EXTENSION} ORDER BY 1`,
    ),
  ).toEqual(FUNCTIONS)
  expect(await names("SELECT viewname AS name FROM pg_views WHERE schemaname = 'public'")).toEqual([
    'credential',
  ])
  // VOLATILE, because a STABLE function would read the snapshot from before it took the locks.
  expect(await world.sql("SELECT provolatile FROM pg_proc WHERE proname = 'reverify_credential'")).toEqual([
    { provolatile: 'v' },
  ])
})

test('enforces unique relationships, one key per relationship and one broker per domain', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  const copy = (table: string, changes: string) =>
    world.sql(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(null::${table}, to_jsonb(t) || $1::jsonb)).* FROM ${table} t WHERE true LIMIT 1`,
      changes,
    )
  await expect(copy('relationship', '{"id":"rel_2"}')).rejects.toThrow(
    /relationship_funder_id_broker_id_environment_key/,
  )
  await expect(
    world.sql(
      `INSERT INTO api_key SELECT (jsonb_populate_record(null::api_key, to_jsonb(k) || '{"id":"apk_2"}')).* FROM api_key k WHERE id = $1`,
      broker.apiKeyId,
    ),
  ).rejects.toThrow(/api_key_one_per_relationship/)
  await expect(world.directory.add('Another', 'bee.example')).rejects.toThrow()
})

test('a key or submission must have the environment of its relationship', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await broker.submits()
  for (const table of ['api_key', 'submission']) {
    const crossing = world.sql(
      `UPDATE ${table} SET environment = 'PRODUCTION' WHERE relationship_id IS NOT NULL`,
    )
    await expect(crossing).rejects.toThrow(/_environment_fkey/)
  }
})

test('SQL cannot restore a deleted key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const broker = await funder.broker('bee.example')
  await funder.deletes(broker.apiKeyId)
  await expect(
    world.sql("UPDATE api_key SET state = 'ACTIVE', deleted_at = NULL WHERE id = $1", broker.apiKeyId),
  ).rejects.toThrow(/A DELETED API key cannot change its state/)
})

test('SQL cannot move a key to another relationship or a secret to another key', async () => {
  await using world = await createWorld()
  const funder = await world.funder()
  const [one, two] = await funder.brokers(2)
  const key =
    'UPDATE api_key SET relationship_id = (SELECT relationship_id FROM api_key WHERE id = $1) WHERE id = $2'
  await expect(world.sql(key, one?.apiKeyId, two?.apiKeyId)).rejects.toThrow(
    /parent of a row in \w+ cannot change/,
  )
  const secret = 'UPDATE secret SET api_key_id = $1 WHERE api_key_id = $2'
  await expect(world.sql(secret, one?.apiKeyId, two?.apiKeyId)).rejects.toThrow(
    /parent of a row in \w+ cannot change/,
  )
})

test('functions that use Latchkey tables or functions set their own search_path', async () => {
  await using world = await createWorld()
  const rows = await world.sql(
    `SELECT proname AS name FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND ${NO_EXTENSION} AND NOT EXISTS (
       SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%'
     ) ORDER BY 1`,
  )
  // These functions use only built-in functions. app_now is the test clock here.
  const builtIn = [
    'app_now',
    'dead_is_final',
    'deleted_is_final',
    'ended_is_final',
    'epoch_goes_forward',
    'parent_is_final',
    'revocation_lock',
    'revocation_lock_shared',
    'search_fold',
  ]
  expect(rows.map(({ name }) => name).filter((name) => !builtIn.includes(name))).toEqual([])
})
