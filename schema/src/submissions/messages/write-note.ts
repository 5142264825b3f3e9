// writeNote: writes an internal note of the funder. Used by addNote and by changes that keep a typed reason.

import type { Submission } from '@latchkey/prisma'
import type { Principal } from '../../auth/principal.ts'
import { actorOf } from '../../events/record-event.ts'
import type { Transaction } from '../../transaction/transaction.ts'

interface NoteTarget {
  readonly tx: Transaction
  readonly submission: Pick<Submission, 'id' | 'environment' | 'funderId'>
  readonly now: Date
  readonly seal: (text: string, place: string) => Uint8Array<ArrayBuffer>
}

/** `id`: of the new note. */
export async function writeNote(
  { tx, submission, now, seal }: NoteTarget,
  principal: Principal,
  id: string,
  text: string,
): Promise<void> {
  const { environment, funderId, id: submissionId } = submission
  await tx.note.create({
    data: {
      id,
      environment,
      funderId,
      submissionId,
      authorId: actorOf(principal).id,
      textCipher: seal(text, `${id}.text`),
      createdAt: now,
    },
  })
}
