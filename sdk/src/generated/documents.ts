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
const UserFragment = `fragment User on User {
  id
  name
  email
  username
  role
  status
  createdAt
}`;
const BrokerFragment = `fragment Broker on Broker {
  id
  name
  domains
}`;
const FunderFragment = `fragment Funder on Funder {
  id
  name
  createdAt
}`;
const RelationshipFragment = `fragment Relationship on Relationship {
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
}`;
const ApiKeyFragment = `fragment ApiKey on ApiKey {
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
}`;
const SecretUseFragment = `fragment SecretUse on SecretUse {
  usedAt
  address
  userAgent
  count
}`;
const ApiKeySecretFragment = `fragment ApiKeySecret on ApiKeySecret {
  prefix
  state
  createdAt
  firstUsedAt
  retiresAt
  use {
    ...SecretUse
  }
}`;
const RejectedUseFragment = `fragment RejectedUse on RejectedUse {
  prefix
  address
  userAgent
  count
  firstAt
  lastAt
}`;
const ApiKeyAddressFragment = `fragment ApiKeyAddress on ApiKeyAddress {
  address
  userAgent
  count
  firstAt
  lastAt
}`;
const ApiKeyWithUseFragment = `fragment ApiKeyWithUse on ApiKey {
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
}`;
const UsageRefusalFragment = `fragment UsageRefusal on UsageRefusal {
  code
  count
}`;
const UsageBucketFragment = `fragment UsageBucket on UsageBucket {
  from
  to
  requests
  cost
  refusals {
    ...UsageRefusal
  }
  addresses
}`;
const AllowListPreviewFragment = `fragment AllowListPreview on AllowListPreview {
  allowList
  accepted {
    ...ApiKeyAddress
  }
  refused {
    ...ApiKeyAddress
  }
}`;
const NewApiKeyFragment = `fragment NewApiKey on NewApiKey {
  apiKey {
    ...ApiKey
  }
  secret
}`;
const PageInfoFragment = `fragment PageInfo on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`;
const DocumentFragment = `fragment Document on Document {
  id
  environment
  status
  class
  periodMonth
  accountLast4
  fileName
  mediaType
  byteSize
  sha256
  hasActiveContent
  requirementId
  rejectReason
  note
  createdAt
}`;
const EventFragment = `fragment Event on Event {
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
}`;
const MessageFragment = `fragment Message on Message {
  id
  side
  text
  createdAt
}`;
const NoteFragment = `fragment Note on Note {
  id
  text
  createdAt
}`;
const ApiKeySummaryFragment = `fragment ApiKeySummary on ApiKey {
  id
  name
  prefix
  state
  expiresAt
  lastUsedAt
}`;
const RelationshipWithKeyFragment = `fragment RelationshipWithKey on Relationship {
  ...Relationship
  apiKey {
    ...ApiKeySummary
  }
}`;
const SubmissionCountFragment = `fragment SubmissionCount on SubmissionCount {
  status
  count
}`;
const RevealedFieldFragment = `fragment RevealedField on RevealedField {
  id
  field
  value
}`;
const TaxIdFragment = `fragment TaxId on TaxId {
  kind
  last4
}`;
const AddressFragment = `fragment Address on Address {
  line1
  line2
  city
  state
  postalCode
  country
}`;
const MoneyFragment = `fragment Money on Money {
  amountMinor
  currency
}`;
const CompanyFragment = `fragment Company on Company {
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
}`;
const OwnerFragment = `fragment Owner on Owner {
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
}`;
const MetaEntryFragment = `fragment MetaEntry on MetaEntry {
  key
  value
}`;
const SubmissionIssueFragment = `fragment SubmissionIssue on SubmissionIssue {
  path
  code
  message
}`;
const SubmissionReadinessFragment = `fragment SubmissionReadiness on SubmissionReadiness {
  isReady
  missing {
    ...SubmissionIssue
  }
}`;
const SubmissionFragment = `fragment Submission on Submission {
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
  waitingOn
  dueAt
  closingStage
  fundedAmount {
    ...Money
  }
  fundedOn
  withdrawReason
  submittedAt
  statusChangedAt
  createdAt
  updatedAt
}`;
const RequirementFragment = `fragment Requirement on Requirement {
  id
  kind
  stage
  status
  documentClass
  months
  text
  response
  note
  dueAt
  createdAt
  respondedAt
  resolvedAt
}`;
const OfferFragment = `fragment Offer on Offer {
  id
  status
  product
  fundedAmount {
    ...Money
  }
  netAmount {
    ...Money
  }
  paybackAmount {
    ...Money
  }
  fees {
    ...Money
  }
  commission {
    ...Money
  }
  paymentFrequency
  paymentAmount {
    ...Money
  }
  termDays
  factorRate
  annualRatePercent
  rejectReason
  createdAt
  expiresAt
  closedAt
}`;
const DecisionFragment = `fragment Decision on Decision {
  id
  outcome
  reasons
  note
  createdAt
}`;
const SubmissionDetailsFragment = `fragment SubmissionDetails on Submission {
  ...Submission
  requirements {
    ...Requirement
  }
  offers {
    ...Offer
  }
  decisions {
    ...Decision
  }
  previousSubmission {
    id
    status
  }
  assignee {
    id
    name
  }
  heldAt
  legalHold
}`;
const ViewerFragment = `fragment Viewer on Viewer {
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
}`;
export const apiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    query apiKey($id: ID!) {
  apiKey(id: $id) {
    ...ApiKeyWithUse
  }
}
${ApiKeyFragment}
${ApiKeyWithUseFragment}
${ApiKeySecretFragment}
${SecretUseFragment}
${RejectedUseFragment}
${ApiKeyAddressFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.apiKey, Types.apiKeyVariables>;
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
${ApiKeyFragment}
${PageInfoFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.apiKeys, Types.apiKeysVariables>;
export const apiKeyUsageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query apiKeyUsage($id: ID!, $from: DateTime, $to: DateTime, $by: UsagePeriod) {
  apiKey(id: $id) {
    usage(from: $from, to: $to, by: $by) {
      ...UsageBucket
    }
  }
}
${UsageBucketFragment}
${UsageRefusalFragment}`) as unknown as TypedDocumentString<Types.apiKeyUsage, Types.apiKeyUsageVariables>;
export const previewAllowListDocument = /*#__PURE__*/ new TypedDocumentString(`
    query previewAllowList($id: ID!, $allowList: [String!]!) {
  apiKey(id: $id) {
    previewAllowList(allowList: $allowList) {
      ...AllowListPreview
    }
  }
}
${ApiKeyAddressFragment}
${AllowListPreviewFragment}`) as unknown as TypedDocumentString<Types.previewAllowList, Types.previewAllowListVariables>;
export const createBrokerKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createBrokerKey($input: CreateBrokerKeyInput!) {
  createBrokerKey(input: $input) {
    ...NewApiKey
  }
}
${ApiKeyFragment}
${NewApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.createBrokerKey, Types.createBrokerKeyVariables>;
export const createUserKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createUserKey($input: CreateUserKeyInput!) {
  createUserKey(input: $input) {
    ...NewApiKey
  }
}
${ApiKeyFragment}
${NewApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.createUserKey, Types.createUserKeyVariables>;
export const createTieredKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createTieredKey($input: CreateTieredKeyInput!) {
  createTieredKey(input: $input) {
    ...NewApiKey
  }
}
${ApiKeyFragment}
${NewApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.createTieredKey, Types.createTieredKeyVariables>;
export const updateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateApiKey($input: UpdateApiKeyInput!) {
  updateApiKey(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.updateApiKey, Types.updateApiKeyVariables>;
export const rotateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rotateApiKey($input: RotateApiKeyInput!) {
  rotateApiKey(input: $input) {
    ...NewApiKey
  }
}
${ApiKeyFragment}
${NewApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.rotateApiKey, Types.rotateApiKeyVariables>;
export const finishRotationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation finishRotation($input: FinishRotationInput!) {
  finishRotation(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.finishRotation, Types.finishRotationVariables>;
export const cancelRotationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation cancelRotation($input: CancelRotationInput!) {
  cancelRotation(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.cancelRotation, Types.cancelRotationVariables>;
export const deactivateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation deactivateApiKey($input: DeactivateApiKeyInput!) {
  deactivateApiKey(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.deactivateApiKey, Types.deactivateApiKeyVariables>;
export const reactivateApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation reactivateApiKey($input: ReactivateApiKeyInput!) {
  reactivateApiKey(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.reactivateApiKey, Types.reactivateApiKeyVariables>;
export const deleteApiKeyDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation deleteApiKey($input: DeleteApiKeyInput!) {
  deleteApiKey(input: $input) {
    ...ApiKey
  }
}
${ApiKeyFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.deleteApiKey, Types.deleteApiKeyVariables>;
export const submissionDocumentsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionDocuments($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean = false) {
  submission(id: $id) {
    documents(first: $first, after: $after, last: $last, before: $before) {
      totalCount @include(if: $withTotal)
      nodes {
        ...Document
      }
      pageInfo {
        ...PageInfo
      }
    }
  }
}
${PageInfoFragment}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.submissionDocuments, Types.submissionDocumentsVariables>;
export const documentDocument = /*#__PURE__*/ new TypedDocumentString(`
    query document($id: ID!) {
  document(id: $id) {
    ...Document
  }
}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.document, Types.documentVariables>;
export const documentDownloadDocument = /*#__PURE__*/ new TypedDocumentString(`
    query documentDownload($id: ID!) {
  document(id: $id) {
    status
    fileName
    download {
      url
    }
  }
}
    `) as unknown as TypedDocumentString<Types.documentDownload, Types.documentDownloadVariables>;
export const documentsArchiveDocument = /*#__PURE__*/ new TypedDocumentString(`
    query documentsArchive($submissionId: ID!) {
  submission(id: $submissionId) {
    documentsArchive {
      url
    }
  }
}
    `) as unknown as TypedDocumentString<Types.documentsArchive, Types.documentsArchiveVariables>;
export const requestDocumentUploadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation requestDocumentUpload($input: RequestDocumentUploadInput!) {
  requestDocumentUpload(input: $input) {
    id
    url
    headers {
      name
      value
    }
  }
}
    `) as unknown as TypedDocumentString<Types.requestDocumentUpload, Types.requestDocumentUploadVariables>;
export const completeDocumentUploadDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation completeDocumentUpload($input: CompleteDocumentUploadInput!) {
  completeDocumentUpload(input: $input) {
    ...Document
  }
}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.completeDocumentUpload, Types.completeDocumentUploadVariables>;
export const setDocumentClassDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation setDocumentClass($input: SetDocumentClassInput!) {
  setDocumentClass(input: $input) {
    ...Document
  }
}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.setDocumentClass, Types.setDocumentClassVariables>;
export const removeDocumentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation removeDocument($input: RemoveDocumentInput!) {
  removeDocument(input: $input) {
    ...Document
  }
}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.removeDocument, Types.removeDocumentVariables>;
export const rejectDocumentDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rejectDocument($input: RejectDocumentInput!) {
  rejectDocument(input: $input) {
    ...Document
  }
}
${DocumentFragment}`) as unknown as TypedDocumentString<Types.rejectDocument, Types.rejectDocumentVariables>;
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
${PageInfoFragment}
${EventFragment}`) as unknown as TypedDocumentString<Types.events, Types.eventsVariables>;
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
${PageInfoFragment}
${EventFragment}`) as unknown as TypedDocumentString<Types.submissionTimeline, Types.submissionTimelineVariables>;
export const submissionMessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionMessages($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean = false) {
  submission(id: $id) {
    messages(first: $first, after: $after, last: $last, before: $before) {
      totalCount @include(if: $withTotal)
      nodes {
        ...Message
      }
      pageInfo {
        ...PageInfo
      }
    }
  }
}
${PageInfoFragment}
${MessageFragment}`) as unknown as TypedDocumentString<Types.submissionMessages, Types.submissionMessagesVariables>;
export const submissionNotesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionNotes($id: ID!, $first: Int, $after: String, $last: Int, $before: String, $withTotal: Boolean = false) {
  submission(id: $id) {
    notes(first: $first, after: $after, last: $last, before: $before) {
      totalCount @include(if: $withTotal)
      nodes {
        ...Note
      }
      pageInfo {
        ...PageInfo
      }
    }
  }
}
${PageInfoFragment}
${NoteFragment}`) as unknown as TypedDocumentString<Types.submissionNotes, Types.submissionNotesVariables>;
export const relationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    query relationship($id: ID!) {
  relationship(id: $id) {
    ...RelationshipWithKey
  }
}
${RelationshipWithKeyFragment}
${ApiKeySummaryFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.relationship, Types.relationshipVariables>;
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
${PageInfoFragment}
${RelationshipWithKeyFragment}
${ApiKeySummaryFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.relationships, Types.relationshipsVariables>;
export const pauseRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation pauseRelationship($input: PauseRelationshipInput!) {
  pauseRelationship(input: $input) {
    ...Relationship
  }
}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.pauseRelationship, Types.pauseRelationshipVariables>;
export const resumeRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation resumeRelationship($input: ResumeRelationshipInput!) {
  resumeRelationship(input: $input) {
    ...Relationship
  }
}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.resumeRelationship, Types.resumeRelationshipVariables>;
export const updateRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateRelationship($input: UpdateRelationshipInput!) {
  updateRelationship(input: $input) {
    ...Relationship
  }
}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.updateRelationship, Types.updateRelationshipVariables>;
export const endRelationshipDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation endRelationship($input: EndRelationshipInput!) {
  endRelationship(input: $input) {
    ...Relationship
  }
}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.endRelationship, Types.endRelationshipVariables>;
export const eraseSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation eraseSubmission($input: EraseSubmissionInput!) {
  eraseSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.eraseSubmission, Types.eraseSubmissionVariables>;
export const setLegalHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation setLegalHold($input: SetLegalHoldInput!) {
  setLegalHold(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.setLegalHold, Types.setLegalHoldVariables>;
export const releaseLegalHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation releaseLegalHold($input: ReleaseLegalHoldInput!) {
  releaseLegalHold(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.releaseLegalHold, Types.releaseLegalHoldVariables>;
export const startReviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation startReview($input: StartReviewInput!) {
  startReview(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.startReview, Types.startReviewVariables>;
export const requestInformationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation requestInformation($input: RequestInformationInput!) {
  requestInformation(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.requestInformation, Types.requestInformationVariables>;
export const acceptRequirementDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation acceptRequirement($input: AcceptRequirementInput!) {
  acceptRequirement(input: $input) {
    ...Requirement
  }
}
${RequirementFragment}`) as unknown as TypedDocumentString<Types.acceptRequirement, Types.acceptRequirementVariables>;
export const rejectRequirementDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rejectRequirement($input: RejectRequirementInput!) {
  rejectRequirement(input: $input) {
    ...Requirement
  }
}
${RequirementFragment}`) as unknown as TypedDocumentString<Types.rejectRequirement, Types.rejectRequirementVariables>;
export const waiveRequirementDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation waiveRequirement($input: WaiveRequirementInput!) {
  waiveRequirement(input: $input) {
    ...Requirement
  }
}
${RequirementFragment}`) as unknown as TypedDocumentString<Types.waiveRequirement, Types.waiveRequirementVariables>;
export const approveSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation approveSubmission($input: ApproveSubmissionInput!) {
  approveSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.approveSubmission, Types.approveSubmissionVariables>;
export const extendOfferDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation extendOffer($input: ExtendOfferInput!) {
  extendOffer(input: $input) {
    ...Offer
  }
}
${OfferFragment}
${MoneyFragment}`) as unknown as TypedDocumentString<Types.extendOffer, Types.extendOfferVariables>;
export const rescindOfferDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rescindOffer($input: RescindOfferInput!) {
  rescindOffer(input: $input) {
    ...Offer
  }
}
${OfferFragment}
${MoneyFragment}`) as unknown as TypedDocumentString<Types.rescindOffer, Types.rescindOfferVariables>;
export const declineSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation declineSubmission($input: DeclineSubmissionInput!) {
  declineSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.declineSubmission, Types.declineSubmissionVariables>;
export const reopenSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation reopenSubmission($input: ReopenSubmissionInput!) {
  reopenSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.reopenSubmission, Types.reopenSubmissionVariables>;
export const holdSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation holdSubmission($input: HoldSubmissionInput!) {
  holdSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.holdSubmission, Types.holdSubmissionVariables>;
export const releaseHoldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation releaseHold($input: ReleaseHoldInput!) {
  releaseHold(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.releaseHold, Types.releaseHoldVariables>;
export const setClosingStageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation setClosingStage($input: SetClosingStageInput!) {
  setClosingStage(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.setClosingStage, Types.setClosingStageVariables>;
export const markFundedDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation markFunded($input: MarkFundedInput!) {
  markFunded(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.markFunded, Types.markFundedVariables>;
export const correctFundingDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation correctFunding($input: CorrectFundingInput!) {
  correctFunding(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.correctFunding, Types.correctFundingVariables>;
export const assignSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation assignSubmission($input: AssignSubmissionInput!) {
  assignSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.assignSubmission, Types.assignSubmissionVariables>;
export const addNoteDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation addNote($input: AddNoteInput!) {
  addNote(input: $input) {
    ...Note
  }
}
${NoteFragment}`) as unknown as TypedDocumentString<Types.addNote, Types.addNoteVariables>;
export const submissionCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionCounts($filter: SubmissionFilter) {
  submissionCounts(filter: $filter) {
    ...SubmissionCount
  }
}
${SubmissionCountFragment}`) as unknown as TypedDocumentString<Types.submissionCounts, Types.submissionCountsVariables>;
export const submitSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation submitSubmission($input: SubmitSubmissionInput!) {
  submitSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.submitSubmission, Types.submitSubmissionVariables>;
export const withdrawSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation withdrawSubmission($input: WithdrawSubmissionInput!) {
  withdrawSubmission(input: $input) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.withdrawSubmission, Types.withdrawSubmissionVariables>;
export const respondToRequirementDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation respondToRequirement($input: RespondToRequirementInput!) {
  respondToRequirement(input: $input) {
    ...Requirement
  }
}
${RequirementFragment}`) as unknown as TypedDocumentString<Types.respondToRequirement, Types.respondToRequirementVariables>;
export const acceptOfferDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation acceptOffer($input: AcceptOfferInput!) {
  acceptOffer(input: $input) {
    ...Offer
  }
}
${OfferFragment}
${MoneyFragment}`) as unknown as TypedDocumentString<Types.acceptOffer, Types.acceptOfferVariables>;
export const rejectOfferDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation rejectOffer($input: RejectOfferInput!) {
  rejectOffer(input: $input) {
    ...Offer
  }
}
${OfferFragment}
${MoneyFragment}`) as unknown as TypedDocumentString<Types.rejectOffer, Types.rejectOfferVariables>;
export const addMessageDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation addMessage($input: AddMessageInput!) {
  addMessage(input: $input) {
    ...Message
  }
}
${MessageFragment}`) as unknown as TypedDocumentString<Types.addMessage, Types.addMessageVariables>;
export const submissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submission($id: ID!) {
  submission(id: $id) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.submission, Types.submissionVariables>;
export const submissionByReferenceDocument = /*#__PURE__*/ new TypedDocumentString(`
    query submissionByReference($externalReference: String!, $relationshipId: ID) {
  submissionByReference(
    externalReference: $externalReference
    relationshipId: $relationshipId
  ) {
    ...SubmissionDetails
  }
}
${RequirementFragment}
${OfferFragment}
${DecisionFragment}
${SubmissionFragment}
${SubmissionDetailsFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.submissionByReference, Types.submissionByReferenceVariables>;
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
${PageInfoFragment}
${SubmissionFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.submissions, Types.submissionsVariables>;
export const createSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation createSubmission($input: CreateSubmissionInput!) {
  createSubmission(input: $input) {
    ...Submission
  }
}
${SubmissionFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.createSubmission, Types.createSubmissionVariables>;
export const updateSubmissionDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation updateSubmission($input: UpdateSubmissionInput!) {
  updateSubmission(input: $input) {
    ...Submission
  }
}
${SubmissionFragment}
${CompanyFragment}
${MoneyFragment}
${TaxIdFragment}
${AddressFragment}
${OwnerFragment}
${MetaEntryFragment}
${SubmissionReadinessFragment}
${SubmissionIssueFragment}
${FunderFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.updateSubmission, Types.updateSubmissionVariables>;
export const revealSensitiveFieldDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation revealSensitiveField($input: RevealSensitiveFieldInput!) {
  revealSensitiveField(input: $input) {
    ...RevealedField
  }
}
${RevealedFieldFragment}`) as unknown as TypedDocumentString<Types.revealSensitiveField, Types.revealSensitiveFieldVariables>;
export const userDocument = /*#__PURE__*/ new TypedDocumentString(`
    query user($id: ID!) {
  user(id: $id) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.user, Types.userVariables>;
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
${PageInfoFragment}
${UserFragment}`) as unknown as TypedDocumentString<Types.users, Types.usersVariables>;
export const inviteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation inviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.inviteUser, Types.inviteUserVariables>;
export const resendInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation resendInvitation($input: ResendInvitationInput!) {
  resendInvitation(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.resendInvitation, Types.resendInvitationVariables>;
export const revokeInvitationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation revokeInvitation($input: RevokeInvitationInput!) {
  revokeInvitation(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.revokeInvitation, Types.revokeInvitationVariables>;
export const changeRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation changeRole($input: ChangeRoleInput!) {
  changeRole(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.changeRole, Types.changeRoleVariables>;
export const disableUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation disableUser($input: DisableUserInput!) {
  disableUser(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.disableUser, Types.disableUserVariables>;
export const enableUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation enableUser($input: EnableUserInput!) {
  enableUser(input: $input) {
    ...User
  }
}
${UserFragment}`) as unknown as TypedDocumentString<Types.enableUser, Types.enableUserVariables>;
export const viewerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query viewer {
  viewer {
    ...Viewer
  }
}
${ApiKeyFragment}
${ViewerFragment}
${FunderFragment}
${UserFragment}
${RelationshipFragment}
${BrokerFragment}`) as unknown as TypedDocumentString<Types.viewer, Types.viewerVariables>;