// `maybeApplied` after several attempts: whether one of them may have reached the server.

import { Latchkey, LatchkeyConnectionError, LatchkeyProblem } from '@latchkey/sdk'
import { describe, expect, it } from 'vitest'
import { thrown } from './call-errors.ts'
import { answering } from './fake-server.ts'
import { cut, inTurn, patient, refused, SUBMISSION_INPUT } from './scripted-answers.ts'

describe('maybeApplied', () => {
  const nobody = Object.assign(new Error('Connection refused.'), { code: 'ECONNREFUSED' })

  it('is true if an earlier attempt was lost and the last one was not sent', async () => {
    const server = await answering(async (response) => {
      response.destroy()
      await server[Symbol.asyncDispose]()
    })
    const error = await thrown(patient(server.url).latchkey.submissions.create(SUBMISSION_INPUT))
    expect(error).toBeInstanceOf(LatchkeyConnectionError)
    expect(error).toMatchObject({
      message: `${new URL(server.url).origin} could not be reached for createSubmission (ECONNREFUSED). Tried 3 times. The mutation may have been applied. Check before you retry.`,
      systemCode: 'ECONNREFUSED',
      maybeApplied: true,
    })
    expect(server.requested).toHaveLength(1)
  })

  it('is false if no attempt was sent', async () => {
    const server = await answering(() => {})
    await server[Symbol.asyncDispose]()
    expect(await thrown(patient(server.url).latchkey.submissions.create(SUBMISSION_INPUT))).toMatchObject({
      message: `${new URL(server.url).origin} could not be reached for createSubmission (ECONNREFUSED). Tried 3 times.`,
      maybeApplied: false,
    })
  })

  it('is true for an error after a lost attempt and false for an error after an error', async () => {
    await using losing = await inTurn(cut, refused(401, 'API_KEY_INVALID'))
    const refusal = await thrown(patient(losing.url).latchkey.submissions.create(SUBMISSION_INPUT))
    expect(refusal).toBeInstanceOf(LatchkeyProblem)
    expect(refusal).toMatchObject({ code: 'API_KEY_INVALID', maybeApplied: true })

    await using limiting = await inTurn(
      refused(429, 'RATE_LIMITED', { retryAfterSeconds: 1 }),
      refused(401, 'API_KEY_INVALID'),
    )
    expect(await thrown(patient(limiting.url).latchkey.submissions.create(SUBMISSION_INPUT))).toMatchObject({
      code: 'API_KEY_INVALID',
      maybeApplied: false,
    })
  })

  it('depends on earlier attempts if there is no credential for the next one', async () => {
    await using server = await inTurn(cut)
    let requested = 0
    const latchkey = new Latchkey({
      url: server.url,
      pause: async () => {},
      accessToken: () => (++requested === 1 ? 'a.b.c' : Promise.reject(nobody)),
    })
    expect(await thrown(latchkey.users.disable('usr_1'))).toMatchObject({
      reason: 'NETWORK',
      maybeApplied: true,
    })
    expect(requested).toBe(2)
  })
})
