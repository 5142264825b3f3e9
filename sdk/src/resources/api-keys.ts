// Exports `ApiKeys`, the resource behind `latchkey.apiKeys`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
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
  createForBroker(input: CreateBrokerKeyInput, options?: ChangeOptions): LatchkeyPromise<NewApiKey> {
    return this.#transport.value(createBrokerKeyDocument, 'createBrokerKey', { input }, options)
  }

  /**
   * Creates a USER key for the signed-in user. It acts as that user, limited to the key's scopes and the
   * user's role. The result contains the secret, which is shown only once.
   *
   * Requires a session. Errors: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  createForUser(input: CreateUserKeyInput, options?: ChangeOptions): LatchkeyPromise<NewApiKey> {
    return this.#transport.value(createUserKeyDocument, 'createUserKey', { input }, options)
  }

  /**
   * Creates a TIERED key, which acts as the funder and outlives the user who created it. The result contains
   * the secret, which is shown only once.
   *
   * Requires a session of an OWNER, ADMIN or DEVELOPER. Errors: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  createTiered(input: CreateTieredKeyInput, options?: ChangeOptions): LatchkeyPromise<NewApiKey> {
    return this.#transport.value(createTieredKeyDocument, 'createTieredKey', { input }, options)
  }

  /**
   * Returns one key by its id (`apk_…`), even if it is deleted, with the use of each secret and the last 20
   * addresses that used the key. During a rotation this shows which clients use the new secret and which
   * still send a rejected one.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Error:
   * API_KEY_NOT_FOUND.
   */
  get(id: string, options?: CallOptions): LatchkeyPromise<ApiKeyWithUse> {
    return this.#transport.value(apiKeyDocument, 'apiKey', { id }, options)
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
    return new List(which, (range) =>
      this.#transport.value(apiKeysDocument, 'apiKeys', { filter, ...range }, options),
    )
  }

  /**
   * Returns the usage of a key by its id (`apk_…`), per hour or day in UTC: requests, cost, rejections by
   * reason and distinct addresses. Oldest period first, including periods without requests; at most 200
   * periods, within today and the 90 days before. At most one second behind.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Errors:
   * API_KEY_NOT_FOUND, VALIDATION_FAILED.
   */
  usage(
    id: string,
    which: UsageOptions = {},
    options?: CallOptions,
  ): LatchkeyPromise<readonly UsageBucket[]> {
    return this.#transport
      .value(apiKeyUsageDocument, 'apiKey', () => withId(id, 'options', which), options)
      .map(({ usage }) => usage)
  }

  /**
   * Checks an allow-list against the last 20 addresses that a key (`apk_…`) was accepted from. Returns the
   * list in canonical form, and the addresses that it would accept and reject. Changes nothing; use `update`
   * for that.
   *
   * Requires `admin`; without it a BROKER key can read itself, and a user the user's own keys. Errors:
   * API_KEY_NOT_FOUND, VALIDATION_FAILED.
   */
  previewAllowList(
    id: string,
    allowList: readonly string[],
    options?: CallOptions,
  ): LatchkeyPromise<AllowListPreview> {
    return this.#transport
      .value(previewAllowListDocument, 'apiKey', { id, allowList }, options)
      .map(({ previewAllowList }) => previewAllowList)
  }

  /**
   * Updates name, scopes, allow-list or expiry of a key by its id (`apk_…`) and returns its record. Omitted
   * fields stay unchanged; `expiresAt: null` removes the expiry. Once this resolves, the server rejects
   * everything that the change no longer allows.
   *
   * Requires a session, USER or TIERED key with `admin`; only its own user can update a USER key. Widening
   * scopes, addresses or expiry requires a session. Errors: API_KEY_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED.
   */
  update(id: string, changes: ApiKeyChanges, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(updateApiKeyDocument, 'updateApiKey', id, changes, options)
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
  rotate(id: string, rotation: RotationOptions = {}, options?: ChangeOptions): LatchkeyPromise<NewApiKey> {
    return this.#transport.change(rotateApiKeyDocument, 'rotateApiKey', id, rotation, options)
  }

  /**
   * Finishes a rotation now, by the id of its key (`apk_…`), and returns the key's record. Once this
   * resolves, the server rejects the old secret, whether or not the new one has been used.
   *
   * Requires the same permission as `rotate`, but a BROKER key cannot finish. Errors: API_KEY_NOT_FOUND,
   * FORBIDDEN.
   */
  finishRotation(id: string, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(finishRotationDocument, 'finishRotation', id, {}, options)
  }

  /**
   * Cancels a rotation whose new secret is unused, by the id of its key (`apk_…`), and returns the key's
   * record. Once this resolves, the server rejects the new secret.
   *
   * Requires the same permission as `rotate`. Errors: API_KEY_NOT_FOUND, FORBIDDEN, ROTATION_PENDING (the new
   * secret has been used; finish the rotation instead).
   */
  cancelRotation(id: string, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(cancelRotationDocument, 'cancelRotation', id, {}, options)
  }

  /**
   * Deactivates a key by its id (`apk_…`) and returns its record. Takes effect exactly as `delete` does, but
   * can be undone with `reactivate`.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  deactivate(id: string, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(deactivateApiKeyDocument, 'deactivateApiKey', id, {}, options)
  }

  /**
   * Reactivates a key by its id (`apk_…`), with its existing secret, and returns its record.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN,
   * KEY_NOT_ACTIVE.
   */
  reactivate(id: string, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(reactivateApiKeyDocument, 'reactivateApiKey', id, {}, options)
  }

  /**
   * Permanently deletes a key by its id (`apk_…`) and returns its record. Once this resolves, the server
   * accepts no request with the key, and no request that was in progress leaves any change behind.
   *
   * Requires a session, USER or TIERED key with `admin`. Errors: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  delete(id: string, options?: ChangeOptions): LatchkeyPromise<ApiKey> {
    return this.#transport.change(deleteApiKeyDocument, 'deleteApiKey', id, {}, options)
  }
}
