// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Which keys to list; all of what is given must hold. */
export type ApiKeyFilter = {
  /** Keys of the relationship with this broker. */
  readonly brokerId?: string | null | undefined;
  /** Keys that this user made. */
  readonly createdById?: string | null | undefined;
  /** Keys of this kind. */
  readonly kind?: ApiKeyKind | null | undefined;
  /** Keys that have, or had before a rotation, a secret with exactly this `prefix`. Finds the key of a leaked secret; never send the whole secret. */
  readonly prefix?: string | null | undefined;
  /** Keys of this relationship (`rel_`). */
  readonly relationshipId?: string | null | undefined;
  /** Keys whose name contains this text, in any case, or that have a secret with this `prefix`. 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Keys in this state. Left out: all but the deleted ones. */
  readonly state?: ApiKeyState | null | undefined;
};

/** Whom a key acts for. */
export type ApiKeyKind =
  /** A broker, on one relationship. Secret: `bft_` and 48 hex digits. */
  | 'BROKER'
  /** The funder, within its scopes. Secret: `lk_pk_`, `lk_pt_` or `lk_in_` and 48 hex digits. */
  | 'TIERED'
  /** A user, within the scopes of the key and of the role. Secret: `key_` and 48 hex digits. */
  | 'USER'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Whether a key is switched on. Whether it has expired is told by `expiresAt`. */
export type ApiKeyState =
  /** Accepted, unless expired. */
  | 'ACTIVE'
  /** Gone for good. The record stays, so that later use can be seen. */
  | 'DELETED'
  /** Switched off, and can be switched on again. */
  | 'INACTIVE'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What cancelRotation is given. */
export type CancelRotationInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** What changeRole is given. */
export type ChangeRoleInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
  /** The role from now on. */
  readonly role: Role;
};

/** What is known of the company. Null and left out are the same when a submission is created. */
export type CompanyInput = {
  /** The name it trades under, 1 to 200 characters. */
  readonly dba?: string | null | undefined;
  /** An e-mail address. */
  readonly email?: string | null | undefined;
  /** The legal form. */
  readonly entityType?: EntityType | null | undefined;
  /** The registered name, 1 to 200 characters. */
  readonly legalName?: string | null | undefined;
  /** Industry, 2 to 6 digits of the NAICS. */
  readonly naics?: string | null | undefined;
  /** With its country, `+12125550100`; ten digits are taken for the United States. */
  readonly phone?: string | null | undefined;
  /** When the business began; not in the future. */
  readonly startDate?: string | null | undefined;
  /** Two-letter code of a US state, district or territory. */
  readonly stateOfIncorporation?: string | null | undefined;
  /** An http or https address. */
  readonly website?: string | null | undefined;
};

/** What createBrokerKey is given. */
export type CreateBrokerKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: from anywhere. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** An address at one of the broker's domains. */
  readonly email: string;
  /** In the future, at most two years. Left out: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. Left out: the broker's name. */
  readonly name?: string | null | undefined;
  /** What the key may do. Left out: all that the tier allows a broker. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
  /** PARTNER (the default) or PUBLIC. */
  readonly tier?: Tier | null | undefined;
};

/** What createSubmission is given. */
export type CreateSubmissionInput = {
  /** How much is asked for. */
  readonly amount?: MoneyInput | null | undefined;
  /** What is known of the company so far. */
  readonly company?: CompanyInput | null | undefined;
  /** A reference of your own, 1 to 140 characters, unique among your submissions to this funder. */
  readonly externalReference?: string | null | undefined;
  /** What people will call it, 10 to 200 characters. */
  readonly name: string;
  /** The owners of the company, at most 10. */
  readonly owners?: ReadonlyArray<OwnerInput> | null | undefined;
  /** What the money is for. */
  readonly purpose?: FundingPurpose | null | undefined;
  /** The relationship (`rel_`) whose broker the application comes from. Needed unless a BROKER key asks, which has its own. */
  readonly relationshipId?: string | null | undefined;
};

/** What createTieredKey is given. */
export type CreateTieredKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: from anywhere. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** In the future, at most two years. Left out: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. */
  readonly name: string;
  /** What the key may do: within the tier, and within the role of whoever makes it. */
  readonly scopes: ReadonlyArray<Scope>;
  /** Which scopes it may hold and how many requests it may make. */
  readonly tier: Tier;
};

