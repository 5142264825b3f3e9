export type { ApiKeyChanges, ApiKeys, RotationOptions } from './api-keys.ts'
export { Latchkey } from './client.ts'
export {
  type ConnectionDetails,
  type Issue,
  LatchkeyConnectionError,
  LatchkeyError,
  LatchkeyProblem,
  type ProblemDetails,
} from './errors.ts'
export type {
  ApiKey,
  ApiKeyFilter,
  ApiKeyKind,
  ApiKeySecret,
  ApiKeyState,
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
  Funder,
  FundingPurpose,
  InviteUserInput,
  LateUse,
  Money,
  MoneyInput,
  NewApiKey,
  Owner,
  OwnerInput,
  PageInfo,
  ProblemCode,
  Relationship,
  RelationshipFilter,
  RelationshipStatus,
  Role,
  Scope,
  SecretState,
  SecretUse,
  Submission,
  SubmissionFilter,
  SubmissionStatus,
  Tier,
  User,
  UserFilter,
  UserStatus,
  Viewer,
} from './generated/types.ts'
export { type LogInOptions, logIn, type Session } from './log-in.ts'
export type {
  AccessToken,
  CallOptions,
  ChangeOptions,
  ConnectionOptions,
  LatchkeyOptions,
} from './options.ts'
export type { List, ListOptions, Page } from './pages.ts'
export type { Relationships } from './relationships.ts'
export type { SubmissionChanges, Submissions } from './submissions.ts'
export type { Users } from './users.ts'
