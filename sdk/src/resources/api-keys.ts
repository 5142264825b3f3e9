// Exports `ApiKeys`, the resource behind `latchkey.apiKeys`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject, withId } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  apiKeyDocument,
  apiKeysDocument,
  apiKeyUsageDocument,
  cancelRotationDocument,
  createBrokerKeyDocument,
  createTieredKeyDocument,
  createUserKeyDocument,
  deactivateApiKeyDocument,
  deleteApiKeyDocument,
  finishRotationDocument,
  previewAllowListDocument,
  reactivateApiKeyDocument,
  rotateApiKeyDocument,
  updateApiKeyDocument,
} from '../generated/documents.ts'
import type {
  AllowListPreview,
  ApiKey,
  ApiKeyFilter,
  ApiKeyWithUse,
  CreateBrokerKeyInput,
  CreateTieredKeyInput,
  CreateUserKeyInput,
  NewApiKey,
  UsageBucket,
} from '../generated/types.ts'
import type { ApiKeyChanges, RotationOptions, UsageOptions } from './api-key-options.ts'

/** API keys of the funder in the environment of the credential: `latchkey.apiKeys`. */
export class ApiKeys {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Creates an API key for a broker, who is identified by an email address at one of the broker's domains.
   * The result contains the secret, which is shown only once. Send it to the broker securely.
   *
   * Requires a session or USER key with `admin`. Errors: BROKER_NOT_FOUND, BROKER_KEY_EXISTS,
   * RELATIONSHIP_NOT_ACTIVE, TIER_NOT_ALLOWED, VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createForBroker(input: CreateBrokerKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createBrokerKey } = await this.#transport.send(createBrokerKeyDocument, { input }, options)
    return createBrokerKey
  }

  /**
   * Creates a USER key for the signed-in user. It acts as that user, limited to the key's scopes and the
   * user's role. The result contains the secret, which is shown only once.
   *
   * Requires a session. Errors: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createForUser(input: CreateUserKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createUserKey } = await this.#transport.send(createUserKeyDocument, { input }, options)
    return createUserKey
  }

  /**
   * Creates a TIERED key, which acts as the funder and outlives the user who created it. The result contains
   * the secret, which is shown only once.
   *
   * Requires a session of an OWNER, ADMIN or DEVELOPER. Errors: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createTiered(input: CreateTieredKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createTieredKey } = await this.#transport.send(createTieredKeyDocument, { input }, options)
    return createTieredKey
  }

  /**
   * Returns one key by its id (`apk_…`), even if it is deleted, with the use of each secret and the last 20
   * addresses that used the key. During a rotation this shows which clients use the new secret and which
   * still send a rejected one.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Error:
   * API_KEY_NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<ApiKeyWithUse> {
    const { apiKey } = await this.#transport.send(apiKeyDocument, { id }, options)
    return apiKey
  }

  /**
   * Lists the keys, newest first. Deleted keys are omitted unless the filter requests them. Each item has
   * `lastUsedAt`; `get` returns the use of each secret. To find the key of a leaked secret, use `filter: {
   * prefix }` with the displayed start of the secret, never the whole secret.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys.
   */
  list(which: ListOptions<ApiKeyFilter> = {}, options?: CallOptions): List<ApiKey> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { apiKeys } = await this.#transport.send(apiKeysDocument, { filter, ...range }, options)
      return apiKeys
    })
  }

  /**
   * Returns the usage of a key by its id (`apk_…`), per hour or day in UTC: requests, cost, rejections by
   * reason and distinct addresses. Oldest period first, including periods without requests; at most 200
   * periods, within today and the 90 days before. At most one second behind.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Errors:
   * API_KEY_NOT_FOUND, VALIDATION_FAILED.
   */
  async usage(id: string, which: UsageOptions = {}, options?: CallOptions): Promise<readonly UsageBucket[]> {
    const variables = withId(id, 'options', which)
    const { apiKey } = await this.#transport.send(apiKeyUsageDocument, variables, options)
    return apiKey.usage
  }

  /**
   * Checks an allow-list against the last 20 addresses that a key (`apk_…`) was accepted from. Returns the
   * list in canonical form, and the addresses that it would accept and reject. Changes nothing; use `update`
   * for that.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Errors:
   * API_KEY_NOT_FOUND, VALIDATION_FAILED.
   */
  async previewAllowList(
    id: string,
    allowList: readonly string[],
    options?: CallOptions,
  ): Promise<AllowListPreview> {
    const { apiKey } = await this.#transport.send(previewAllowListDocument, { id, allowList }, options)
    return apiKey.previewAllowList
  }

  /**
   * Updates name, scopes, allow-list or expiry of a key by its id (`apk_…`) and returns its record. Omitted
   * fields stay unchanged; `expiresAt: null` removes the expiry. Once this resolves, the server rejects
   * everything that the change no longer allows.
   *
   * Requires a session, USER or TIERED key with `admin`; only its own user can update a USER key. Widening
   * scopes, addresses or expiry requires a session. Errors: API_KEY_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED.
   */
  async update(id: string, changes: ApiKeyChanges, options?: ChangeOptions): Promise<ApiKey> {
    const input = withId(id, 'changes', changes)
    const { updateApiKey } = await this.#transport.send(updateApiKeyDocument, { input }, options)
    return updateApiKey
  }

  /**
   * Adds a second secret to a key by its id (`apk_…`) and returns it. It is shown only once. The server
   * accepts both secrets. The old one expires `graceSeconds` (0 to 604800; default 86400) after the first use
   * of the new one. With `graceSeconds: 0`, for a leaked secret, the server rejects the old one once this
   * resolves.
   *
   * Requires a session, or a USER key with `admin` for BROKER keys. A BROKER key can rotate itself with a
   * grace period of one day or more; users can rotate their own keys in a session. Errors: API_KEY_NOT_FOUND,
   * FORBIDDEN, KEY_NOT_ACTIVE, ROTATION_PENDING, VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async rotate(id: string, rotation: RotationOptions = {}, options?: ChangeOptions): Promise<NewApiKey> {
    const input = withId(id, 'rotation', rotation)
    const { rotateApiKey } = await this.#transport.send(rotateApiKeyDocument, { input }, options)
    return rotateApiKey
  }

  /**
   * Finishes a rotation now, by the id of its key (`apk_…`), and returns the key's record. Once this
   * resolves, the server rejects the old secret, whether or not the new one has been used.
   *
   * Requires the same permission as `rotate`, but a BROKER key cannot finish. Errors: API_KEY_NOT_FOUND,
   * FORBIDDEN.
   */
  async finishRotation(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { finishRotation } = await this.#transport.send(finishRotationDocument, { input: { id } }, options)
    return finishRotation
  }

  /**
   * Cancels a rotation whose new secret is unused, by the id of its key (`apk_…`), and returns the key's
   * record. Once this resolves, the server rejects the new secret.
   *
   * Requires the same permission as `rotate`. Errors: API_KEY_NOT_FOUND, FORBIDDEN, ROTATION_PENDING (the new
   * secret has been used; finish the rotation instead).
   */
  async cancelRotation(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { cancelRotation } = await this.#transport.send(cancelRotationDocument, { input: { id } }, options)
    return cancelRotation
  }

  /**
   * Deactivates a key by its id (`apk_…`) and returns its record. Takes effect exactly as `delete` does, but
   * can be undone with `reactivate`.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async deactivate(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { deactivateApiKey } = await this.#transport.send(
      deactivateApiKeyDocument,
      { input: { id } },
      options,
    )
    return deactivateApiKey
  }

  /**
   * Reactivates a key by its id (`apk_…`), with its existing secret, and returns its record.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN,
   * KEY_NOT_ACTIVE.
   */
  async reactivate(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { reactivateApiKey } = await this.#transport.send(
      reactivateApiKeyDocument,
      { input: { id } },
      options,
    )
    return reactivateApiKey
  }

  /**
   * Permanently deletes a key by its id (`apk_…`) and returns its record. Once this resolves, the server
   * accepts no request with the key, and no request that was in progress leaves any change behind.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async delete(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { deleteApiKey } = await this.#transport.send(deleteApiKeyDocument, { input: { id } }, options)
    return deleteApiKey
  }
}
