// What a server remembers of the use of keys until it is written: a few entries of maps for each request, and no more
// of them than there is room for.

import type { CredentialRow } from '@latchkey/schema/auth/verify-credential.ts'
import { MAX_ADDRESSES } from './usage-statements.ts'

/** Entries at the most, while the database does not take them. What comes then is not counted. */
const MAX_ENTRIES = 50_000
const HOUR_MS = 3_600_000
const MAX_USER_AGENT_LENGTH = 200

/** A request with a secret that is known. */
export interface Used {
  readonly row: CredentialRow
  readonly digest: Uint8Array
  readonly address: string
  readonly userAgent: string
}

export interface Use {
  count: number
  /** The database's time. */
  firstAt: Date
  lastAt: Date
  userAgent: string
}

export interface SecretUse extends Use {
  readonly digest: Uint8Array
  address: string
}

/** The requests with one key in one hour. */
export interface KeyHour {
  requests: number
  cost: number
  readonly refusals: Map<string, number>
  /** Of those that were admitted, by address. */
  readonly addresses: Map<string, Use>
}

export class UsageBuffer {
  /** By digest. */
  readonly uses = new Map<string, SecretUse>()
  /** By digest and address: of secrets that are not accepted any more. */
  readonly rejectedUses = new Map<string, SecretUse>()
  /** How many of them each digest has. */
  readonly #rejectedAddresses = new Map<string, number>()
  /** By the hour's beginning, in milliseconds, and key. */
  readonly hours = new Map<number, Map<string, KeyHour>>()
  /** Entries of all maps. */
  size = 0
  /** Whether something had no room. */
  full = false

  admitted(used: Used): void {
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
      // As many are kept of a secret, so that nobody with a dead one takes the room of all others.
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

/** False for a request that was looked up before the last one, and had to wait longer than it. */
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

/** A copy, if it is long: a part of a text keeps the whole of it in memory. */
function truncate(userAgent: string): string {
  if (userAgent.length <= MAX_USER_AGENT_LENGTH) return userAgent
  return Buffer.from(userAgent.slice(0, MAX_USER_AGENT_LENGTH), 'latin1').toString('latin1')
}

function latin1(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1')
}
