// DataKey and MasterKeys: envelope encryption of submissions. Used by submissions, review and documents.
//
// Each submission has its own data key, stored in `submission.data_key`, wrapped by a master key from the configuration.
// Erasing a submission deletes the data key. Rotating the master key re-wraps the data keys only.

import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

export interface MasterKeys {
  /** Id of the key that wraps new data keys. */
  readonly currentId: string
  /** 32 bytes each, by id: the current key, and earlier ones until everything is re-wrapped. */
  readonly keys: ReadonlyMap<string, Uint8Array>
  /** Key of `keyedHash`. It must not change: stored hashes are compared with new ones. */
  readonly hashKey: Uint8Array
}

/** Columns of a submission that hold its data key. Both are null after erasure. */
export interface WrappedDataKey {
  readonly dataKey: Uint8Array<ArrayBuffer> | null
  readonly masterKeyId: string | null
}

const FORMAT = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

export class DataKey {
  readonly #key: Uint8Array

  private constructor(key: Uint8Array) {
    this.#key = key
  }

  /** A new key, and the columns to store it in. */
  static create(masterKeys: MasterKeys): { readonly key: DataKey; readonly wrapped: WrappedDataKey } {
    const key = randomBytes(32)
    const masterKeyId = masterKeys.currentId
    return {
      key: new DataKey(key),
      wrapped: { dataKey: encrypt(masterKeyOf(masterKeys, masterKeyId), key, 'data key'), masterKeyId },
    }
  }

  /** Null after erasure. Throws if the configuration lacks the master key. */
  static open(masterKeys: MasterKeys, { dataKey, masterKeyId }: WrappedDataKey): DataKey | null {
    if (dataKey === null || masterKeyId === null) return null
    return new DataKey(decrypt(masterKeyOf(masterKeys, masterKeyId), dataKey, 'data key'))
  }

  /** For a submission that is not erased: its key, or a new one if it was inserted without a key. */
  static openOrCreate(
    masterKeys: MasterKeys,
    wrapped: WrappedDataKey,
  ): { readonly key: DataKey; readonly wrapped: WrappedDataKey } {
    const key = DataKey.open(masterKeys, wrapped)
    if (key === null) return DataKey.create(masterKeys)
    const { dataKey, masterKeyId } = wrapped
    return { key, wrapped: { dataKey, masterKeyId } }
  }

  /** The same data key, wrapped by the current master key. */
  static rewrap(masterKeys: MasterKeys, wrapped: WrappedDataKey): WrappedDataKey {
    const { dataKey, masterKeyId } = wrapped
    if (dataKey === null || masterKeyId === null || masterKeyId === masterKeys.currentId) return wrapped
    const key = decrypt(masterKeyOf(masterKeys, masterKeyId), dataKey, 'data key')
    return {
      dataKey: encrypt(masterKeyOf(masterKeys, masterKeys.currentId), key, 'data key'),
      masterKeyId: masterKeys.currentId,
    }
  }

  /**
   * `place` names row and column, such as `own_….ssn`. It is the additional authenticated data (AAD) of AES-GCM:
   * it is not stored, and a value that was copied to another row or column cannot be decrypted.
   */
  seal(text: string, place: string): Uint8Array<ArrayBuffer> {
    return encrypt(this.#key, Buffer.from(text, 'utf8'), place)
  }

  /** Throws if the value was changed, or sealed for another place or under another key. */
  unseal(sealed: Uint8Array, place: string): string {
    return decrypt(this.#key, sealed, place).toString('utf8')
  }
}

/** The text of a sealed column. Null if there is none, or after erasure. */
export function unsealColumn(
  masterKeys: MasterKeys,
  wrapped: WrappedDataKey | null,
  sealed: Uint8Array | null,
  place: string,
): string | null {
  if (sealed === null || wrapped === null) return null
  return DataKey.open(masterKeys, wrapped)?.unseal(sealed, place) ?? null
}

/** Finds equal values without storing them: HMAC-SHA256 of, for example, `EIN:123456789`. 32 bytes. */
export function keyedHash({ hashKey }: MasterKeys, value: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', hashKey).update(value).digest())
}

function masterKeyOf({ keys }: MasterKeys, id: string): Uint8Array {
  const key = keys.get(id)
  if (key === undefined) throw new Error(`The configuration lacks the encryption key ${id}.`)
  return key
}

export function encrypt(key: Uint8Array, plain: Uint8Array, place: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return new Uint8Array(Buffer.concat([Buffer.of(FORMAT), nonce, cipher.getAuthTag(), body]))
}

export function decrypt(key: Uint8Array, sealed: Uint8Array, place: string): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== FORMAT || bytes.length < 1 + NONCE_BYTES + TAG_BYTES)
    throw new Error('This is not an encrypted value.')
  const body = 1 + NONCE_BYTES + TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(1 + NONCE_BYTES, body))
  return Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()])
}
