// Keys: giving them, seeing them, taking them away.

import {
  apiKeyDocument,
  apiKeysDocument,
  createBrokerKeyDocument,
  deactivateApiKeyDocument,
  deleteApiKeyDocument,
  reactivateApiKeyDocument,
} from './generated/documents.ts'
import type { ApiKey, ApiKeyFilter, CreateBrokerKeyInput, NewApiKey } from './generated/types.ts'
import type { CallOptions } from './options.ts'
import { List, type ListOptions } from './pages.ts'
import type { Transport } from './transport.ts'

/** The API keys of the funder in the environment of the key in use: `latchkey.apiKeys`. */
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
   * Needs a USER key with `admin`. Problems of its own: BROKER_NOT_FOUND, BROKER_KEY_EXISTS, RELATIONSHIP_NOT_ACTIVE,
   * TIER_NOT_ALLOWED, VALIDATION_FAILED.
   */
  async createForBroker(input: CreateBrokerKeyInput, options?: CallOptions): Promise<NewApiKey> {
    const { createBrokerKey } = await this.#transport.send(createBrokerKeyDocument, { input }, options)
    return createBrokerKey
  }

  /**
   * One key by its id (`apk_…`), deleted ones included.
   *
   * Needs `admin`; a BROKER key sees itself. Problem of its own: API_KEY_NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<ApiKey> {
    const { apiKey } = await this.#transport.send(apiKeyDocument, { id }, options)
    return apiKey
  }

  /**
   * The keys, newest first, without the deleted ones unless the filter asks for them.
   *
   * Needs `admin`; a BROKER key sees itself.
   */
  list(which: ListOptions<ApiKeyFilter> = {}, options?: CallOptions): List<ApiKey> {
    const { filter, first } = which
    return new List(which.after, async (after) => {
      const { apiKeys } = await this.#transport.send(apiKeysDocument, { filter, first, after }, options)
      return apiKeys
    })
  }

  /**
   * Switches a key off, by its id (`apk_…`), and answers its record. As exact as `delete`, and can be taken back.
   *
   * Needs a USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async deactivate(id: string, options?: CallOptions): Promise<ApiKey> {
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
   * Needs a USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN, KEY_NOT_ACTIVE.
   */
  async reactivate(id: string, options?: CallOptions): Promise<ApiKey> {
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
   * Needs a USER or TIERED key with `admin`. Problems of its own: API_KEY_NOT_FOUND, FORBIDDEN.
   */
  async delete(id: string, options?: CallOptions): Promise<ApiKey> {
    const { deleteApiKey } = await this.#transport.send(deleteApiKeyDocument, { input: { id } }, options)
    return deleteApiKey
  }
}
