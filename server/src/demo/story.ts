// Story: the past of one demo submission, by the rules of the real moves. saveStories writes them. Used by the seed.

import { createHash, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { DocumentClass, Prisma, Submission, SubmissionStatus } from '@latchkey/prisma'
import { DataKey, type MasterKeys } from '@latchkey/schema/encryption/data-key.ts'
import { type EventType, isFunderOnly } from '@latchkey/schema/events/event-types.ts'
import { type Actor, aboutSubmission, type NewEvent } from '@latchkey/schema/events/record-event.ts'
import { type IdentifiedType, idAt } from '@latchkey/schema/graphql/ids.ts'
import { changedColumns, type MoveEvent, moveEvent } from '@latchkey/schema/submissions/effects/change.ts'
import { checkOwners, type OwnerRow } from '@latchkey/schema/submissions/record/check-owners.ts'
import {
  checkRecord,
  EMPTY_RECORD,
  type GivenRecord,
} from '@latchkey/schema/submissions/record/check-record.ts'
import { insertOwners, insertSubmission } from '@latchkey/schema/submissions/record/insert-submission.ts'
import { type MoveName, targetsOf } from '@latchkey/schema/submissions/transitions.ts'
import type { Transaction } from '@latchkey/schema/transaction/transaction.ts'
import { Issues } from '@latchkey/schema/validation/issues.ts'
import type { BlobStore } from '../storage/blob-store.ts'

const HOUR_MS = 3_600_000

export interface DemoBroker {
  readonly brokerId: string
  readonly relationshipId: string
  readonly apiKeyId: string
}

export interface StoryWorld {
  readonly funderId: string
  readonly masterKeys: MasterKeys
  readonly now: Date
}

export interface StoryRecord extends GivenRecord {
  readonly owners: NonNullable<Parameters<typeof checkOwners>[2]>
}

interface StoryFile {
  readonly name: string
  readonly class: DocumentClass
  readonly bytes: Buffer
  readonly periodMonth?: string
  readonly accountLast4?: string
  readonly requirementId?: string | undefined
}

interface Change {
  readonly actor: Actor
  readonly status?: SubmissionStatus
  readonly changes?: Partial<Submission>
  readonly events: readonly MoveEvent[]
}

interface StoryRows {
  readonly requirements: Prisma.RequirementCreateManyInput[]
  readonly documents: Prisma.DocumentCreateManyInput[]
  readonly decisions: Prisma.DecisionCreateManyInput[]
  readonly offers: Prisma.OfferCreateManyInput[]
  readonly messages: Prisma.MessageCreateManyInput[]
  readonly notes: Prisma.NoteCreateManyInput[]
  readonly events: Prisma.EventCreateManyInput[]
}

export class Story {
  readonly broker: Actor
  readonly owners: readonly OwnerRow[]
  readonly rows: StoryRows = {
    ...{ requirements: [], documents: [], decisions: [], offers: [], messages: [], notes: [], events: [] },
  }
  /** By storage key. */
  readonly files = new Map<string, Buffer>()
  /** PostgreSQL generates the column for search. */
  submission: Omit<Submission, 'searchText'>
  readonly #key: DataKey
  readonly #end: Date
  #time: number

  /** The broker creates the draft `hours` before now. */
  constructor(world: StoryWorld, broker: DemoBroker, { owners, ...record }: StoryRecord, hours: number) {
    const { brokerId, relationshipId, apiKeyId } = broker
    const { masterKeys, funderId, now } = world
    this.broker = { kind: 'API_KEY', id: apiKeyId }
    this.#end = now
    this.#time = now.getTime() - hours * HOUR_MS
    const createdAt = this.time
    const id = idAt('Submission', createdAt)
    const { key, wrapped } = DataKey.create(masterKeys)
    this.#key = key
    const environment = 'DEVELOPMENT'
    const issues = new Issues()
    const given = { id, environment, sealing: { key, masterKeys }, now: createdAt } as const
    const columns = checkRecord(issues, record, { ...given, stored: EMPTY_RECORD })
    this.owners = checkOwners(issues, 'owners', owners, { ...given, stored: [] })
    issues.throwIfAny()
    this.submission = {
      ...{ id, environment, funderId, brokerId, relationshipId, ...columns, ...wrapped },
      ...{ source: 'API', createdById: apiKeyId, status: 'DRAFT', version: 1, hiddenChanges: 0 },
      ...{ submittedAt: null, heldAt: null, withdrawReason: null, closingStage: null, dueAt: null },
      ...{ fundedAmountMinor: null, fundedOn: null, assignedUserId: null, previousSubmissionId: null },
      ...{ legalHold: false, erasedAt: null, createdAt, updatedAt: createdAt },
      ...{ statusChangedAt: createdAt, shownStatusChangedAt: createdAt },
    }
    this.records('submission.created', id, this.broker, { version: 1 })
  }

  /** The time in the story. Each call is later than the one before. */
  get time(): Date {
    this.#time += 7
    return new Date(this.#time)
  }

  after(hours: number): this {
    this.#time += hours * HOUR_MS
    if (this.#time >= this.#end.getTime()) throw new Error('The story goes on in the future.')
    return this
  }

  id(type: IdentifiedType): string {
    return idAt(type, this.time)
  }

  /** Columns that all parts of the submission share. */
  whose() {
    const { environment, funderId, id: submissionId } = this.submission
    return { environment, funderId, submissionId, createdAt: this.time }
  }

  seal(text: string, place: string): Uint8Array<ArrayBuffer> {
    return this.#key.seal(text, place)
  }

  /** One move, or with `move` null a change that every status allows. Throws if the real one is illegal. */
  makes(move: MoveName | null, { actor, changes = {}, events, ...change }: Change): this {
    const before = this.submission
    const status = change.status ?? before.status
    const isHold = move === 'submitSubmission' && status === 'HELD'
    if (move !== null && !isHold && !targetsOf(move, before.status).includes(status))
      throw new Error(`${move} must not lead from ${before.status} to ${status}.`)
    for (const event of events) this.#record(moveEvent(before, status, { actor, ...event }))
    this.submission = { ...before, ...changes, ...changedColumns(before, status, events, this.time) }
    return this
  }

  /** The broker uploads a PDF. Returns the id of the document. */
  uploads({ bytes, name, requirementId, ...file }: StoryFile): string {
    const id = this.id('Document')
    const storageKey = `documents/${id.replace('doc_', 'upl_')}/${randomUUID()}`
    this.rows.documents.push({
      ...{ id, ...this.whose(), ...file, requirementId: requirementId ?? null, storageKey },
      ...{ mediaType: 'application/pdf', byteSize: bytes.length, uploadedById: this.broker.id },
      fileNameCipher: this.seal(name, `${id}.file_name`),
      sha256: new Uint8Array(createHash('sha256').update(bytes).digest()),
    })
    this.files.set(storageKey, bytes)
    const data = { class: file.class, requirementId: requirementId ?? null }
    this.records('document.uploaded', id, this.broker, data)
    return id
  }

  /** Records an event that changes neither status nor version. */
  records(type: EventType, subjectId: string, actor: Actor, data: NonNullable<NewEvent['data']>): void {
    this.#record({ type, ...aboutSubmission(this.submission, subjectId), actor, data })
  }

  says(side: 'BROKER' | 'FUNDER', actor: Actor, text: string): this {
    const id = this.id('Message')
    const textCipher = this.seal(text, `${id}.text`)
    this.rows.messages.push({ id, side, authorId: actor.id, textCipher, ...this.whose() })
    return this.makes(null, { actor, events: [{ type: 'message.created', subjectId: id }] })
  }

  notes(actor: Actor, text: string): this {
    const id = this.id('Note')
    this.rows.notes.push({
      ...{ id, authorId: actor.id, textCipher: this.seal(text, `${id}.text`), ...this.whose() },
    })
    return this.makes(null, { actor, events: [] })
  }

  #record({ type, actor, data = {}, submissionId = this.submission.id, ...event }: NewEvent): void {
    const at = this.time
    this.rows.events.push({
      ...{ id: idAt('Event', at), at, type, ...event, submissionId, data: { ...data } },
      ...{ brokerVisible: !isFunderOnly(type), actorKind: actor.kind, actorId: actor.id },
    })
  }
}

/** Writes the rows of all stories. */
export async function saveStories(tx: Transaction, stories: readonly Story[]): Promise<void> {
  for (const { submission, owners } of stories) {
    await insertSubmission(tx, submission)
    await insertOwners(tx, submission.id, owners)
    const { physicalAddress: _physical, billingAddress: _billing, meta: _meta, ...columns } = submission
    await tx.submission.update({ where: { id: submission.id }, data: columns })
  }
  const rows = <Name extends keyof StoryRows>(name: Name) => stories.map((story) => story.rows[name])
  await tx.requirement.createMany({ data: rows('requirements').flat() })
  await tx.document.createMany({ data: rows('documents').flat() })
  await tx.decision.createMany({ data: rows('decisions').flat() })
  await tx.offer.createMany({ data: rows('offers').flat() })
  await tx.message.createMany({ data: rows('messages').flat() })
  await tx.note.createMany({ data: rows('notes').flat() })
  await tx.event.createMany({ data: rows('events').flat() })
}

/** Outside of the transaction: writing files to a busy disk takes longer than a transaction may. */
export async function saveFiles(blobs: BlobStore, stories: readonly Story[]): Promise<void> {
  const files = stories.flatMap((story) => [...story.files])
  await Promise.all(files.map(([key, bytes]) => blobs.put(key, Readable.from([bytes]), bytes.length)))
}
