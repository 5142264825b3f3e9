// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

import type * as Types from './types.ts';

interface DocumentTypeDecoration<TResult, TVariables> {
  __apiType?: (variables: TVariables) => TResult;
}

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const User = /*#__PURE__*/ new TypedDocumentString(`
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
    `, {"fragmentName":"User"}) as unknown as TypedDocumentString<Types.User, unknown>;
export const Broker = /*#__PURE__*/ new TypedDocumentString(`
    fragment Broker on Broker {
  id
  name
  domains
}
    `, {"fragmentName":"Broker"}) as unknown as TypedDocumentString<Types.Broker, unknown>;
export const Funder = /*#__PURE__*/ new TypedDocumentString(`
    fragment Funder on Funder {
  id
  name
  createdAt
}
    `, {"fragmentName":"Funder"}) as unknown as TypedDocumentString<Types.Funder, unknown>;
export const Relationship = /*#__PURE__*/ new TypedDocumentString(`
    fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"Relationship"}) as unknown as TypedDocumentString<Types.Relationship, unknown>;
export const ApiKey = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"ApiKey"}) as unknown as TypedDocumentString<Types.ApiKey, unknown>;
export const SecretUse = /*#__PURE__*/ new TypedDocumentString(`
    fragment SecretUse on SecretUse {
  usedAt
  address
  userAgent
  count
}
    `, {"fragmentName":"SecretUse"}) as unknown as TypedDocumentString<Types.SecretUse, unknown>;
export const ApiKeySecret = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKeySecret on ApiKeySecret {
  prefix
  state
  createdAt
  firstUsedAt
  retiresAt
  use {
    ...SecretUse
  }
}
    fragment SecretUse on SecretUse {
  usedAt
  address
  userAgent
  count
}`, {"fragmentName":"ApiKeySecret"}) as unknown as TypedDocumentString<Types.ApiKeySecret, unknown>;
export const RejectedUse = /*#__PURE__*/ new TypedDocumentString(`
    fragment RejectedUse on RejectedUse {
  prefix
  address
  userAgent
  count
  firstAt
  lastAt
}
    `, {"fragmentName":"RejectedUse"}) as unknown as TypedDocumentString<Types.RejectedUse, unknown>;
export const ApiKeyAddress = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}
    `, {"fragmentName":"ApiKeyAddress"}) as unknown as TypedDocumentString<Types.ApiKeyAddress, unknown>;
export const ApiKeyWithUse = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKeyWithUse on ApiKey {
  ...ApiKey
  secrets {
    ...ApiKeySecret
  }
  rejectedUses {
    ...RejectedUse
  }
  addresses {
    ...ApiKeyAddress
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment ApiKeySecret on ApiKeySecret {
  prefix
  state
  createdAt
  firstUsedAt
  retiresAt
  use {
    ...SecretUse
  }
}
fragment SecretUse on SecretUse {
  usedAt
  address
  userAgent
  count
}
fragment RejectedUse on RejectedUse {
  prefix
  address
  userAgent
  count
  firstAt
  lastAt
}
fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"ApiKeyWithUse"}) as unknown as TypedDocumentString<Types.ApiKeyWithUse, unknown>;
export const UsageRefusal = /*#__PURE__*/ new TypedDocumentString(`
    fragment UsageRefusal on UsageRefusal {
  code
  count
}
    `, {"fragmentName":"UsageRefusal"}) as unknown as TypedDocumentString<Types.UsageRefusal, unknown>;
export const UsageBucket = /*#__PURE__*/ new TypedDocumentString(`
    fragment UsageBucket on UsageBucket {
  from
  to
  requests
  cost
  refusals {
    ...UsageRefusal
  }
  addresses
}
    fragment UsageRefusal on UsageRefusal {
  code
  count
}`, {"fragmentName":"UsageBucket"}) as unknown as TypedDocumentString<Types.UsageBucket, unknown>;
export const AllowListPreview = /*#__PURE__*/ new TypedDocumentString(`
    fragment AllowListPreview on AllowListPreview {
  allowList
  accepted {
    ...ApiKeyAddress
  }
  refused {
    ...ApiKeyAddress
  }
}
    fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}`, {"fragmentName":"AllowListPreview"}) as unknown as TypedDocumentString<Types.AllowListPreview, unknown>;
export const NewApiKey = /*#__PURE__*/ new TypedDocumentString(`
    fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"NewApiKey"}) as unknown as TypedDocumentString<Types.NewApiKey, unknown>;
