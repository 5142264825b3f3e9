// Keys: giving them, seeing and changing them, replacing their secrets, taking them away.

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
  RotateApiKeyInput,
  UpdateApiKeyInput,
  UsageBucket,
  UsagePeriod,
} from '../generated/types.ts'

/** What `update` changes. What is left out stays. */
export type ApiKeyChanges = Omit<UpdateApiKeyInput, 'id'>

/** How `rotate` goes about it. */
export type RotationOptions = Omit<RotateApiKeyInput, 'id'>

/** Which periods `usage` tells. */
export interface UsageOptions {
  /** The first period is the one of this moment, ISO 8601. Left out: 24 hours, or 30 days, before `to`. */
  readonly from?: string | Date
  /** The last period is the one before this moment, or of it. Left out: the period of now. */
  readonly to?: string | Date
  /** How long a period is, of UTC. Left out: HOUR. */
  readonly by?: Exclude<UsagePeriod, '%future added value'>
}

/** The API keys of the funder in the environment of the credential in use: `latchkey.apiKeys`. */
export class ApiKeys {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Gives a broker partner a key, by an e-mail address at one of its domains. The answer holds the secret, which is
   * shown this once: hand it over securely.
   *
   * Needs a session or USER key with `admin`. Problems of its own: BROKER_NOT_FOUND, BROKER_KEY_EXISTS,
   * RELATIONSHIP_NOT_ACTIVE, TIER_NOT_ALLOWED, VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createForBroker(input: CreateBrokerKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createBrokerKey } = await this.#transport.send(createBrokerKeyDocument, { input }, options)
    return createBrokerKey
  }

  /**
   * Gives the user who is logged in a USER key, which acts as that user within its own scopes and the role. The answer
   * holds the secret, which is shown this once.
   *
   * Needs a session. Problems of its own: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createForUser(input: CreateUserKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createUserKey } = await this.#transport.send(createUserKeyDocument, { input }, options)
    return createUserKey
  }

  /**
   * Gives the funder a TIERED key, which acts for the funder itself and outlives its maker. The answer holds the secret,
   * which is shown this once.
   *
   * Needs a session of an OWNER, ADMIN or DEVELOPER. Problems of its own: VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async createTiered(input: CreateTieredKeyInput, options?: ChangeOptions): Promise<NewApiKey> {
    const { createTieredKey } = await this.#transport.send(createTieredKeyDocument, { input }, options)
    return createTieredKey
  }

  /**
   * One key by its id (`apk_…`), deleted ones included, with its secrets and how they are used: who has changed over to
   * the new secret of a rotation, and who still comes with what is refused; and with the last 20 addresses it was used from.
   *
   * Needs `admin`; a BROKER key sees itself, a user the own keys. Problem of its own: API_KEY_NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<ApiKeyWithUse> {
    const { apiKey } = await this.#transport.send(apiKeyDocument, { id }, options)
    return apiKey
  }

  /**
   * The keys, newest first, without the deleted ones unless the filter asks for them. Each has `lastUsedAt`; `get` has the
   * use of each secret. `filter: { prefix }` finds the key of a leaked secret: pass its displayed start, never the whole.
   *
   * Needs `admin`; a BROKER key sees itself, a user the own keys.
   */
  list(which: ListOptions<ApiKeyFilter> = {}, options?: CallOptions): List<ApiKey> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { apiKeys } = await this.#transport.send(apiKeysDocument, { filter, ...range }, options)
      return apiKeys
    })
  }

  /**
   * How much a key was used, by its id (`apk_…`): requests, what they were charged, refusals by reason and distinct
   * addresses, by hour or day of UTC. The oldest first, periods without a request too; at most 200 of them, of today and
   * the 90 days before. At most a second behind.
   *
   * Needs `admin`; a BROKER key sees itself, a user the own keys. Problems of its own: API_KEY_NOT_FOUND,
   * VALIDATION_FAILED.
   */
  async usage(id: string, which: UsageOptions = {}, options?: CallOptions): Promise<readonly UsageBucket[]> {
    const variables = withId(id, 'options', which)
    const { apiKey } = await this.#transport.send(apiKeyUsageDocument, variables, options)
    return apiKey.usage
  }

  /**
   * What an allow-list would make of the last 20 addresses that a key was admitted from, by its id (`apk_…`): the list in
   * canonical form, and the addresses that it would accept and refuse. Nothing is changed; `update` does that.
   *
   * Needs `admin`; a BROKER key sees itself, a user the own keys. Problems of its own: API_KEY_NOT_FOUND,
   * VALIDATION_FAILED.
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
   * Changes a key, by its id (`apk_…`), and answers its record: name, scopes, allow-list, expiry. What is left out stays;
   * `expiresAt: null` is never. Once this has resolved, what was narrowed is refused.
   *
   * Needs a session, USER or TIERED key with `admin`; a USER key is changed by its own user. Widening scopes, addresses or
   * expiry takes a session. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN, VALIDATION_FAILED.
   */
  async update(id: string, changes: ApiKeyChanges, options?: ChangeOptions): Promise<ApiKey> {
    const input = withId(id, 'changes', changes)
    const { updateApiKey } = await this.#transport.send(updateApiKeyDocument, { input }, options)
    return updateApiKey
  }

  /**
   * Gives a key a second secret, by its id (`apk_…`), and answers that: it is shown this once. Both are accepted. The
   * first use of the new one makes the old one end `graceSeconds` later (0 to 604800; left out, 86400). With
   * `graceSeconds: 0` the old one is refused once this has resolved: for a leak.
   *
   * Needs a session, or a USER key with `admin` for BROKER keys; a BROKER key rotates itself with a grace of a day or
   * more, a user the own keys in a session. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN, KEY_NOT_ACTIVE,
   * ROTATION_PENDING, VALIDATION_FAILED, SECRET_ALREADY_USED.
   */
  async rotate(id: string, rotation: RotationOptions = {}, options?: ChangeOptions): Promise<NewApiKey> {
    const input = withId(id, 'rotation', rotation)
    const { rotateApiKey } = await this.#transport.send(rotateApiKeyDocument, { input }, options)
    return rotateApiKey
  }

  /**
   * Ends a rotation now, by the id of its key (`apk_…`), and answers its record. Once this has resolved, the old secret
   * is refused, whether the new one has been used or not.
   *
   * Needs what `rotate` does; a BROKER key does not finish. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async finishRotation(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { finishRotation } = await this.#transport.send(finishRotationDocument, { input: { id } }, options)
    return finishRotation
  }

  /**
   * Takes a rotation back while its new secret is unused, by the id of its key (`apk_…`), and answers its record. Once
   * this has resolved, the new secret is refused.
   *
   * Needs what `rotate` does. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN, ROTATION_PENDING (it has been used:
   * finish it).
   */
  async cancelRotation(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { cancelRotation } = await this.#transport.send(cancelRotationDocument, { input: { id } }, options)
    return cancelRotation
  }

  /**
   * Switches a key off, by its id (`apk_…`), and answers its record. As exact as `delete`, and can be taken back.
   *
   * Needs a session, USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN.
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
   * Switches a key on again, by its id (`apk_…`), with the secret it had, and answers its record.
   *
   * Needs a session, USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN, KEY_NOT_ACTIVE.
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
   * Deletes a key for good, by its id (`apk_…`), and answers its record. Once this has resolved, no request with the
   * key is accepted any more, and none that was under way leaves anything behind.
   *
   * Needs a session, USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async delete(id: string, options?: ChangeOptions): Promise<ApiKey> {
    const { deleteApiKey } = await this.#transport.send(deleteApiKeyDocument, { input: { id } }, options)
    return deleteApiKey
  }
}
