// Turns inputs into records: company, owners, money. Used by submission-model.ts.

import type {
  Address,
  AddressInput,
  Company,
  CompanyInput,
  CreateSubmissionInput,
  Money,
  MoneyInput,
  Owner,
  OwnerInput,
  Submission,
  SubmissionReadiness,
  UpdateSubmissionInput,
} from '../../generated/types.ts'
import { fakeId } from '../fake-records.ts'
import { fakeOwner } from '../fake-submissions.ts'

type Given<Input> = { readonly [Field in keyof Input]?: Exclude<Input[Field], undefined> }

/** The fields of `input` that are set. */
function given<Input extends object>(input: Input): Given<Input> {
  return JSON.parse(JSON.stringify(input))
}

/** The fields of a record after a create or update. Omitted fields stay unchanged, null clears a field. */
export function changed<Draft extends Submission>(
  before: Draft,
  input: CreateSubmissionInput | Omit<UpdateSubmissionInput, 'id'>,
): Draft {
  const { company, amount, owners, meta, name, purpose, externalReference, ...rest } = given(input)
  const { purposeNote, sourceName, sourceEmail, sourceNotes } = rest
  const record: Draft = {
    ...before,
    name: name ?? before.name,
    purpose: purpose === undefined ? before.purpose : purpose,
    purposeNote: purposeNote === undefined ? before.purposeNote : purposeNote,
    externalReference: externalReference === undefined ? before.externalReference : externalReference,
    sourceName: sourceName === undefined ? before.sourceName : sourceName,
    sourceEmail: sourceEmail === undefined ? before.sourceEmail : sourceEmail,
    sourceNotes: sourceNotes === undefined ? before.sourceNotes : sourceNotes,
    company: company == null ? before.company : companyOf(before.company, company),
    amount: amount === undefined ? before.amount : moneyOf(amount),
    owners: owners === undefined ? before.owners : (owners ?? []).map((one) => ownerOf(before.owners, one)),
    meta: meta === undefined ? before.meta : (meta ?? []),
  }
  return { ...record, readiness: readinessOf(record) }
}

function companyOf(before: Company, input: CompanyInput): Company {
  const { taxId, physicalAddress, billingAddress, annualRevenue, monthlyRevenue, ...texts } = given(input)
  return {
    ...before,
    ...texts,
    ...(taxId === undefined
      ? {}
      : { taxId: taxId && { kind: taxId.kind, last4: taxId.number.replaceAll(/\D/g, '').slice(-4) } }),
    ...(physicalAddress === undefined ? {} : { physicalAddress: addressOf(physicalAddress) }),
    ...(billingAddress === undefined ? {} : { billingAddress: addressOf(billingAddress) }),
    ...(annualRevenue === undefined ? {} : { annualRevenue: moneyOf(annualRevenue) }),
    ...(monthlyRevenue === undefined ? {} : { monthlyRevenue: moneyOf(monthlyRevenue) }),
  }
}

function ownerOf(before: readonly Owner[], input: OwnerInput): Owner {
  const { id, ssn, homeAddress, isApplicant, isGuarantor, hasSigned, ...texts } = given(input)
  const known = before.find((owner) => owner.id === id)
  return {
    ...(known ?? fakeOwner({ id: fakeId('own'), ownershipPercent: null })),
    ...texts,
    ...(isApplicant == null ? {} : { isApplicant }),
    ...(isGuarantor == null ? {} : { isGuarantor }),
    hasSigned: hasSigned ?? texts.signedOn != null,
    ...(ssn === undefined ? {} : { ssnLast4: ssn === null ? null : ssn.slice(-4) }),
    ...(homeAddress === undefined ? {} : { homeAddress: addressOf(homeAddress) }),
  }
}

function moneyOf(input: MoneyInput | null): Money | null {
  return input && { amountMinor: input.amountMinor, currency: input.currency ?? 'USD' }
}

function addressOf(input: AddressInput | null): Address | null {
  const { line1 = null, line2 = null, city = null, state = null, postalCode = null } = input ?? {}
  return input && { line1, line2, city, state, postalCode, country: input.country ?? 'US' }
}

/** The same rules and messages as the server. */
export function readinessOf({ company, amount, purpose, owners }: Submission): SubmissionReadiness {
  const rules = [
    [company.legalName !== null, 'company.legalName', 'Set the registered name of the company.'],
    [company.taxId !== null, 'company.taxId', 'Set the tax id of the company.'],
    [amount !== null, 'amount', 'Set the requested amount.'],
    [purpose !== null, 'purpose', 'Set the purpose of the funding.'],
    [owners.length > 0, 'owners', 'Add at least one owner.'],
  ] as const
  const missing = rules
    .filter(([isPresent]) => !isPresent)
    .map(([, path, message]) => ({ path, code: 'REQUIRED', message }))
  return { isReady: missing.length === 0, missing }
}
