// Public exports of @latchkey/sdk.

export { Latchkey } from './client.ts'
export type { RequestArguments, TypedDocument } from './core/documents/document-types.ts'
export type { EnumHelpers, EnumObject } from './core/enum.ts'
export type {
  ClientErrorCode,
  ConnectionReason,
  ErrorCode,
  ErrorDetails,
} from './core/errors/error-details.ts'
export {
  LatchkeyAuthenticationError,
  LatchkeyConflictError,
  LatchkeyNotFoundError,
  LatchkeyPermissionError,
  LatchkeyRateLimitError,
  LatchkeyServerError,
  LatchkeyValidationError,
} from './core/errors/problem-families.ts'
export {
  type ConnectionDetails,
  type Issue,
  isLatchkeyError,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyInputError,
  LatchkeyProblem,
  LatchkeyTimeoutError,
  type ProblemDetails,
} from './core/errors.ts'
export type { FutureValue } from './core/future-value.ts'
export { type LogInOptions, logIn, type Session } from './core/log-in.ts'
export type { LatchkeyEvents, RequestEvent, ResponseEvent, RetryEvent } from './core/observe/events.ts'
export type { Listener } from './core/observe/listeners.ts'
export type { Logger, LogLevel } from './core/observe/logger.ts'
export type {
  AccessToken,
  ApiKeyOption,
  AppInfo,
  CallOptions,
  ChangeOptions,
  ConnectionOptions,
  HeadersOption,
  LatchkeyOptions,
  RequestOptions,
} from './core/options.ts'
export type { ArrayOptions, CountedPage, List, ListOptions, Page, PageOptions } from './core/pagination.ts'
export { LatchkeyPromise } from './core/response/latchkey-promise.ts'
export type { Limit, RateLimit } from './core/response/rate-limit.ts'
export type { KeyRotation, ResponseDetails, WithResponse } from './core/response/response-details.ts'
export type { Download } from './files/download.ts'
export type { FileContent, FileStream } from './files/file-content.ts'
export type { SavedFile, SaveOptions } from './files/save-file.ts'
export {
  ActorKind,
  ApiKeyKind,
  ApiKeyState,
  ClosingStage,
  DecisionOutcome,
  DeclineReason,
  DocumentClass,
  DocumentRejectReason,
  DocumentStatus,
  EntityType,
  Environment,
  ErasureReason,
  EventType,
  FundingPurpose,
  OfferProduct,
  OfferStatus,
  PaymentFrequency,
  ProblemCode,
  RelationshipStatus,
  RequirementKind,
  RequirementStage,
  RequirementStatus,
  Role,
  Scope,
  SecretState,
  SensitiveField,
  Side,
  SubmissionSource,
  SubmissionStatus,
  TaxIdKind,
  Tier,
  UsagePeriod,
  UserStatus,
  WithdrawReason,
} from './generated/enums.ts'
export type {
  AcceptOfferInput,
  AcceptRequirementInput,
  AddMessageInput,
  AddNoteInput,
  Address,
  AddressInput,
  AllowListPreview,
  ApiKey,
  ApiKeyAddress,
  ApiKeyFilter,
  ApiKeySecret,
  ApiKeySummary,
  ApiKeyWithUse,
  ApproveSubmissionInput,
  AssignSubmissionInput,
  Broker,
  Company,
  CompanyInput,
  CorrectFundingInput,
  CreateBrokerKeyInput,
  CreateSubmissionInput,
  CreateTieredKeyInput,
  CreateUserKeyInput,
  Decision,
  DeclineSubmissionInput,
  Document,
  EraseSubmissionInput,
  Event,
  EventFilter,
  ExtendOfferInput,
  Funder,
  HoldSubmissionInput,
  InviteUserInput,
  MarkFundedInput,
  Message,
  MetaEntry,
  MetaEntryInput,
  Money,
  MoneyInput,
  NewApiKey,
  Note,
  Offer,
  OfferInput,
  Owner,
  OwnerInput,
  PageInfo,
  RejectDocumentInput,
  RejectedUse,
  RejectOfferInput,
  RejectRequirementInput,
  Relationship,
  RelationshipFilter,
  RelationshipWithKey,
  ReleaseHoldInput,
  ReleaseLegalHoldInput,
  ReopenSubmissionInput,
  RequestInformationInput,
  Requirement,
  RequirementInput,
  RescindOfferInput,
  RespondToRequirementInput,
  RevealedField,
  RevealSensitiveFieldInput,
  SecretUse,
  SetClosingStageInput,
  SetDocumentClassInput,
  SetLegalHoldInput,
  StartReviewInput,
  Submission,
  SubmissionCount,
  SubmissionDetails,
  SubmissionFilter,
  SubmissionIssue,
  SubmissionReadiness,
  SubmitSubmissionInput,
  TaxId,
  TaxIdInput,
  UsageBucket,
  UsageRefusal,
  User,
  UserFilter,
  Viewer,
  WaiveRequirementInput,
  WithdrawSubmissionInput,
} from './generated/types.ts'
export type { ApiKeyChanges, RotationOptions, UsageOptions } from './resources/api-key-options.ts'
export type { ApiKeys } from './resources/api-keys.ts'
export type { Documents } from './resources/documents.ts'
export type { Events } from './resources/events.ts'
export type { Relationships } from './resources/relationships.ts'
export type { PartOptions, ReferenceOptions } from './resources/submission-queries.ts'
export type { SubmissionChanges, Submissions } from './resources/submissions.ts'
export type {
  DocumentDetails,
  FileToUpload,
  UploadAllOptions,
  UploadOptions,
  UploadProgress,
  UploadResult,
} from './resources/upload-types.ts'
export type { Users } from './resources/users.ts'
