// Enums of the SDK: closed in inputs, open in responses, and with all values at run time.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as sdk from '@latchkey/sdk'
import { type CreateBrokerKeyInput, type FutureValue, type Submission, SubmissionStatus } from '@latchkey/sdk'
import { buildSchema, isEnumType } from 'graphql'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { ROOT } from '../../contracts/source.ts'

const schema = buildSchema(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'))

describe('an enum', () => {
  it('lists its values and can be used by name', () => {
    expect(SubmissionStatus.values).toEqual([
      'APPROVED',
      'DECLINED',
      'DRAFT',
      'FUNDED',
      'HELD',
      'INFO_REQUESTED',
      'IN_REVIEW',
      'SUBMITTED',
      'WITHDRAWN',
    ])
    expect(SubmissionStatus.APPROVED).toBe('APPROVED')
    expectTypeOf(SubmissionStatus.APPROVED).toEqualTypeOf<'APPROVED'>()
    expectTypeOf(SubmissionStatus.values).toEqualTypeOf<readonly SubmissionStatus[]>()
  })

  it('cannot be changed', () => {
    expect(Object.isFrozen(SubmissionStatus)).toBe(true)
    expect(Object.isFrozen(SubmissionStatus.values)).toBe(true)
  })

  it('tells known values from newer ones', () => {
    expect(SubmissionStatus.is('FUNDED')).toBe(true)
    for (const other of ['PAUSED', 'funded', 'values', undefined, null, 7]) {
      expect(SubmissionStatus.is(other)).toBe(false)
    }
  })

  it.each(
    Object.values(schema.getTypeMap())
      .filter(isEnumType)
      .filter(({ name }) => !name.startsWith('__') && name in sdk)
      .map((type) => [type.name, type.getValues().map(({ name }) => name)] as const),
  )('%s has the values of the schema', (name, values) => {
    expect(Reflect.get(sdk, name)).toMatchObject({ values })
  })
})

describe('the type of an enum', () => {
  it('is closed in inputs', () => {
    expectTypeOf<NonNullable<sdk.SubmissionFilter['status']>>().toEqualTypeOf<SubmissionStatus>()
    expectTypeOf<NonNullable<CreateBrokerKeyInput['scopes']>>().toEqualTypeOf<ReadonlyArray<sdk.Scope>>()
    expectTypeOf<FutureValue>().not.toExtend<SubmissionStatus>()
    // @ts-expect-error Misspelled.
    const filter: sdk.SubmissionFilter = { status: 'APROVED' }
    expect(filter).toBeDefined()
  })

  it('is open in responses: known values narrow, misspelled ones are errors', () => {
    expectTypeOf<Submission['status']>().toEqualTypeOf<SubmissionStatus | FutureValue>()
    expectTypeOf<sdk.ApiKey['scopes']>().toEqualTypeOf<ReadonlyArray<sdk.Scope | FutureValue>>()
    const labels: Partial<Record<SubmissionStatus, string>> = { FUNDED: 'Funded' }
    const labelOf = ({ status }: Pick<Submission, 'status'>): string => {
      // @ts-expect-error Misspelled.
      if (status === 'APROVED') return 'never'
      if (status === 'DRAFT') return status satisfies 'DRAFT'
      // @ts-expect-error A newer value has no label.
      void labels[status]
      return SubmissionStatus.is(status) ? (labels[status] ?? '') : status
    }
    expect(labelOf({ status: 'FUNDED' })).toBe('Funded')
    // @ts-expect-error Only a newer server returns such a value.
    expect(labelOf({ status: 'PAUSED' })).toBe('PAUSED')
  })

  it('requires a default branch for newer values', () => {
    const isLate = (stage: sdk.RequirementStage | FutureValue): boolean => {
      switch (stage) {
        case 'PRE_DECISION':
          return false
        case 'PRE_FUNDING':
          return true
        default:
          expectTypeOf(stage).toEqualTypeOf<FutureValue>()
          return false
      }
    }
    expect(isLate('PRE_FUNDING')).toBe(true)
  })
})

describe('the type of a time', () => {
  it('accepts a Date for a time, and only a string for a calendar day', () => {
    expectTypeOf<Date>().toExtend<sdk.SubmissionFilter['createdFrom']>()
    expectTypeOf<Date>().toExtend<CreateBrokerKeyInput['expiresAt']>()
    expectTypeOf<Date>().not.toExtend<sdk.OwnerInput['dateOfBirth']>()
    expectTypeOf<Date>().not.toExtend<sdk.MarkFundedInput['fundedOn']>()
    expectTypeOf<Submission['createdAt']>().toEqualTypeOf<string>()
  })
})