/** What createUserKey is given. */
export type CreateUserKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: from anywhere. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** In the future, at most two years. Left out: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. */
  readonly name: string;
  /** What the key may do, of what the role holds. Left out: all of that. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
};

/** What deactivateApiKey is given. */
export type DeactivateApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** What deleteApiKey is given. */
export type DeleteApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** What disableUser is given. */
export type DisableUserInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** What enableUser is given. */
export type EnableUserInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** What endRelationship is given. */
export type EndRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** The legal form of a company. */
export type EntityType =
  /** A corporation taxed as such (C corporation). */
  | 'CORPORATION'
  /** A limited liability company. */
  | 'LLC'
  /** A non-profit organization. */
  | 'NON_PROFIT'
  /** None of these. */
  | 'OTHER'
  /** A partnership of any kind. */
  | 'PARTNERSHIP'
  /** One person, no separate company. */
  | 'SOLE_PROPRIETORSHIP'
  /** A corporation taxed through its owners. */
  | 'S_CORPORATION'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** One of two separate sets of data. Each credential belongs to one and never sees the other. */
export type Environment =
  /** To build and try against. */
  | 'DEVELOPMENT'
  /** Real applications. */
  | 'PRODUCTION'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What finishRotation is given. */
export type FinishRotationInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** What the money is for. */
export type FundingPurpose =
  /** To replace other debt. */
  | 'DEBT_REFINANCE'
  /** Machines, vehicles, tools. */
  | 'EQUIPMENT'
  /** A new place, market or line of business. */
  | 'EXPANSION'
  /** Goods to sell. */
  | 'INVENTORY'
  /** Advertising and sales. */
  | 'MARKETING'
  /** None of these. */
  | 'OTHER'
  /** Wages. */
  | 'PAYROLL'
  /** Land or buildings. */
  | 'REAL_ESTATE'
  /** Taxes due. */
  | 'TAXES'
  /** Running costs. */
  | 'WORKING_CAPITAL'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What inviteUser is given. */
export type InviteUserInput = {
  /** Where the invitation goes. */
  readonly email: string;
  /** The person's name, 1 to 128 characters. */
  readonly name: string;
  /** What the user may do. */
  readonly role: Role;
  /** The name to log in with: 3 to 30 characters of a-z, 0-9, _ and dot. It never changes. */
  readonly username: string;
};

/** An amount of money in whole minor units of its currency. */
export type MoneyInput = {
  /** Minor units, more than 0: 2500000 for 25,000.00. */
  readonly amountMinor: number;
  /** ISO 4217, three capital letters. */
  readonly currency?: string | null | undefined;
};

/** Someone who owns a part of the company. */
export type OwnerInput = {
  /** An e-mail address. */
  readonly email?: string | null | undefined;
  /** Given name, 1 to 100 characters. */
  readonly firstName: string;
  /** Family name, 1 to 100 characters. */
  readonly lastName: string;
  /** 0 to 100, to the hundredth. All owners together: at most 100. */
  readonly ownershipPercent?: number | null | undefined;
  /** With its country, `+12125550100`; ten digits are taken for the United States. */
  readonly phone?: string | null | undefined;
  /** What the owner does in the company, 1 to 100 characters. */
  readonly title?: string | null | undefined;
};

