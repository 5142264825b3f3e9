// UsageBuffer: bounded in-memory key usage, held until the usage writer stores it. Used in usage/.

import type { CredentialRow } from '@latchkey/schema/auth/verify-credential.ts'
import { MAX_ADDRESSES } from './usage-statements.ts'

/** Maximum number of entries while the database is unreachable. Usage beyond it is not counted. */
const MAX_ENTRIES = 50_000
const HOUR_MS = 3_600_000
const MAX_USER_AGENT_LENGTH = 200

/** A request with a secret that exists. */
export interface Used {
  readonly row: CredentialRow
  readonly digest: Uint8Array
  readonly address: string
  readonly userAgent: string
}

export interface Use {
  count: number
  /** Database time, like `lastAt`. */
  firstAt: Date
  lastAt: Date
  userAgent: string
}

export interface SecretUse extends Use {
  readonly digest: Uint8Array
  address: string
}

/** Usage of one key in one hour. */
export interface KeyHour {
  requests: number
  cost: number
  readonly refusals: Map<string, number>
  /** Accepted requests by client address. */
  readonly addresses: Map<string, Use>
}

export class UsageBuffer {
  /** Accepted requests, by digest of the secret. */
  readonly uses = new Map<string, SecretUse>()
  /** Requests with secrets that are no longer accepted, by digest and address. */
  readonly rejectedUses = new Map<string, SecretUse>()
  /** Number of addresses in `rejectedUses` per digest. */
  readonly #rejectedAddresses = new Map<string, number>()
  /** By start of the hour (milliseconds since 1970) and key id. */
  readonly hours = new Map<number, Map<string, KeyHour>>()
  /** Total number of entries in all maps. */
  size = 0
  /** Whether an entry was dropped because the buffer was full. */
  full = false

  accepted(used: Used): void {
    const { row, address } = used
    this.#use(this.uses, latin1(used.digest), used)
    if (row.api_key_id === null) return
    const addresses = this.#keyHour(row.api_key_id, row.now)?.addresses
    if (addresses === undefined) return
    const use = addresses.get(address)
    if (use !== undefined) updateUse(use, used)
    else if (this.#hasRoom()) addresses.set(address, newUse(used))
  }

  rejected(used: Used): void {
    const digest = latin1(used.digest)
    const name = `${digest} ${used.address}`
    if (!this.rejectedUses.has(name)) {
      const addresses = this.#rejectedAddresses.get(digest) ?? 0
      // The database keeps only this many per secret. The limit also stops the holder of one dead secret from
      // filling the buffer.
      if (addresses >= MAX_ADDRESSES) return
      this.#rejectedAddresses.set(digest, addresses + 1)
    }
    this.#use(this.rejectedUses, name, used)
  }

  answered(apiKeyId: string, now: Date, cost: number, code: string | null): void {
    const keyHour = this.#keyHour(apiKeyId, now)
    if (keyHour === undefined) return
    keyHour.requests += 1
    keyHour.cost += cost
    if (code !== null) keyHour.refusals.set(code, (keyHour.refusals.get(code) ?? 0) + 1)
  }

  #use(uses: Map<string, SecretUse>, name: string, used: Used): void {
    const use = uses.get(name)
    if (use !== undefined) {
      if (updateUse(use, used)) use.address = used.address
    } else if (this.#hasRoom()) {
      uses.set(name, { ...newUse(used), digest: used.digest, address: used.address })
    }
  }

  #keyHour(apiKeyId: string, now: Date): KeyHour | undefined {
    const hour = now.getTime() - (now.getTime() % HOUR_MS)
    let keys = this.hours.get(hour)
    if (keys === undefined) {
      keys = new Map()
      this.hours.set(hour, keys)
    }
    let keyHour = keys.get(apiKeyId)
    if (keyHour === undefined && this.#hasRoom()) {
      keyHour = { requests: 0, cost: 0, refusals: new Map(), addresses: new Map() }
      keys.set(apiKeyId, keyHour)
    }
    return keyHour
  }

  #hasRoom(): boolean {
    if (this.size < MAX_ENTRIES) {
      this.size += 1
      return true
    }
    this.full = true
    return false
  }
}

function newUse({ row, userAgent }: Used): Use {
  return { count: 1, firstAt: row.now, lastAt: row.now, userAgent: truncate(userAgent) }
}

/**
 * Returns false if the credential was loaded before that of the latest request, so the use is out of order.
 */
function updateUse(use: Use, { row, userAgent }: Used): boolean {
  use.count += 1
  if (row.now < use.lastAt) {
    if (row.now < use.firstAt) use.firstAt = row.now
    return false
  }
  use.lastAt = row.now
  use.userAgent = truncate(userAgent)
  return true
}

/** Copies a long string: a slice would keep the whole original string in memory. */
function truncate(userAgent: string): string {
  if (userAgent.length <= MAX_USER_AGENT_LENGTH) return userAgent
  return Buffer.from(userAgent.slice(0, MAX_USER_AGENT_LENGTH), 'latin1').toString('latin1')
}

function latin1(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}
