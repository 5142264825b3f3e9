// The error classes of the SDK: families, guards across copies of the package, and their JSON.

import { inspect } from 'node:util'
import {
  isLatchkeyError,
  LatchkeyAuthenticationError,
  LatchkeyConflictError,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyInputError,
  LatchkeyNotFoundError,
  LatchkeyPermissionError,
  LatchkeyProblem,
  LatchkeyRateLimitError,
  LatchkeyServerError,
  LatchkeyTimeoutError,
  LatchkeyValidationError,
} from '@latchkey/sdk'
import { problemOf } from '@latchkey/sdk/core/errors/problem-families.ts'
import { describe, expect, it, vi } from 'vitest'

const timeout = new LatchkeyTimeoutError({ message: 'Too late.', reason: 'TIMEOUT', maybeApplied: true })

describe('a family', () => {
  it.each([
    [400, LatchkeyValidationError],
    [401, LatchkeyAuthenticationError],
    [403, LatchkeyPermissionError],
    [404, LatchkeyNotFoundError],
    [409, LatchkeyConflictError],
    [413, LatchkeyValidationError],
    [415, LatchkeyValidationError],
    [422, LatchkeyValidationError],
    [429, LatchkeyRateLimitError],
    [500, LatchkeyServerError],
    [503, LatchkeyServerError],
    [405, LatchkeyProblem],
  ])('belongs to status %i', (status, Family) => {
    const error = problemOf({ message: 'No.', code: 'SOME_CODE', status })
    expect(error.constructor).toBe(Family)
    expect(error).toBeInstanceOf(LatchkeyProblem)
    expect(error).toBeInstanceOf(Error)
    expect(error instanceof LatchkeyConnectionError).toBe(false)
    expect(String(error)).toBe(`${error.name}: No.`)
    expect(error.stack).toContain(error.name)
  })

  it('of errors without a response has the same properties', () => {
    expect(timeout).toBeInstanceOf(LatchkeyConnectionError)
    expect(timeout instanceof LatchkeyProblem).toBe(false)
    for (const error of [timeout, new LatchkeyError('No.'), new LatchkeyInputError([])])
      for (const name of ['code', 'status', 'requestId', 'issues', 'retryAfterMs', 'docUrl', 'retryable'])
        expect(error).toHaveProperty(name)
    expect(timeout).toMatchObject({ code: 'TIMEOUT', reason: 'TIMEOUT', retryable: true, maybeApplied: true })
  })
})

describe('another copy of the package', () => {
  it('is recognized by instanceof and by isLatchkeyError', async () => {
    vi.resetModules()
    // A query makes it another module, as a second install or bundle does.
    const path = import.meta.resolve('@latchkey/sdk/core/errors.ts')
    const copy: typeof import('@latchkey/sdk/core/errors.ts') = await import(`${path}?copy`)
    const error = new copy.LatchkeyProblem({ message: 'No.', code: 'BROKER_KEY_EXISTS', status: 409 })
    expect(Object.getPrototypeOf(error)).not.toBe(LatchkeyProblem.prototype)
    expect(error instanceof LatchkeyProblem).toBe(true)
    expect(error instanceof LatchkeyError).toBe(true)
    expect(error instanceof LatchkeyConnectionError).toBe(false)
    expect(timeout instanceof copy.LatchkeyConnectionError).toBe(true)
    expect(isLatchkeyError(error)).toBe(true)
    expect(isLatchkeyError(error, 'BROKER_KEY_EXISTS')).toBe(true)
    expect(isLatchkeyError(error, 'BROKER_NOT_FOUND', 'TIMEOUT')).toBe(false)
  })

  it('does not make other values errors of this package', () => {
    const own = class OwnProblem extends LatchkeyProblem {}
    const problem = new LatchkeyProblem({ message: 'No.', code: 'NOT_FOUND', status: 404 })
    expect(problem instanceof own).toBe(false)
    expect(new own({ message: 'No.', code: 'NOT_FOUND', status: 404 }) instanceof own).toBe(true)
    expect(new own({ message: 'No.', code: 'NOT_FOUND', status: 404 }) instanceof LatchkeyProblem).toBe(true)
    for (const value of [null, undefined, 'LatchkeyError', {}, new Error('No.'), { name: 'LatchkeyError' }]) {
      expect(isLatchkeyError(value)).toBe(false)
      expect(value instanceof LatchkeyError).toBe(false)
    }
  })
})

it('is printed with all its properties, also as JSON', () => {
  const issues = [{ path: 'name', code: 'REQUIRED', message: 'Set the name.' }]
  const error = problemOf({
    message: 'No.',
    code: 'VALIDATION_FAILED',
    status: 422,
    requestId: 'req_1',
    issues,
  })
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: 'LatchkeyValidationError',
    message: 'No.',
    code: 'VALIDATION_FAILED',
    status: 422,
    requestId: 'req_1',
    issues,
    retryAfterMs: null,
    docUrl: null,
    retryable: false,
    maybeApplied: false,
  })
  expect(inspect(error)).toContain("requestId: 'req_1'")
  expect(JSON.parse(JSON.stringify(timeout))).toMatchObject({ message: 'Too late.', systemCode: null })
})
