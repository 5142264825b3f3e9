// Public exports of @latchkey/sdk.

export { Latchkey } from './client.ts'
export {
  type ConnectionDetails,
  type Issue,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyInputError,
  LatchkeyProblem,
  type ProblemDetails,
} from './core/errors.ts'
export { type LogInOptions, logIn, type Session } from './core/log-in.ts'
export type {
  AccessToken,
  CallOptions,
  ChangeOptions,
  ConnectionOptions,
  LatchkeyOptions,
} from './core/options.ts'
export type { CountedPage, List, ListOptions, Page, PageOptions } from './core/pagination.ts'
export type {
  ActorKind,
  AllowListPreview,
  ApiKey,
  ApiKeyAddress,
  ApiKeyFilter,
  ApiKeyKind,
  ApiKeySecret,
  ApiKeyState,
  ApiKeySummary,
  ApiKeyWithUse,
  Broker,
  Company,
  CompanyInput,
  CreateBrokerKeyInput,
  CreateSubmissionInput,
  CreateTieredKeyInput,
  CreateUserKeyInput,
  EntityType,
  Environment,
  Event,
  EventFilter,
  EventType,
  Funder,
  FundingPurpose,
  InviteUserInput,
  Money,
  MoneyInput,
  NewApiKey,
  Owner,
  OwnerInput,
  PageInfo,
  ProblemCode,
  RejectedUse,
  Relationship,
  RelationshipFilter,
  RelationshipStatus,
  RelationshipWithKey,
  Role,
  Scope,
  SecretState,
  SecretUse,
  Submission,
  SubmissionCount,
  SubmissionFilter,
  SubmissionStatus,
  Tier,
  UsageBucket,
  UsagePeriod,
  UsageRefusal,
  User,
  UserFilter,
  UserStatus,
  Viewer,
} from './generated/types.ts'
export type { ApiKeyChanges, ApiKeys, RotationOptions, UsageOptions } from './resources/api-keys.ts'
export type { Events } from './resources/events.ts'
export type { Relationships } from './resources/relationships.ts'
export type { SubmissionChanges, Submissions } from './resources/submissions.ts'
export type { Users } from './resources/users.ts'