export const PageInfo = /*#__PURE__*/ new TypedDocumentString(`
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageInfo"}) as unknown as TypedDocumentString<Types.PageInfo, unknown>;
export const Event = /*#__PURE__*/ new TypedDocumentString(`
    fragment Event on Event {
  id
  type
  environment
  at
  actor {
    kind
    id
  }
  subjectId
  submissionId
  data
}
    `, {"fragmentName":"Event"}) as unknown as TypedDocumentString<Types.Event, unknown>;
export const ApiKeySummary = /*#__PURE__*/ new TypedDocumentString(`
    fragment ApiKeySummary on ApiKey {
  id
  name
  prefix
  state
  expiresAt
  lastUsedAt
}
    `, {"fragmentName":"ApiKeySummary"}) as unknown as TypedDocumentString<Types.ApiKeySummary, unknown>;
export const RelationshipWithKey = /*#__PURE__*/ new TypedDocumentString(`
    fragment RelationshipWithKey on Relationship {
  ...Relationship
  apiKey {
    ...ApiKeySummary
  }
}
    fragment ApiKeySummary on ApiKey {
  id
  name
  prefix
  state
  expiresAt
  lastUsedAt
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"RelationshipWithKey"}) as unknown as TypedDocumentString<Types.RelationshipWithKey, unknown>;
export const SubmissionCount = /*#__PURE__*/ new TypedDocumentString(`
    fragment SubmissionCount on SubmissionCount {
  status
  count
}
    `, {"fragmentName":"SubmissionCount"}) as unknown as TypedDocumentString<Types.SubmissionCount, unknown>;
export const RevealedField = /*#__PURE__*/ new TypedDocumentString(`
    fragment RevealedField on RevealedField {
  id
  field
  value
}
    `, {"fragmentName":"RevealedField"}) as unknown as TypedDocumentString<Types.RevealedField, unknown>;
export const TaxId = /*#__PURE__*/ new TypedDocumentString(`
    fragment TaxId on TaxId {
  kind
  last4
}
    `, {"fragmentName":"TaxId"}) as unknown as TypedDocumentString<Types.TaxId, unknown>;
export const Address = /*#__PURE__*/ new TypedDocumentString(`
    fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
    `, {"fragmentName":"Address"}) as unknown as TypedDocumentString<Types.Address, unknown>;
export const Money = /*#__PURE__*/ new TypedDocumentString(`
    fragment Money on Money {
  amountMinor
  currency
}
    `, {"fragmentName":"Money"}) as unknown as TypedDocumentString<Types.Money, unknown>;
export const Company = /*#__PURE__*/ new TypedDocumentString(`
    fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
    fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}`, {"fragmentName":"Company"}) as unknown as TypedDocumentString<Types.Company, unknown>;
export const Owner = /*#__PURE__*/ new TypedDocumentString(`
    fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
    fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}`, {"fragmentName":"Owner"}) as unknown as TypedDocumentString<Types.Owner, unknown>;
export const MetaEntry = /*#__PURE__*/ new TypedDocumentString(`
    fragment MetaEntry on MetaEntry {
  key
  value
}
    `, {"fragmentName":"MetaEntry"}) as unknown as TypedDocumentString<Types.MetaEntry, unknown>;
export const SubmissionIssue = /*#__PURE__*/ new TypedDocumentString(`
    fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
    `, {"fragmentName":"SubmissionIssue"}) as unknown as TypedDocumentString<Types.SubmissionIssue, unknown>;