/** What pauseRelationship is given. */
export type PauseRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** What `extensions.code` of an error can be. Expect new values. Beside it stand `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of everything wrong) and `docUrl`. */
export type ProblemCode =
  /** 401: No request is accepted with this key: unknown, switched off, deleted, expired, or of a PRODUCTION that is not open. */
  | 'API_KEY_INVALID'
  /** 401: What was sent as an API key does not look like one: mistyped, cut off or invented. */
  | 'API_KEY_INVALID_FORMAT'
  /** 404: No such API key, or it is deleted. */
  | 'API_KEY_NOT_FOUND'
  /** 400: The request or its document is not well formed, or asks for what one request may not ask. `issues` lists the values that do not fit their types. */
  | 'BAD_REQUEST'
  /** 409: The broker already has a key for this relationship. */
  | 'BROKER_KEY_EXISTS'
  /** 404: No broker is known for this domain. */
  | 'BROKER_NOT_FOUND'
  /** 429: Too many requests in one second. Try again in a second. */
  | 'BURST_LIMITED'
  /** 403: Not yours to change, not for your role, or not asked from where it may be asked. */
  | 'FORBIDDEN'
  /** 409: The same request is being carried out at this moment. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** 422: Another request had this Idempotency-Key. */
  | 'IDEMPOTENCY_MISMATCH'
  /** 403: The credential lacks a scope; the message names it. */
  | 'INSUFFICIENT_SCOPE'
  /** 500: A fault of ours. Tell us the request id. */
  | 'INTERNAL'
  /** 403: The key's allow-list does not contain the address of this request. */
  | 'IP_NOT_ALLOWED'
  /** 409: The key is not fit for this: switched off or expired. */
  | 'KEY_NOT_ACTIVE'
  /** 409: A funder always keeps an active OWNER, and this is the last. */
  | 'LAST_OWNER'
  /** 401: The user name or the password is not right. */
  | 'LOGIN_FAILED'
  /** 405: The address does not support this method; the header Allow lists the ones it does. */
  | 'METHOD_NOT_ALLOWED'
  /** 406: The header Accept names no media type that the server can send. */
  | 'NOT_ACCEPTABLE'
  /** 404: No such thing, or nothing is served at this address. */
  | 'NOT_FOUND'
  /** 422: The password is too short or too common; `issues` tells. */
  | 'PASSWORD_TOO_WEAK'
  /** 413: The request body is larger than the limit, which the message names. */
  | 'PAYLOAD_TOO_LARGE'
  /** 400: The document asks for too much at once; the message tells which bound it exceeds. Ask for smaller pages or fewer fields. */
  | 'QUERY_TOO_COMPLEX'
  /** 429: Too much in the window of 15 minutes, or too many attempts; `retryAfterSeconds` and the header Retry-After tell when to try again. */
  | 'RATE_LIMITED'
  /** 409: Another submission of this relationship has the same external reference. */
  | 'REFERENCE_EXISTS'
  /** 409: The relationship with this broker is paused or has ended. */
  | 'RELATIONSHIP_NOT_ACTIVE'
  /** 403: The funder has paused the relationship that this key belongs to. */
  | 'RELATIONSHIP_PAUSED'
  /** 409: A rotation of this key is under way. */
  | 'ROTATION_PENDING'
  /** 409: The secret that this request made was used already, or made too long ago: it cannot be shown again. Rotate the key. */
  | 'SECRET_ALREADY_USED'
  /** 409: The submission cannot be edited in its state. */
  | 'SUBMISSION_LOCKED'
  /** 404: No such submission. */
  | 'SUBMISSION_NOT_FOUND'
  /** 403: A key of this kind cannot have this tier. */
  | 'TIER_NOT_ALLOWED'
  /** 401: The session, bearer token or one-time token is not accepted: unknown, used up, ended or expired. */
  | 'TOKEN_INVALID'
  /** 401: No credential was sent. */
  | 'UNAUTHENTICATED'
  /** 503: Not possible right now; try again shortly. */
  | 'UNAVAILABLE'
  /** 415: The request body is not plain JSON in UTF-8 (content-type: application/json). */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** 409: Somebody has this user name already. */
  | 'USER_EXISTS'
  /** 422: Something in the input is not acceptable; `issues` lists all of it. Nothing was written. */
  | 'VALIDATION_FAILED'
  /** 409: The submission was changed since the version that was expected. */
  | 'VERSION_CONFLICT'
  /** 403: This operation is not for this kind of credential. */
  | 'WRONG_KEY_KIND'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What reactivateApiKey is given. */
export type ReactivateApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Which relationships to list; all of what is given must hold. */
export type RelationshipFilter = {
  /** The one with this broker. */
  readonly brokerId?: string | null | undefined;
  /** Relationships with brokers whose name contains this text, in any case, or who have it as a domain. 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Relationships in this state. */
  readonly status?: RelationshipStatus | null | undefined;
};

/** Whether a broker and a funder work together. */
export type RelationshipStatus =
  /** They do. */
  | 'ACTIVE'
  /** No more: the key is deleted. A new key begins it again. */
  | 'ENDED'
  /** Not for now: the broker's key is refused until the relationship is resumed. */
  | 'PAUSED'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What resendInvitation is given. */
export type ResendInvitationInput = {
  /** A corrected e-mail address, which replaces the one that the user has. Omitted: unchanged. */
  readonly email?: string | null | undefined;
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** What resumeRelationship is given. */
export type ResumeRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** What revokeInvitation is given. */
export type RevokeInvitationInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** What a user may do: sets of scopes, not a ladder. */
export type Role =
  /** admin, submissions, documents, webhooks, embed. */
  | 'ADMIN'
  /** submissions:read, documents:read, webhooks, embed; TIERED keys. */
  | 'DEVELOPER'
  /** Everything, users included. */
  | 'OWNER'
  /** submissions, documents. */
  | 'UNDERWRITER'
  /** submissions:read, documents:read. */
  | 'VIEWER'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What rotateApiKey is given. */
export type RotateApiKeyInput = {
  /** For how long the old secret is accepted after the first use of the new one: 0 to 604800, in seconds. */
  readonly graceSeconds?: number | null | undefined;
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** What a credential may do. Each full scope implies its read form. */
export type Scope =
  /** `admin`: give and take keys, change relationships. */
  | 'ADMIN'
  /** `admin:read`: implied by `admin`. Opens nothing of its own yet. */
  | 'ADMIN_READ'
  /** `documents`: upload documents. Opens nothing yet. */
  | 'DOCUMENTS'
  /** `documents:read`: see documents. Opens nothing yet. */
  | 'DOCUMENTS_READ'
  /** `embed`: embed forms. Opens nothing yet. */
  | 'EMBED'
  /** `embed:read`: see embedded forms. Opens nothing yet. */
  | 'EMBED_READ'
  /** `submissions`: create and edit submissions. */
  | 'SUBMISSIONS'
  /** `submissions:read`: see submissions and relationships. */
  | 'SUBMISSIONS_READ'
  /** `webhooks`: manage webhooks. Opens nothing yet. */
  | 'WEBHOOKS'
  /** `webhooks:read`: see webhooks. Opens nothing yet. */
  | 'WEBHOOKS_READ'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Where a secret of a key stands. Outside a rotation a key has one that is accepted. */
export type SecretState =
  /** The one that is meant to be used. */
  | 'CURRENT'
  /** Not accepted any more. */
  | 'DEAD'
  /** The new one of a rotation, accepted and not used yet. Its first use makes it CURRENT. */
  | 'PENDING'
  /** The old one of a rotation, accepted until `retiresAt`. */
  | 'RETIRING'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Which submissions to list; all of what is given must hold. */
export type SubmissionFilter = {
  /** Submissions of this broker. */
  readonly brokerId?: string | null | undefined;
  /** Created at this time or later. */
  readonly createdFrom?: string | globalThis.Date | null | undefined;
  /** Created before this time. */
  readonly createdTo?: string | globalThis.Date | null | undefined;
  /** The one with this reference of the broker's. */
  readonly externalReference?: string | null | undefined;
  /** Submissions of this relationship (`rel_`). */
  readonly relationshipId?: string | null | undefined;
  /** Submissions in this state. */
  readonly status?: SubmissionStatus | null | undefined;
};

/** How far an application has come. */
export type SubmissionStatus =
  /** The funder would fund it. */
  | 'APPROVED'
  /** The funder will not fund it. */
  | 'DECLINED'
  /** The broker is still writing it. */
  | 'DRAFT'
  /** The money is out. */
  | 'FUNDED'
  /** Someone at the funder has to look at it first. */
  | 'HELD'
  /** The funder has asked for something. */
  | 'INFO_REQUESTED'
  /** The funder is looking at it. */
  | 'IN_REVIEW'
  /** Handed in, and waiting. */
  | 'SUBMITTED'
  /** The broker took it back. */
  | 'WITHDRAWN'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Which scopes a key may hold and how many requests it may make. */
export type Tier =
  /** Also admin. 10000 root fields in 15 minutes, 100 requests in a second. */
  | 'INTERNAL'
  /** Also documents, webhooks, embed. 1000 root fields in 15 minutes, 20 requests in a second. */
  | 'PARTNER'
  /** submissions, documents:read. 100 root fields in 15 minutes, 5 requests in a second. */
  | 'PUBLIC'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** What updateApiKey is given. */
export type UpdateApiKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty or null: from anywhere. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** Whether a key may give itself an `allowList` without the address of this very request, after which the next is refused. Else that is VALIDATION_FAILED (LOCKS_OUT_CALLER). False when left out. A session has no list: for it this changes nothing. */
  readonly allowLockOut?: boolean | null | undefined;
  /** In the future, at most two years. Null: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** The id of the key (`apk_`). */
  readonly id: string;
  /** A label, 1 to 128 characters. */
  readonly name?: string | null | undefined;
  /** What the key may do. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
};

/** What updateSubmission is given. */
export type UpdateSubmissionInput = {
  /** How much is asked for. */
  readonly amount?: MoneyInput | null | undefined;
  /** What is known of the company by now. */
  readonly company?: CompanyInput | null | undefined;
  /** The `version` that you have seen: if it is another by now, nothing is changed. */
  readonly expectedVersion?: number | null | undefined;
  /** A reference of your own, 1 to 140 characters. */
  readonly externalReference?: string | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** What people will call it, 10 to 200 characters. */
  readonly name?: string | null | undefined;
  /** All owners of the company, at most 10. */
  readonly owners?: ReadonlyArray<OwnerInput> | null | undefined;
  /** What the money is for. */
  readonly purpose?: FundingPurpose | null | undefined;
};

/** How long a period is. */
export type UsagePeriod =
  /** A day of UTC. */
  | 'DAY'
  /** An hour of UTC. */
  | 'HOUR'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Which users to list; all of what is given must hold. */
export type UserFilter = {
  /** Users of this role. */
  readonly role?: Role | null | undefined;
  /** Users whose name, user name or e-mail address contains this text, in any case. 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Users in this state. */
  readonly status?: UserStatus | null | undefined;
};

/** Whether a user can log in. */
export type UserStatus =
  /** Can log in. */
  | 'ACTIVE'
  /** Cannot log in: no session and no USER key is accepted. */
  | 'DISABLED'
  /** Has not chosen a password yet, so cannot log in. The first password makes the user ACTIVE. */
  | 'INVITED'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

export type apiKeyVariables = Exact<{
  id: string;
}>;


export type apiKey = {
  readonly apiKey: ApiKeyWithUse
};

export type apiKeysVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: ApiKeyFilter | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type apiKeys = {
  readonly apiKeys: {
    readonly totalCount?: number,
    readonly nodes: ReadonlyArray<ApiKey>,
    readonly pageInfo: PageInfo
  }
};

export type apiKeyUsageVariables = Exact<{
  id: string;
  from?: string | globalThis.Date | null | undefined;
  to?: string | globalThis.Date | null | undefined;
  by?: UsagePeriod | null | undefined;
}>;


export type apiKeyUsage = {
  readonly apiKey: {
    readonly usage: ReadonlyArray<UsageBucket>
  }
};

export type previewAllowListVariables = Exact<{
  id: string;
  allowList: ReadonlyArray<string>;
}>;


export type previewAllowList = {
  readonly apiKey: {
    readonly previewAllowList: AllowListPreview
  }
};

export type createBrokerKeyVariables = Exact<{
  input: CreateBrokerKeyInput;
}>;


export type createBrokerKey = {
  readonly createBrokerKey: NewApiKey
};

export type createUserKeyVariables = Exact<{
  input: CreateUserKeyInput;
}>;


export type createUserKey = {
  readonly createUserKey: NewApiKey
};

export type createTieredKeyVariables = Exact<{
  input: CreateTieredKeyInput;
}>;


export type createTieredKey = {
  readonly createTieredKey: NewApiKey
};

export type updateApiKeyVariables = Exact<{
  input: UpdateApiKeyInput;
}>;


export type updateApiKey = {
  readonly updateApiKey: ApiKey
};

export type rotateApiKeyVariables = Exact<{
  input: RotateApiKeyInput;
}>;


export type rotateApiKey = {
  readonly rotateApiKey: NewApiKey
};

export type finishRotationVariables = Exact<{
  input: FinishRotationInput;
}>;


export type finishRotation = {
  readonly finishRotation: ApiKey
};

export type cancelRotationVariables = Exact<{
  input: CancelRotationInput;
}>;


export type cancelRotation = {
  readonly cancelRotation: ApiKey
};

export type deactivateApiKeyVariables = Exact<{
  input: DeactivateApiKeyInput;
}>;


export type deactivateApiKey = {
  readonly deactivateApiKey: ApiKey
};

export type reactivateApiKeyVariables = Exact<{
  input: ReactivateApiKeyInput;
}>;


export type reactivateApiKey = {
  readonly reactivateApiKey: ApiKey
};

export type deleteApiKeyVariables = Exact<{
  input: DeleteApiKeyInput;
}>;


export type deleteApiKey = {
  readonly deleteApiKey: ApiKey
};

/** An API key: the record. Its secret is shown once, when it is made. */
export type ApiKey = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** Whom the key acts for. */
  readonly kind: ApiKeyKind,
  /** Which scopes it may hold and how many requests it may make. */
  readonly tier: Tier,
  /** A label, 1 to 128 characters. */
  readonly name: string,
  /** What may be shown of the secret: enough to tell keys apart, not to use them. */
  readonly prefix: string,
  /** Whether the key is switched on. */
  readonly state: ApiKeyState,
  /** What the key may do. */
  readonly scopes: ReadonlyArray<Scope>,
  /** Addresses and CIDR blocks, in canonical form, that the key is accepted from. Empty: from anywhere. */
  readonly allowList: ReadonlyArray<string>,
  /** The environment it belongs to. */
  readonly environment: Environment,
  /** When it was made. */
  readonly createdAt: string,
  /** When the key stops being accepted, by the database's clock. Null: never. */
  readonly expiresAt: string | null,
  /** The last request that was admitted with any secret of the key, at most a second behind. Null: never used. */
  readonly lastUsedAt: string | null,
  /** When it was deleted, if it was. */
  readonly deletedAt: string | null,
  /** The user who made it. Null when the platform did, and for brokers, who see no users. */
  readonly createdBy: User | null,
  /** The relationship that a BROKER key belongs to. Null for the other kinds. */
  readonly relationship: Relationship | null
};

/** An API key: the record. Its secret is shown once, when it is made. */
export type ApiKeyWithUse = (
  {
  /** The secrets that are accepted while the key is: one, or two during a rotation. Newest first. */
  readonly secrets: ReadonlyArray<ApiKeySecret>,
  /** Requests that were refused with API_KEY_INVALID and a secret of this key, because that is dead or the key not accepted any more (deleted, expired, switched off, its user disabled): by address, the last first, at most 20 for each secret. At most a second behind. */
  readonly rejectedUses: ReadonlyArray<RejectedUse>,
  /** The last 20 distinct addresses that the key was admitted from, the last first. */
  readonly addresses: ReadonlyArray<ApiKeyAddress>
}
  & ApiKey
);

/** A secret of a key. The secret itself is shown once, when it is made. */
export type ApiKeySecret = {
  /** What may be shown of it. */
  readonly prefix: string,
  /** Where it stands. */
  readonly state: SecretState,
  /** When it was made. */
  readonly createdAt: string,
  /** The first request that was admitted with it. Null: none was yet. */
  readonly firstUsedAt: string | null,
  /** Of a RETIRING one: until when it is accepted. Null for the others. */
  readonly retiresAt: string | null,
  /** How it is used. Null: not yet. */
  readonly use: SecretUse | null
};

/** The use of a secret, at most a second behind; after a crash of a server a little less than the truth. */
export type SecretUse = {
  /** When it was used last. */
  readonly usedAt: string,
  /** From where, then. Empty: a trusted proxy told no address. */
  readonly address: string,
  /** What the program called itself, then; at most 200 characters. */
  readonly userAgent: string,
  /** How many requests were admitted with it. */
  readonly count: number
};

/** Requests from one address that were refused because the secret is not accepted any more. */
export type RejectedUse = {
  /** Of which secret. */
  readonly prefix: string,
  /** From where. Empty: a trusted proxy told no address. */
  readonly address: string,
  /** What the program called itself last. */
  readonly userAgent: string,
  /** How many. */
  readonly count: number,
  /** The first of them. */
  readonly firstAt: string,
  /** The last of them. */
  readonly lastAt: string
};

/** An address that a key was admitted from, at most a second behind. */
export type ApiKeyAddress = {
  /** IPv4 or IPv6. Empty: a trusted proxy told no address; no list contains that. */
  readonly address: string,
  /** What the program called itself last; at most 200 characters. */
  readonly userAgent: string,
  /** How many requests came from there, since then. */
  readonly count: number,
  /** The first request from there, since it is among the last addresses. */
  readonly firstAt: string,
  /** The last request from there. */
  readonly lastAt: string
};

/** The use of a key in one period, at most a second behind; after a crash of a server a little less than the truth. */
export type UsageBucket = {
  /** When the period begins. */
  readonly from: string,
  /** When the next one begins. */
  readonly to: string,
  /** Requests with a secret of the key, those that were refused included. */
  readonly requests: number,
  /** What they were charged of the limit of 15 minutes, in root fields. */
  readonly cost: number,
  /** From how many distinct addresses the key was admitted. Of an hour, at most 1,000 are told apart. */
  readonly addresses: number,
  /** Those of the requests that were refused, without any data: by reason, the most frequent first. */
  readonly refusals: ReadonlyArray<UsageRefusal>
};

/** How many requests were refused for one reason. */
export type UsageRefusal = {
  /** The reason: the code of the first problem. */
  readonly code: ProblemCode,
  /** How many. */
  readonly count: number
};

/** What an allow-list would make of the last 20 addresses that the key was admitted from, if it had that list. */
export type AllowListPreview = {
  /** The list in canonical form, as the key would have it. Empty: from anywhere. */
  readonly allowList: ReadonlyArray<string>,
  /** The addresses that it contains, the last first. */
  readonly accepted: ReadonlyArray<ApiKeyAddress>,
  /** Those that it does not: requests from there would be refused with IP_NOT_ALLOWED. */
  readonly refused: ReadonlyArray<ApiKeyAddress>
};

/** A key that was just made. */
export type NewApiKey = {
  /** The secret itself: in this answer and never again. Hand it over securely, keep it out of logs and mail. */
  readonly secret: string,
  /** The record. */
  readonly apiKey: ApiKey
};

/** Where a page starts and ends in its list. */
export type PageInfo = {
  /** Whether the list has items after this page. */
  readonly hasNextPage: boolean,
  /** Whether the list has items before this page. */
  readonly hasPreviousPage: boolean,
  /** Pass it as `before`, with `last`, to get the previous page. Null when the page is empty. */
  readonly startCursor: string | null,
  /** Pass it as `after`, with `first`, to get the next page. Null when the page is empty. */
  readonly endCursor: string | null
};

export type relationshipVariables = Exact<{
  id: string;
}>;


export type relationship = {
  readonly relationship: RelationshipWithKey
};

export type relationshipsVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: RelationshipFilter | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type relationships = {
  readonly relationships: {
    readonly totalCount?: number,
    readonly nodes: ReadonlyArray<RelationshipWithKey>,
    readonly pageInfo: PageInfo
  }
};

export type pauseRelationshipVariables = Exact<{
  input: PauseRelationshipInput;
}>;


export type pauseRelationship = {
  readonly pauseRelationship: Relationship
};

export type resumeRelationshipVariables = Exact<{
  input: ResumeRelationshipInput;
}>;


export type resumeRelationship = {
  readonly resumeRelationship: Relationship
};

export type endRelationshipVariables = Exact<{
  input: EndRelationshipInput;
}>;


export type endRelationship = {
  readonly endRelationship: Relationship
};

/** A broker and a funder in one environment: at most one for each such pair. */
export type RelationshipWithKey = (
  {
  /** The key of the relationship that is not deleted. Null if there is none, or if the credential does not see it: see `apiKeys`. */
  readonly apiKey: ApiKeySummary | null
}
  & Relationship
);

/** An API key: the record. Its secret is shown once, when it is made. */
export type ApiKeySummary = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** A label, 1 to 128 characters. */
  readonly name: string,
  /** What may be shown of the secret: enough to tell keys apart, not to use them. */
  readonly prefix: string,
  /** Whether the key is switched on. */
  readonly state: ApiKeyState,
  /** When the key stops being accepted, by the database's clock. Null: never. */
  readonly expiresAt: string | null,
  /** The last request that was admitted with any secret of the key, at most a second behind. Null: never used. */
  readonly lastUsedAt: string | null
};

export type submissionVariables = Exact<{
  id: string;
}>;


export type submission = {
  readonly submission: Submission
};

export type submissionsVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: SubmissionFilter | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type submissions = {
  readonly submissions: {
    readonly totalCount?: number,
    readonly nodes: ReadonlyArray<Submission>,
    readonly pageInfo: PageInfo
  }
};

export type createSubmissionVariables = Exact<{
  input: CreateSubmissionInput;
}>;


export type createSubmission = {
  readonly createSubmission: Submission
};

export type updateSubmissionVariables = Exact<{
  input: UpdateSubmissionInput;
}>;


export type updateSubmission = {
  readonly updateSubmission: Submission
};

/** An application for funding that a broker makes to a funder. */
export type Submission = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** What people call it, 10 to 200 characters. */
  readonly name: string,
  /** How far it has come. */
  readonly status: SubmissionStatus,
  /** Goes up by one with every change. */
  readonly version: number,
  /** The broker's own reference, if it gave one. */
  readonly externalReference: string | null,
  /** The environment it belongs to. */
  readonly environment: Environment,
  /** What the money is for. Null while the draft does not say. */
  readonly purpose: FundingPurpose | null,
  /** When it was created. */
  readonly createdAt: string,
  /** When it was last changed. */
  readonly updatedAt: string,
  /** The broker and the funder it passes between. */
  readonly relationship: Relationship,
  /** The company that applies. */
  readonly company: Company,
  /** How much is asked for. Null while the draft does not say. */
  readonly amount: Money | null,
  /** The owners in the order given, at most 10. */
  readonly owners: ReadonlyArray<Owner>
};

/** The company that applies. Every part may still be missing from a draft. */
export type Company = {
  /** The registered name. */
  readonly legalName: string | null,
  /** The name it trades under ("doing business as"). */
  readonly dba: string | null,
  /** The legal form. */
  readonly entityType: EntityType | null,
  /** Two-letter code of a US state, district or territory. */
  readonly stateOfIncorporation: string | null,
  /** When the business began. */
  readonly startDate: string | null,
  /** Industry, 2 to 6 digits of the NAICS. */
  readonly naics: string | null,
  /** Where the company gets its mail. */
  readonly email: string | null,
  /** E.164: `+12125550100`. */
  readonly phone: string | null,
  /** An http or https address. */
  readonly website: string | null
};

/** An amount of money in whole minor units of its currency. */
export type Money = {
  /** Minor units: 2500000 is 25,000.00 of a currency with cents. */
  readonly amountMinor: number,
  /** ISO 4217, three capital letters. */
  readonly currency: string
};

/** Someone who owns a part of the company. */
export type Owner = {
  /** Opaque. */
  readonly id: string,
  /** Given name. */
  readonly firstName: string,
  /** Family name. */
  readonly lastName: string,
  /** What the owner does in the company. */
  readonly title: string | null,
  /** The part of the company, 0 to 100, to the hundredth. */
  readonly ownershipPercent: number | null,
  /** An e-mail address. */
  readonly email: string | null,
  /** E.164: `+12125550100`. */
  readonly phone: string | null
};

export type userVariables = Exact<{
  id: string;
}>;


export type user = {
  readonly user: User
};

export type usersVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: UserFilter | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type users = {
  readonly users: {
    readonly totalCount?: number,
    readonly nodes: ReadonlyArray<User>,
    readonly pageInfo: PageInfo
  }
};

export type inviteUserVariables = Exact<{
  input: InviteUserInput;
}>;


export type inviteUser = {
  readonly inviteUser: User
};

export type resendInvitationVariables = Exact<{
  input: ResendInvitationInput;
}>;


export type resendInvitation = {
  readonly resendInvitation: User
};

export type revokeInvitationVariables = Exact<{
  input: RevokeInvitationInput;
}>;


export type revokeInvitation = {
  readonly revokeInvitation: User
};

export type changeRoleVariables = Exact<{
  input: ChangeRoleInput;
}>;


export type changeRole = {
  readonly changeRole: User
};

export type disableUserVariables = Exact<{
  input: DisableUserInput;
}>;


export type disableUser = {
  readonly disableUser: User
};

export type enableUserVariables = Exact<{
  input: EnableUserInput;
}>;


export type enableUser = {
  readonly enableUser: User
};

export type viewerVariables = Exact<{ [key: string]: never; }>;


export type viewer = {
  readonly viewer: Viewer
};

/** Who asks: what stands behind the credential of this request, and what it may do. */
export type Viewer = {
  /** The environment of the credential. */
  readonly environment: Environment,
  /** What the credential may do now: its own scopes with their read forms, and no more than the role of its user. */
  readonly scopes: ReadonlyArray<Scope>,
  /** The funder: for a broker, the one that gave it the key. */
  readonly funder: Funder,
  /** The relationship of a BROKER key. Null for the other kinds. */
  readonly relationship: Relationship | null,
  /** The user who logged in, or whose USER key it is. Null for the other kinds. */
  readonly user: User | null,
  /** The key of this request. Null for a session. */
  readonly apiKey: ApiKey | null
};

/** The account of a lender: its users, relationships, keys and submissions. */
export type Funder = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** What the funder is called. */
  readonly name: string,
  /** When the account was opened. */
  readonly createdAt: string
};

/** A person of a funder. */
export type User = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** The person's name. */
  readonly name: string,
  /** The person's e-mail address. */
  readonly email: string,
  /** The name the user logs in with. */
  readonly username: string,
  /** What the user may do. */
  readonly role: Role,
  /** Whether the user can log in. */
  readonly status: UserStatus,
  /** When the user was invited. */
  readonly createdAt: string
};

/** A broker and a funder in one environment: at most one for each such pair. */
export type Relationship = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** Where it holds. */
  readonly environment: Environment,
  /** Whether they work together now. */
  readonly status: RelationshipStatus,
  /** When it began. */
  readonly createdAt: string,
  /** The partner company. */
  readonly broker: Broker,
  /** The lender. */
  readonly funder: Funder
};

/** A partner company, known by its e-mail domains. */
export type Broker = {
  /** Opaque, and sorts by the time it was made. */
  readonly id: string,
  /** What the broker is called. */
  readonly name: string,
  /** The e-mail domains the broker is known by, lower-case and in punycode, at most 20. */
  readonly domains: ReadonlyArray<string>
};
