export type { ApiKeys } from './api-keys.ts'
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
  ApiKeyState,
  Broker,
  Company,
  CompanyInput,
  CreateBrokerKeyInput,
  CreateSubmissionInput,
  EntityType,
  Environment,
  Funder,
  FundingPurpose,
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
  Submission,
  SubmissionFilter,
  SubmissionStatus,
  Tier,
  User,
  Viewer,
} from './generated/types.ts'
export type { CallOptions, LatchkeyOptions } from './options.ts'
export type { List, ListOptions, Page } from './pages.ts'
export type { Relationships } from './relationships.ts'
export type { Submissions } from './submissions.ts'