export const SubmissionReadiness = /*#__PURE__*/ new TypedDocumentString(`
    fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
    fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}`, {"fragmentName":"SubmissionReadiness"}) as unknown as TypedDocumentString<Types.SubmissionReadiness, unknown>;
export const Submission = /*#__PURE__*/ new TypedDocumentString(`
    fragment Submission on Submission {
  id
  name
  status
  version
  externalReference
  environment
  relationship {
    ...Relationship
  }
  company {
    ...Company
  }
  amount {
    ...Money
  }
  purpose
  purposeNote
  owners {
    ...Owner
  }
  source
  sourceName
  sourceEmail
  sourceNotes
  meta {
    ...MetaEntry
  }
  readiness {
    ...SubmissionReadiness
  }
  warnings {
    ...SubmissionIssue
  }
  createdAt
  updatedAt
}
    fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
fragment MetaEntry on MetaEntry {
  key
  value
}
fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"Submission"}) as unknown as TypedDocumentString<Types.Submission, unknown>;
export const Viewer = /*#__PURE__*/ new TypedDocumentString(`
    fragment Viewer on Viewer {
  environment
  scopes
  funder {
    ...Funder
  }
  relationship {
    ...Relationship
  }
  user {
    ...User
  }
  apiKey {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`, {"fragmentName":"Viewer"}) as unknown as TypedDocumentString<Types.Viewer, unknown>;
export const apiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    query apiKey($id: ID!) {
  apiKey(id: $id) {
    ...ApiKeyWithUse
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment ApiKeyWithUse on ApiKey {
  ...ApiKey
  secrets {
    ...ApiKeySecret
  }
  rejectedUses {
    ...RejectedUse
  }
  addresses {
    ...ApiKeyAddress
  }
}
fragment ApiKeySecret on ApiKeySecret {
  prefix
  state
  createdAt
  firstUsedAt
  retiresAt
  use {
    ...SecretUse
  }
}
fragment SecretUse on SecretUse {
  usedAt
  address
  userAgent
  count
}
fragment RejectedUse on RejectedUse {
  prefix
  address
  userAgent
  count
  firstAt
  lastAt
}
fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.apiKey, Types.apiKeyVariables>;
export const apiKeysDocument = /*#__PURE__*/ new TypedDocumentString(`
    query apiKeys($first: Int, $after: String, $last: Int, $before: String, $filter: ApiKeyFilter, $withTotal: Boolean = false) {
  apiKeys(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
  ) {
    totalCount @include(if: $withTotal)
    nodes {
      ...ApiKey
    }
    pageInfo {
      ...PageInfo
    }
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.apiKeys, Types.apiKeysVariables>;
export const apiKeyUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query apiKeyUsage($id: ID!, $from: DateTime, $to: DateTime, $by: UsagePeriod) {
  apiKey(id: $id) {
    usage(from: $from, to: $to, by: $by) {
      ...UsageBucket
    }
  }
}
    fragment UsageBucket on UsageBucket {
  from
  to
  requests
  cost
  refusals {
    ...UsageRefusal
  }
  addresses
}
fragment UsageRefusal on UsageRefusal {
  code
  count
}`) as unknown as TypedDocumentString<Types.apiKeyUsage, Types.apiKeyUsageVariables>;
export const previewAllowListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query previewAllowList($id: ID!, $allowList: [String!]!) {
  apiKey(id: $id) {
    previewAllowList(allowList: $allowList) {
      ...AllowListPreview
    }
  }
}
    fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}
fragment AllowListPreview on AllowListPreview {
  allowList
  accepted {
    ...ApiKeyAddress
  }
  refused {
    ...ApiKeyAddress
  }
}`) as unknown as TypedDocumentString<Types.previewAllowList, Types.previewAllowListVariables>;
export const createBrokerKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createBrokerKey($input: CreateBrokerKeyInput!) {
  createBrokerKey(input: $input) {
    ...NewApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.createBrokerKey, Types.createBrokerKeyVariables>;
export const createUserKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createUserKey($input: CreateUserKeyInput!) {
  createUserKey(input: $input) {
    ...NewApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.createUserKey, Types.createUserKeyVariables>;
export const createTieredKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createTieredKey($input: CreateTieredKeyInput!) {
  createTieredKey(input: $input) {
    ...NewApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.createTieredKey, Types.createTieredKeyVariables>;
export const updateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateApiKey($input: UpdateApiKeyInput!) {
  updateApiKey(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.updateApiKey, Types.updateApiKeyVariables>;
export const rotateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rotateApiKey($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) {
    ...NewApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.rotateApiKey, Types.rotateApiKeyVariables>;
export const finishRotationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation finishRotation($input: FinishRotationInput!) {
  finishRotation(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.finishRotation, Types.finishRotationVariables>;
export const cancelRotationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation cancelRotation($input: CancelRotationInput!) {
  cancelRotation(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.cancelRotation, Types.cancelRotationVariables>;
export const deactivateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation deactivateApiKey($input: DeactivateApiKeyInput!) {
  deactivateApiKey(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.deactivateApiKey, Types.deactivateApiKeyVariables>;
export const reactivateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation reactivateApiKey($input: ReactivateApiKeyInput!) {
  reactivateApiKey(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.reactivateApiKey, Types.reactivateApiKeyVariables>;
export const deleteApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation deleteApiKey($input: DeleteApiKeyInput!) {
  deleteApiKey(input: $input) {
    ...ApiKey
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.deleteApiKey, Types.deleteApiKeyVariables>;
export const eventsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query events($first: Int, $after: String, $last: Int, $before: String, $filter: EventFilter, $withTotal: Boolean = false) {
  events(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
  ) {
    totalCount @include(if: $withTotal)
    nodes {
      ...Event
    }
    pageInfo {
      ...PageInfo
    }
  }
}
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Event on Event {
  id
  type
  environment
  at
  actor {
    kind
    id
  }
  subjectId
  submissionId
  data
}`) as unknown as TypedDocumentString<Types.events, Types.eventsVariables>;
export const submissionTimelineDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionTimeline($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean = false) {
  submission(id: $id) {
    timeline(first: $first, after: $after, last: $last, before: $before) {
      totalCount @include(if: $withTotal)
      nodes {
        ...Event
      }
      pageInfo {
        ...PageInfo
      }
    }
  }
}
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Event on Event {
  id
  type
  environment
  at
  actor {
    kind
    id
  }
  subjectId
  submissionId
  data
}`) as unknown as TypedDocumentString<Types.submissionTimeline, Types.submissionTimelineVariables>;
export const relationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    query relationship($id: ID!) {
  relationship(id: $id) {
    ...RelationshipWithKey
  }
}
    fragment RelationshipWithKey on Relationship {
  ...Relationship
  apiKey {
    ...ApiKeySummary
  }
}
fragment ApiKeySummary on ApiKey {
  id
  name
  prefix
  state
  expiresAt
  lastUsedAt
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.relationship, Types.relationshipVariables>;
export const relationshipsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query relationships($first: Int, $after: String, $last: Int, $before: String, $filter: RelationshipFilter, $withTotal: Boolean = false) {
  relationships(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
  ) {
    totalCount @include(if: $withTotal)
    nodes {
      ...RelationshipWithKey
    }
    pageInfo {
      ...PageInfo
    }
  }
}
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment RelationshipWithKey on Relationship {
  ...Relationship
  apiKey {
    ...ApiKeySummary
  }
}
fragment ApiKeySummary on ApiKey {
  id
  name
  prefix
  state
  expiresAt
  lastUsedAt
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.relationships, Types.relationshipsVariables>;
export const pauseRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation pauseRelationship($input: PauseRelationshipInput!) {
  pauseRelationship(input: $input) {
    ...Relationship
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.pauseRelationship, Types.pauseRelationshipVariables>;
export const resumeRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation resumeRelationship($input: ResumeRelationshipInput!) {
  resumeRelationship(input: $input) {
    ...Relationship
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.resumeRelationship, Types.resumeRelationshipVariables>;
export const updateRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateRelationship($input: UpdateRelationshipInput!) {
  updateRelationship(input: $input) {
    ...Relationship
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.updateRelationship, Types.updateRelationshipVariables>;
export const endRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation endRelationship($input: EndRelationshipInput!) {
  endRelationship(input: $input) {
    ...Relationship
  }
}
    fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.endRelationship, Types.endRelationshipVariables>;
export const submissionCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionCounts($filter: SubmissionFilter) {
  submissionCounts(filter: $filter) {
    ...SubmissionCount
  }
}
    fragment SubmissionCount on SubmissionCount {
  status
  count
}`) as unknown as TypedDocumentString<Types.submissionCounts, Types.submissionCountsVariables>;
export const submissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submission($id: ID!) {
  submission(id: $id) {
    ...Submission
  }
}
    fragment Submission on Submission {
  id
  name
  status
  version
  externalReference
  environment
  relationship {
    ...Relationship
  }
  company {
    ...Company
  }
  amount {
    ...Money
  }
  purpose
  purposeNote
  owners {
    ...Owner
  }
  source
  sourceName
  sourceEmail
  sourceNotes
  meta {
    ...MetaEntry
  }
  readiness {
    ...SubmissionReadiness
  }
  warnings {
    ...SubmissionIssue
  }
  createdAt
  updatedAt
}
fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
fragment MetaEntry on MetaEntry {
  key
  value
}
fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.submission, Types.submissionVariables>;
export const submissionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissions($first: Int, $after: String, $last: Int, $before: String, $filter: SubmissionFilter, $withTotal: Boolean = false) {
  submissions(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
  ) {
    totalCount @include(if: $withTotal)
    nodes {
      ...Submission
    }
    pageInfo {
      ...PageInfo
    }
  }
}
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment Submission on Submission {
  id
  name
  status
  version
  externalReference
  environment
  relationship {
    ...Relationship
  }
  company {
    ...Company
  }
  amount {
    ...Money
  }
  purpose
  purposeNote
  owners {
    ...Owner
  }
  source
  sourceName
  sourceEmail
  sourceNotes
  meta {
    ...MetaEntry
  }
  readiness {
    ...SubmissionReadiness
  }
  warnings {
    ...SubmissionIssue
  }
  createdAt
  updatedAt
}
fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
fragment MetaEntry on MetaEntry {
  key
  value
}
fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.submissions, Types.submissionsVariables>;
export const createSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createSubmission($input: CreateSubmissionInput!) {
  createSubmission(input: $input) {
    ...Submission
  }
}
    fragment Submission on Submission {
  id
  name
  status
  version
  externalReference
  environment
  relationship {
    ...Relationship
  }
  company {
    ...Company
  }
  amount {
    ...Money
  }
  purpose
  purposeNote
  owners {
    ...Owner
  }
  source
  sourceName
  sourceEmail
  sourceNotes
  meta {
    ...MetaEntry
  }
  readiness {
    ...SubmissionReadiness
  }
  warnings {
    ...SubmissionIssue
  }
  createdAt
  updatedAt
}
fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
fragment MetaEntry on MetaEntry {
  key
  value
}
fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.createSubmission, Types.createSubmissionVariables>;
export const updateSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateSubmission($input: UpdateSubmissionInput!) {
  updateSubmission(input: $input) {
    ...Submission
  }
}
    fragment Submission on Submission {
  id
  name
  status
  version
  externalReference
  environment
  relationship {
    ...Relationship
  }
  company {
    ...Company
  }
  amount {
    ...Money
  }
  purpose
  purposeNote
  owners {
    ...Owner
  }
  source
  sourceName
  sourceEmail
  sourceNotes
  meta {
    ...MetaEntry
  }
  readiness {
    ...SubmissionReadiness
  }
  warnings {
    ...SubmissionIssue
  }
  createdAt
  updatedAt
}
fragment Company on Company {
  legalName
  dba
  taxId {
    ...TaxId
  }
  entityType
  stateOfIncorporation
  startDate
  industry
  naics
  email
  phone
  phoneExtension
  website
  physicalAddress {
    ...Address
  }
  billingAddress {
    ...Address
  }
  annualRevenue {
    ...Money
  }
  monthlyRevenue {
    ...Money
  }
}
fragment Money on Money {
  amountMinor
  currency
}
fragment TaxId on TaxId {
  kind
  last4
}
fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}
fragment Owner on Owner {
  id
  prefix
  firstName
  middleName
  lastName
  suffix
  title
  email
  homePhone
  homePhoneExtension
  mobilePhone
  mobilePhoneExtension
  homeAddress {
    ...Address
  }
  dateOfBirth
  ssnLast4
  creditScore
  ownershipPercent
  isApplicant
  isGuarantor
  hasSigned
  signedOn
}
fragment MetaEntry on MetaEntry {
  key
  value
}
fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}
fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.updateSubmission, Types.updateSubmissionVariables>;
export const revealSensitiveFieldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation revealSensitiveField($input: RevealSensitiveFieldInput!) {
  revealSensitiveField(input: $input) {
    ...RevealedField
  }
}
    fragment RevealedField on RevealedField {
  id
  field
  value
}`) as unknown as TypedDocumentString<Types.revealSensitiveField, Types.revealSensitiveFieldVariables>;
export const userDocument = /*#__PURE__*/ new TypedDocumentString(`
    query user($id: ID!) {
  user(id: $id) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.user, Types.userVariables>;
export const usersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query users($first: Int, $after: String, $last: Int, $before: String, $filter: UserFilter, $withTotal: Boolean = false) {
  users(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
  ) {
    totalCount @include(if: $withTotal)
    nodes {
      ...User
    }
    pageInfo {
      ...PageInfo
    }
  }
}
    fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.users, Types.usersVariables>;
export const inviteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation inviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.inviteUser, Types.inviteUserVariables>;
export const resendInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation resendInvitation($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.resendInvitation, Types.resendInvitationVariables>;
export const revokeInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation revokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.revokeInvitation, Types.revokeInvitationVariables>;
export const changeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation changeRole($input: ChangeRoleInput!) {
  changeRole(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.changeRole, Types.changeRoleVariables>;
export const disableUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation disableUser($input: DisableUserInput!) {
  disableUser(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.disableUser, Types.disableUserVariables>;
export const enableUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation enableUser($input: EnableUserInput!) {
  enableUser(input: $input) {
    ...User
  }
}
    fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`) as unknown as TypedDocumentString<Types.enableUser, Types.enableUserVariables>;
export const viewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query viewer {
  viewer {
    ...Viewer
  }
}
    fragment ApiKey on ApiKey {
  id
  kind
  tier
  name
  prefix
  state
  scopes
  allowList
  environment
  createdAt
  createdBy {
    ...User
  }
  expiresAt
  lastUsedAt
  deletedAt
  relationship {
    ...Relationship
  }
}
fragment Viewer on Viewer {
  environment
  scopes
  funder {
    ...Funder
  }
  relationship {
    ...Relationship
  }
  user {
    ...User
  }
  apiKey {
    ...ApiKey
  }
}
fragment Funder on Funder {
  id
  name
  createdAt
}
fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}
fragment Relationship on Relationship {
  id
  environment
  status
  contacts
  createdAt
  broker {
    ...Broker
  }
  funder {
    ...Funder
  }
}
fragment Broker on Broker {
  id
  name
  domains
}`) as unknown as TypedDocumentString<Types.viewer, Types.viewerVariables>;