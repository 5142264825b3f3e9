// ReadDatabase: the read-only client for resolvers. In a mutation it reads through the transaction.

import type { PrismaClient } from '@latchkey/prisma'
import type { Transaction } from './transaction.ts'

type Model =
  | 'funder'
  | 'user'
  | 'broker'
  | 'brokerDomain'
  | 'relationship'
  | 'apiKey'
  | 'secret'
  | 'rejectedUse'
  | 'usageHour'
  | 'keyAddress'
  | 'submission'
  | 'owner'
  | 'requirement'
  | 'decision'
  | 'offer'
  | 'message'
  | 'note'
  | 'document'
  | 'upload'
  | 'password'
  | 'idempotentRequest'
  | 'passwordToken'
  | 'event'
type Read =
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'count'
  | 'groupBy'

type Models = { readonly [M in Model]: Pick<PrismaClient[M], Read> } & Pick<PrismaClient, '$queryRaw'>

/** Read-only: writes need `ctx.transaction`. `$queryRaw` is for SELECT only; test/contracts enforces that. */
export type ReadDatabase = Models & Pick<PrismaClient, '$connect'>

/** Reads through the transaction once one is open. One object, because Pothos caches it per context. */
export class MutationDatabase implements ReadDatabase {
  readonly #database: ReadDatabase
  #current: Models

  constructor(database: ReadDatabase) {
    this.#database = database
    this.#current = database
  }

  readThrough(transaction: Transaction): void {
    this.#current = transaction
  }

  $connect(): Promise<void> {
    return this.#database.$connect()
  }

  get $queryRaw() {
    // Prisma finds the client of a raw query in `this`.
    return this.#current.$queryRaw.bind(this.#current)
  }
  get funder() {
    return this.#current.funder
  }
  get user() {
    return this.#current.user
  }
  get broker() {
    return this.#current.broker
  }
  get brokerDomain() {
    return this.#current.brokerDomain
  }
  get relationship() {
    return this.#current.relationship
  }
  get apiKey() {
    return this.#current.apiKey
  }
  get secret() {
    return this.#current.secret
  }
  get rejectedUse() {
    return this.#current.rejectedUse
  }
  get usageHour() {
    return this.#current.usageHour
  }
  get keyAddress() {
    return this.#current.keyAddress
  }
  get submission() {
    return this.#current.submission
  }
  get owner() {
    return this.#current.owner
  }
  get requirement() {
    return this.#current.requirement
  }
  get decision() {
    return this.#current.decision
  }
  get offer() {
    return this.#current.offer
  }
  get message() {
    return this.#current.message
  }
  get note() {
    return this.#current.note
  }
  get document() {
    return this.#current.document
  }
  get upload() {
    return this.#current.upload
  }
  get password() {
    return this.#current.password
  }
  get idempotentRequest() {
    return this.#current.idempotentRequest
  }
  get passwordToken() {
    return this.#current.passwordToken
  }
  get event() {
    return this.#current.event
  }
}
