// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Who caused an event. */
export type ActorKind =
  /** An API key. */
  | 'API_KEY'
  /** The platform's operator. */
  | 'PLATFORM'
  /** Latchkey itself, such as an expiry. */
  | 'SYSTEM'
  /** A signed-in user. */
  | 'USER'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** A postal address. It replaces the whole stored address. */
export type AddressInput = {
  /** City or town, 1 to 100 characters. */
  readonly city?: string | null | undefined;
  /** ISO 3166 code of two letters, such as US. */
  readonly country?: string | null | undefined;
  /** Street and number, 1 to 200 characters. */
  readonly line1?: string | null | undefined;
  /** Suite, unit or floor, 1 to 200 characters. */
  readonly line2?: string | null | undefined;
  /** In the US a ZIP code of 5 or 9 digits. */
  readonly postalCode?: string | null | undefined;
  /** In the US the code or name of a state, district or territory; elsewhere a region. */
  readonly state?: string | null | undefined;
};

/** Filter for `apiKeys`. Returns keys that match every field. */
export type ApiKeyFilter = {
  /** Keys of the relationship with this broker. */
  readonly brokerId?: string | null | undefined;
  /** Keys created by this user. */
  readonly createdById?: string | null | undefined;
  /** Keys of this kind. */
  readonly kind?: ApiKeyKind | null | undefined;
  /** Keys with a current or earlier secret that has exactly this `prefix`. Use it to find the key of a leaked secret; never send the whole secret. */
  readonly prefix?: string | null | undefined;
  /** Keys of this relationship (`rel_`). */
  readonly relationshipId?: string | null | undefined;
  /** Keys with this text in the name (case-insensitive) or with a secret that has exactly this `prefix`. 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Keys in this state. Default: all except DELETED. */
  readonly state?: ApiKeyState | null | undefined;
};

/** Whether a key acts as a user, a broker or the funder. */
export type ApiKeyKind =
  /** Acts as a broker, in one relationship. Secret: `bft_` and 48 hex digits. */
  | 'BROKER'
  /** Acts as the funder, within its scopes. Secret: `lk_pk_`, `lk_pt_` or `lk_in_` and 48 hex digits. */
  | 'TIERED'
  /** Acts as a user, within the scopes of the key and of the role. Secret: `key_` and 48 hex digits. */
  | 'USER'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** State of a key. Independent of its expiry: see `expiresAt`. */
export type ApiKeyState =
  /** Accepted unless it has expired. */
  | 'ACTIVE'
  /** Deleted permanently. The record stays, so that later use of the key is reported. */
  | 'DELETED'
  /** Not accepted until it is reactivated. */
  | 'INACTIVE'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of cancelRotation. */
export type CancelRotationInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Input of changeRole. */
export type ChangeRoleInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
  /** The new role. */
  readonly role: Role;
};

/** Data of the company. In createSubmission, null and omitted mean the same. */
export type CompanyInput = {
  /** Revenue of the last twelve months, in the currency of `amount`. */
  readonly annualRevenue?: MoneyInput | null | undefined;
  /** Where the company receives mail, if that is another place. */
  readonly billingAddress?: AddressInput | null | undefined;
  /** Trade name ("doing business as"), 1 to 200 characters. */
  readonly dba?: string | null | undefined;
  /** Email address of the company. */
  readonly email?: string | null | undefined;
  /** Legal form. */
  readonly entityType?: EntityType | null | undefined;
  /** Industry in words, 1 to 200 characters. */
  readonly industry?: string | null | undefined;
  /** Registered name, 1 to 200 characters. */
  readonly legalName?: string | null | undefined;
  /** Average revenue of a month, in the currency of `amount`. */
  readonly monthlyRevenue?: MoneyInput | null | undefined;
  /** NAICS industry code, 2 to 6 digits. A title after it is removed. */
  readonly naics?: string | null | undefined;
  /** Phone number as people write it: `(212) 555-0100 x12`. Without a country code it is read as a US number. It may contain the extension. */
  readonly phone?: string | null | undefined;
  /** Extension of `phone`, 1 to 7 digits. Requires `phone`. */
  readonly phoneExtension?: string | null | undefined;
  /** Where the company does business. */
  readonly physicalAddress?: AddressInput | null | undefined;
  /** Day on which the business started, not in the future. */
  readonly startDate?: string | null | undefined;
  /** Code or name of a US state, district or territory: `NY`, `New York`. */
  readonly stateOfIncorporation?: string | null | undefined;
  /** Tax id. The API shows only its last four digits. */
  readonly taxId?: TaxIdInput | null | undefined;
  /** An http or https address, or a domain: `acme.com` is read as https. */
  readonly website?: string | null | undefined;
};

/** Input of createBrokerKey. */
export type CreateBrokerKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** An address at one of the broker's domains. Becomes the contact of a relationship without contacts. */
  readonly email: string;
  /** Expiry: in the future, at most two years from now. Default: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. Default: the broker's name. */
  readonly name?: string | null | undefined;
  /** Scopes granted to the key. Default: all scopes that the tier allows for a broker. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
  /** PARTNER or PUBLIC. Default: PARTNER. */
  readonly tier?: Tier | null | undefined;
};

/** Input of createSubmission. */
export type CreateSubmissionInput = {
  /** Requested amount. */
  readonly amount?: MoneyInput | null | undefined;
  /** Data of the company. You can add missing fields later. */
  readonly company?: CompanyInput | null | undefined;
  /** Your own reference, 1 to 140 characters, unique within the relationship. */
  readonly externalReference?: string | null | undefined;
  /** Your own key-value pairs: at most 20, together at most 4,096 bytes in UTF-8. */
  readonly meta?: ReadonlyArray<MetaEntryInput> | null | undefined;
  /** Display name, 10 to 200 characters. */
  readonly name: string;
  /** Owners of the company, at most 10. */
  readonly owners?: ReadonlyArray<OwnerInput> | null | undefined;
  /** Purpose of the funding. */
  readonly purpose?: FundingPurpose | null | undefined;
  /** Details of the purpose, 1 to 10,000 characters with line breaks. Stored encrypted. */
  readonly purposeNote?: string | null | undefined;
  /** Relationship (`rel_`) of the broker that the application comes from. Required except with a BROKER key, which uses its own relationship. */
  readonly relationshipId?: string | null | undefined;
  /** E-mail address of that person. */
  readonly sourceEmail?: string | null | undefined;
  /** Person or system at the broker that the application comes from, 1 to 200 characters. */
  readonly sourceName?: string | null | undefined;
  /** Notes for the funder, 1 to 10,000 characters with line breaks. Stored encrypted. */
  readonly sourceNotes?: string | null | undefined;
};

/** Input of createTieredKey. */
export type CreateTieredKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** Expiry: in the future, at most two years from now. Default: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. */
  readonly name: string;
  /** Scopes granted to the key, within the tier and your role. */
  readonly scopes: ReadonlyArray<Scope>;
  /** Determines the allowed scopes and the rate limits. */
  readonly tier: Tier;
};

/** Input of createUserKey. */
export type CreateUserKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty: any address. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** Expiry: in the future, at most two years from now. Default: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** A label, 1 to 128 characters. */
  readonly name: string;
  /** Scopes granted to the key, within your role. Default: all scopes of your role. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
};

/** Input of deactivateApiKey. */
export type DeactivateApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Input of deleteApiKey. */
export type DeleteApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Input of disableUser. */
export type DisableUserInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** Input of enableUser. */
export type EnableUserInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** Input of endRelationship. */
export type EndRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** Legal form of a company. */
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
  /** One person, without a separate legal entity. */
  | 'SOLE_PROPRIETORSHIP'
  /** A corporation taxed through its owners. */
  | 'S_CORPORATION'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** One of two separate data sets. Each credential belongs to one environment and cannot access the other. */
export type Environment =
  /** For development and tests. */
  | 'DEVELOPMENT'
  /** For real applications. */
  | 'PRODUCTION'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Filter for `events`. Returns events that match every field. */
export type EventFilter = {
  /** At this time or later. */
  readonly from?: string | globalThis.Date | null | undefined;
  /** Events about this object, such as an API key or a user. */
  readonly subjectId?: string | null | undefined;
  /** Events of this submission (`sub_`). */
  readonly submissionId?: string | null | undefined;
  /** Before this time. */
  readonly to?: string | globalThis.Date | null | undefined;
  /** Events of these types, 1 to 20. */
  readonly types?: ReadonlyArray<EventType> | null | undefined;
};

/** Type of an event. New types may be added. */
export type EventType =
  /** `api_key.created` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_CREATED'
  /** `api_key.deactivated` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_DEACTIVATED'
  /** `api_key.deleted` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_DELETED'
  /** `api_key.reactivated` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_REACTIVATED'
  /** `api_key.rotated` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_ROTATED'
  /** `api_key.rotation_cancelled` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_ROTATION_CANCELLED'
  /** `api_key.rotation_finished` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_ROTATION_FINISHED'
  /** `api_key.updated` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'API_KEY_UPDATED'
  /** `document.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'DOCUMENT_ACCEPTED'
  /** `document.downloaded` in webhooks. Visible to the funder only. */
  | 'DOCUMENT_DOWNLOADED'
  /** `document.quarantined` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'DOCUMENT_QUARANTINED'
  /** `document.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'DOCUMENT_REJECTED'
  /** `document.removed` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'DOCUMENT_REMOVED'
  /** `document.uploaded` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'DOCUMENT_UPLOADED'
  /** `funder.production_closed` in webhooks. Visible to the funder only. */
  | 'FUNDER_PRODUCTION_CLOSED'
  /** `funder.production_opened` in webhooks. Visible to the funder only. */
  | 'FUNDER_PRODUCTION_OPENED'
  /** `message.created` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'MESSAGE_CREATED'
  /** `offer.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_ACCEPTED'
  /** `offer.created` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_CREATED'
  /** `offer.expired` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_EXPIRED'
  /** `offer.extended` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_EXTENDED'
  /** `offer.not_selected` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_NOT_SELECTED'
  /** `offer.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_REJECTED'
  /** `offer.rescinded` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'OFFER_RESCINDED'
  /** `relationship.created` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_CREATED'
  /** `relationship.ended` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_ENDED'
  /** `relationship.paused` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_PAUSED'
  /** `relationship.restarted` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_RESTARTED'
  /** `relationship.resumed` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_RESUMED'
  /** `relationship.updated` in webhooks. Visible to the funder only. */
  | 'RELATIONSHIP_UPDATED'
  /** `requirement.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_ACCEPTED'
  /** `requirement.created` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_CREATED'
  /** `requirement.overdue` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_OVERDUE'
  /** `requirement.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_REJECTED'
  /** `requirement.responded` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_RESPONDED'
  /** `requirement.waived` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'REQUIREMENT_WAIVED'
  /** `sensitive_data.revealed` in webhooks. Visible to the funder only. */
  | 'SENSITIVE_DATA_REVEALED'
  /** `submission.approved` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_APPROVED'
  /** `submission.assigned` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_ASSIGNED'
  /** `submission.created` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_CREATED'
  /** `submission.declined` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_DECLINED'
  /** `submission.erased` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_ERASED'
  /** `submission.funded` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_FUNDED'
  /** `submission.funding_corrected` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_FUNDING_CORRECTED'
  /** `submission.held` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_HELD'
  /** `submission.information_requested` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_INFORMATION_REQUESTED'
  /** `submission.legal_hold_released` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_LEGAL_HOLD_RELEASED'
  /** `submission.legal_hold_set` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_LEGAL_HOLD_SET'
  /** `submission.released` in webhooks. Visible to the funder only. */
  | 'SUBMISSION_RELEASED'
  /** `submission.reopened` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_REOPENED'
  /** `submission.review_started` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_REVIEW_STARTED'
  /** `submission.stage_changed` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_STAGE_CHANGED'
  /** `submission.submitted` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_SUBMITTED'
  /** `submission.updated` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_UPDATED'
  /** `submission.withdrawn` in webhooks. Visible to the funder and the broker that it concerns. */
  | 'SUBMISSION_WITHDRAWN'
  /** `user.disabled` in webhooks. Visible to the funder only. */
  | 'USER_DISABLED'
  /** `user.enabled` in webhooks. Visible to the funder only. */
  | 'USER_ENABLED'
  /** `user.invitation_resent` in webhooks. Visible to the funder only. */
  | 'USER_INVITATION_RESENT'
  /** `user.invitation_revoked` in webhooks. Visible to the funder only. */
  | 'USER_INVITATION_REVOKED'
  /** `user.invited` in webhooks. Visible to the funder only. */
  | 'USER_INVITED'
  /** `user.reset_link_sent` in webhooks. Visible to the funder only. */
  | 'USER_RESET_LINK_SENT'
  /** `user.role_changed` in webhooks. Visible to the funder only. */
  | 'USER_ROLE_CHANGED'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of finishRotation. */
export type FinishRotationInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Purpose of the funding. */
export type FundingPurpose =
  /** Replacement of other debt. */
  | 'DEBT_REFINANCE'
  /** Machines, vehicles, tools. */
  | 'EQUIPMENT'
  /** A new location, market or line of business. */
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
  /** Operating costs. */
  | 'WORKING_CAPITAL'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of inviteUser. */
export type InviteUserInput = {
  /** Email address that receives the invitation. */
  readonly email: string;
  /** The person's name, 1 to 128 characters. */
  readonly name: string;
  /** Determines the scopes of the user. */
  readonly role: Role;
  /** Name to sign in with: 3 to 30 characters of a-z, 0-9, _ and dot. It cannot be changed. */
  readonly username: string;
};

/** A key-value pair of the caller's own. It is not encrypted: do not store personal data in it. */
export type MetaEntryInput = {
  /** 1 to 64 characters, unique in the list. */
  readonly key: string;
  /** At most 256 characters. */
  readonly value: string;
};

/** An amount of money in whole minor units of its currency. */
export type MoneyInput = {
  /** Amount in minor units: 2500000 is 25,000.00 in a currency with two decimals. More than 0; revenues can be 0. */
  readonly amountMinor: number;
  /** ISO 4217 currency code of three capital letters, such as USD. */
  readonly currency?: string | null | undefined;
};

/** A person who owns part of the company. With the `id` of an owner of the submission, omitted fields stay unchanged and null clears a field. */
export type OwnerInput = {
  /** Personal credit score, 300 to 850. */
  readonly creditScore?: number | null | undefined;
  /** Day of birth. An owner is 18 to 119 years old. */
  readonly dateOfBirth?: string | null | undefined;
  /** Email address of the company owner. */
  readonly email?: string | null | undefined;
  /** Given name, 1 to 100 characters. */
  readonly firstName: string;
  /** True if the owner signed the application. Default: true if `signedOn` is given. */
  readonly hasSigned?: boolean | null | undefined;
  /** Where the owner lives. */
  readonly homeAddress?: AddressInput | null | undefined;
  /** Phone number at home, as people write it: `(212) 555-0100`. Without a country code it is read as a US number. It may contain the extension. */
  readonly homePhone?: string | null | undefined;
  /** Extension of `homePhone`, 1 to 7 digits. Requires `homePhone`. */
  readonly homePhoneExtension?: string | null | undefined;
  /** Id (`own_`) of an owner of this submission, in updateSubmission only. Omitted: a new owner. */
  readonly id?: string | null | undefined;
  /** True if the owner applies in person. Default: false. */
  readonly isApplicant?: boolean | null | undefined;
  /** True if the owner guarantees the repayment. Default: false. */
  readonly isGuarantor?: boolean | null | undefined;
  /** Family name, 1 to 100 characters. */
  readonly lastName: string;
  /** Middle name or initial, 1 to 100 characters. */
  readonly middleName?: string | null | undefined;
  /** Mobile phone number, as people write it: `(212) 555-0100`. Without a country code it is read as a US number. It may contain the extension. */
  readonly mobilePhone?: string | null | undefined;
  /** Extension of `mobilePhone`, 1 to 7 digits. Requires `mobilePhone`. */
  readonly mobilePhoneExtension?: string | null | undefined;
  /** Share of the company in percent, 0 to 100, at most two decimals. All company owners together: at most 100. */
  readonly ownershipPercent?: number | null | undefined;
  /** Title before the name, such as Dr., 1 to 20 characters. */
  readonly prefix?: string | null | undefined;
  /** Day of the signature, not in the future. */
  readonly signedOn?: string | null | undefined;
  /** SSN or ITIN, nine digits with or without hyphens. It is stored encrypted; the API shows its last four digits. */
  readonly ssn?: string | null | undefined;
  /** Addition after the name, such as Jr., 1 to 20 characters. */
  readonly suffix?: string | null | undefined;
  /** Job title in the company, 1 to 100 characters. */
  readonly title?: string | null | undefined;
};

/** Input of pauseRelationship. */
export type PauseRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** Values of `extensions.code` in errors. New values may be added. `extensions` also contains `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of each invalid value) and `docUrl`. */
export type ProblemCode =
  /** 401: The API key is not accepted: it is unknown, inactive, deleted or expired, its user is disabled, or PRODUCTION is not open for the funder. Get a valid key from an administrator of the funder. */
  | 'API_KEY_INVALID'
  /** 401: The value is not in the format of an API key. Copy the whole key. */
  | 'API_KEY_INVALID_FORMAT'
  /** 404: The API key does not exist or is deleted. Use the query `apiKeys` to find the id. */
  | 'API_KEY_NOT_FOUND'
  /** 400: The request or its GraphQL document is malformed or not allowed. Correct it as the message says. `issues` lists the values that do not match their types. */
  | 'BAD_REQUEST'
  /** 409: The broker already has a key for this relationship. To get another secret, rotate that key. */
  | 'BROKER_KEY_EXISTS'
  /** 404: No broker has this email domain. Check the address, or ask the platform operator to add the domain. */
  | 'BROKER_NOT_FOUND'
  /** 429: Too many requests in one second. Wait one second and try again. */
  | 'BURST_LIMITED'
  /** 404: The document does not exist, or you cannot see it. */
  | 'DOCUMENT_NOT_FOUND'
  /** 409: The submission already contains a document with the same bytes. `issues` names it. */
  | 'DUPLICATE_FILE'
  /** 409: The broker has an open submission for the same company. The message contains its id. */
  | 'DUPLICATE_SUBMISSION'
  /** 422: The file is empty, damaged, encrypted, or of a type that is not accepted. `issues` says which. */
  | 'FILE_REJECTED'
  /** 403: You don't have permission to do this, or the request came from an origin that isn't allowed. Ask an OWNER to change your role, or send the request from an allowed origin. */
  | 'FORBIDDEN'
  /** 409: Another request with this idempotency key is in progress. Try again shortly. */
  | 'IDEMPOTENCY_IN_PROGRESS'
  /** 422: A different request already used this idempotency key. Use a new one for each mutation. */
  | 'IDEMPOTENCY_MISMATCH'
  /** 409: The submission does not allow this step in its current status. */
  | 'ILLEGAL_TRANSITION'
  /** 422: The submission lacks required data. `issues` lists everything that is missing. */
  | 'INCOMPLETE'
  /** 403: The credential does not have the required scope, which the message names. Use a credential that has it. */
  | 'INSUFFICIENT_SCOPE'
  /** 500: An internal error occurred. Report it with its `requestId`. */
  | 'INTERNAL'
  /** 403: The key's allow-list does not contain the address of this request. Send it from an address in the list, or add the address. */
  | 'IP_NOT_ALLOWED'
  /** 409: The key is inactive or expired. Reactivate it, or set a later expiry. */
  | 'KEY_NOT_ACTIVE'
  /** 409: A funder must keep at least one active OWNER, and this is the last one. Make another user OWNER first. */
  | 'LAST_OWNER'
  /** 409: The object already has the maximum number of these parts, which the message names. */
  | 'LIMIT_REACHED'
  /** 401: The user name or password is incorrect. Check both, or request a reset link. */
  | 'LOGIN_FAILED'
  /** 405: The URL does not support this HTTP method. Use a method that the Allow header lists; send mutations by POST. */
  | 'METHOD_NOT_ALLOWED'
  /** 406: The Accept header names no media type that the server can send. Accept application/json. */
  | 'NOT_ACCEPTABLE'
  /** 404: The object or the URL does not exist, or you cannot see it. Check the id and the environment, or the URL. */
  | 'NOT_FOUND'
  /** 409: The offer is closed or expired. */
  | 'OFFER_NOT_OPEN'
  /** 422: The password does not meet the password rules. Choose another one; `issues` lists the reasons. */
  | 'PASSWORD_TOO_WEAK'
  /** 413: The request body exceeds the size limit, which the message names. Send a smaller body. */
  | 'PAYLOAD_TOO_LARGE'
  /** 400: The document exceeds the limit that the message names. Request smaller pages or fewer fields. */
  | 'QUERY_TOO_COMPLEX'
  /** 429: The 15-minute rate limit is used up, or there were too many attempts. `retryAfterSeconds` and the Retry-After header say when to try again. */
  | 'RATE_LIMITED'
  /** 409: Another submission of this relationship has the same `externalReference`. Use another value, or update that submission. */
  | 'REFERENCE_EXISTS'
  /** 409: The relationship with this broker is paused or has ended. Resume it, or restart it with createBrokerKey. */
  | 'RELATIONSHIP_NOT_ACTIVE'
  /** 403: The funder has paused the relationship that this key belongs to. Ask the funder to resume it. */
  | 'RELATIONSHIP_PAUSED'
  /** 409: A rotation of this key is in progress. Finish or cancel it first. */
  | 'ROTATION_PENDING'
  /** 409: The secret that the original request created cannot be shown again: it was already used, or it was created more than 10 minutes ago. Rotate the key. */
  | 'SECRET_ALREADY_USED'
  /** 409: The submission cannot be edited in its current status. The funder has to request information first. */
  | 'SUBMISSION_LOCKED'
  /** 404: The submission does not exist, or you cannot see it. Use the query `submissions` to find the id. */
  | 'SUBMISSION_NOT_FOUND'
  /** 403: A key of this kind cannot have this tier. Use a tier that the message names. */
  | 'TIER_NOT_ALLOWED'
  /** 401: The session, bearer token or one-time token is not accepted: it is unknown, used, ended or expired. Sign in again, or request a new link. */
  | 'TOKEN_INVALID'
  /** 401: The request has no credential. Send an API key in the `x-api-key` header, or sign in. */
  | 'UNAUTHENTICATED'
  /** 503: The service is temporarily unavailable. Try again shortly. */
  | 'UNAVAILABLE'
  /** 415: The request body is not JSON in UTF-8, or it is compressed. Send plain JSON with content-type: application/json. */
  | 'UNSUPPORTED_MEDIA_TYPE'
  /** 422: The uploaded bytes are missing, or differ from the announced size or hash. */
  | 'UPLOAD_MISMATCH'
  /** 409: The user name is already taken. Choose another one. */
  | 'USER_EXISTS'
  /** 422: The input is invalid, and nothing was written. Correct every value that `issues` lists. */
  | 'VALIDATION_FAILED'
  /** 409: The submission changed after the expected version. Read it again and repeat your change. */
  | 'VERSION_CONFLICT'
  /** 403: This operation is not available for this kind of credential. Use one that the message names. */
  | 'WRONG_KEY_KIND'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of reactivateApiKey. */
export type ReactivateApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Filter for `relationships`. Returns relationships that match every field. */
export type RelationshipFilter = {
  /** The relationship with this broker. */
  readonly brokerId?: string | null | undefined;
  /** Relationships with a broker that has this text in its name (case-insensitive) or as one of its domains. 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Relationships with this status. */
  readonly status?: RelationshipStatus | null | undefined;
};

/** Status of a relationship. */
export type RelationshipStatus =
  /** The broker can use its key. */
  | 'ACTIVE'
  /** The relationship has ended and its key is deleted. A new key restarts it. */
  | 'ENDED'
  /** Requests with the broker's key fail with RELATIONSHIP_PAUSED until the relationship is resumed. */
  | 'PAUSED'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of resendInvitation. */
export type ResendInvitationInput = {
  /** New email address of the user. Omitted: unchanged. */
  readonly email?: string | null | undefined;
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** Input of resumeRelationship. */
export type ResumeRelationshipInput = {
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** Input of revealSensitiveField. */
export type RevealSensitiveFieldInput = {
  /** The field to reveal. */
  readonly field: SensitiveField;
  /** The id of the owner (`own_`). Required for OWNER_SSN only. */
  readonly ownerId?: string | null | undefined;
  /** Why you need the value, 10 to 500 characters. Stored encrypted. */
  readonly reason: string;
  /** The id of the submission (`sub_`). */
  readonly submissionId: string;
};

/** Input of revokeInvitation. */
export type RevokeInvitationInput = {
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** Determines the scopes of a user. */
export type Role =
  /** admin, submissions, documents, webhooks, embed. */
  | 'ADMIN'
  /** submissions:read, documents:read, webhooks, embed; can create TIERED keys. */
  | 'DEVELOPER'
  /** All scopes, and user management. */
  | 'OWNER'
  /** submissions, documents. */
  | 'UNDERWRITER'
  /** submissions:read, documents:read. */
  | 'VIEWER'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of rotateApiKey. */
export type RotateApiKeyInput = {
  /** How long the old secret is accepted after the first use of the new one: 0 to 604800 seconds. */
  readonly graceSeconds?: number | null | undefined;
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** A permission of a credential. Each scope implies its :read form. */
export type Scope =
  /** `admin`: manage API keys and relationships. */
  | 'ADMIN'
  /** `admin:read`: implied by `admin`. No effect yet. */
  | 'ADMIN_READ'
  /** `documents`: upload documents. No effect yet. */
  | 'DOCUMENTS'
  /** `documents:read`: see documents. No effect yet. */
  | 'DOCUMENTS_READ'
  /** `embed`: embed forms. No effect yet. */
  | 'EMBED'
  /** `embed:read`: see embedded forms. No effect yet. */
  | 'EMBED_READ'
  /** `submissions`: create and edit submissions. */
  | 'SUBMISSIONS'
  /** `submissions:read`: see submissions and relationships. */
  | 'SUBMISSIONS_READ'
  /** `webhooks`: manage webhooks. No effect yet. */
  | 'WEBHOOKS'
  /** `webhooks:read`: see webhooks. No effect yet. */
  | 'WEBHOOKS_READ'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** State of a secret. Outside a rotation, a key has one accepted secret. */
export type SecretState =
  /** The secret to use. */
  | 'CURRENT'
  /** Not accepted. A DEAD secret never becomes valid again. */
  | 'DEAD'
  /** The new secret of a rotation, accepted but not used yet. Its first use makes it CURRENT. */
  | 'PENDING'
  /** The old secret of a rotation, accepted until `retiresAt`. */
  | 'RETIRING'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** A field that is stored encrypted and shown as its last four digits. */
export type SensitiveField =
  /** SSN or ITIN of an owner. */
  | 'OWNER_SSN'
  /** Tax id of the company. */
  | 'TAX_ID'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Filter for submissions. Returns submissions that match every field. */
export type SubmissionFilter = {
  /** Requested amount in minor units (cents) at least this. */
  readonly amountMinorFrom?: number | null | undefined;
  /** Requested amount in minor units (cents) at most this. */
  readonly amountMinorTo?: number | null | undefined;
  /** Submissions assigned to this user (`usr_`). A BROKER key finds none: it sees no assignments. */
  readonly assignedUserId?: string | null | undefined;
  /** Submissions of this broker. */
  readonly brokerId?: string | null | undefined;
  /** Created at this time or later. */
  readonly createdFrom?: string | globalThis.Date | null | undefined;
  /** Created before this time. */
  readonly createdTo?: string | globalThis.Date | null | undefined;
  /** Submissions with exactly this `externalReference`. */
  readonly externalReference?: string | null | undefined;
  /** Submissions that are, or are not, assigned to a user. A BROKER key finds none. */
  readonly isAssigned?: boolean | null | undefined;
  /** Submissions of this relationship (`rel_`). */
  readonly relationshipId?: string | null | undefined;
  /** Submissions with this text in the name, the legal name, the dba or the external reference (case-insensitive). 3 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Submissions with this status. */
  readonly status?: SubmissionStatus | null | undefined;
  /** Submissions with one of these statuses. */
  readonly statuses?: ReadonlyArray<SubmissionStatus> | null | undefined;
  /** Submitted at this time or later. */
  readonly submittedFrom?: string | globalThis.Date | null | undefined;
  /** Submitted before this time. */
  readonly submittedTo?: string | globalThis.Date | null | undefined;
};

/** How a submission was created. */
export type SubmissionSource =
  /** With an API key. */
  | 'API'
  /** In the embedded application form. */
  | 'EMBED'
  /** By a user of the funder, in a session. */
  | 'MANUAL'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Status of a submission. */
export type SubmissionStatus =
  /** The funder approved it. */
  | 'APPROVED'
  /** The funder declined it. */
  | 'DECLINED'
  /** The broker is still editing it. */
  | 'DRAFT'
  /** The funder paid out the money. */
  | 'FUNDED'
  /** The funder must check it before the review. */
  | 'HELD'
  /** The funder requested more information. */
  | 'INFO_REQUESTED'
  /** The funder is reviewing it. */
  | 'IN_REVIEW'
  /** Submitted and waiting for review. */
  | 'SUBMITTED'
  /** The broker withdrew it. */
  | 'WITHDRAWN'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** A tax id. It is stored encrypted. */
export type TaxIdInput = {
  /** Kind of the tax id. */
  readonly kind: TaxIdKind;
  /** Nine digits, with or without hyphens and spaces: `12-3456789` or `123456789`. */
  readonly number: string;
};

/** Kind of a US tax id. */
export type TaxIdKind =
  /** Employer identification number of a company. */
  | 'EIN'
  /** Individual taxpayer identification number, for persons without an SSN. */
  | 'ITIN'
  /** Social security number of a person, for sole proprietors. */
  | 'SSN'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Determines the allowed scopes and the rate limits of a key. */
export type Tier =
  /** Also admin. 10000 root fields per 15 minutes, 100 requests per second. */
  | 'INTERNAL'
  /** Also documents, webhooks, embed. 1000 root fields per 15 minutes, 20 requests per second. */
  | 'PARTNER'
  /** submissions, documents:read. 100 root fields per 15 minutes, 5 requests per second. */
  | 'PUBLIC'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Input of updateApiKey. */
export type UpdateApiKeyInput = {
  /** IPv4 and IPv6 addresses and CIDR blocks, at most 100. Empty or null: any address. */
  readonly allowList?: ReadonlyArray<string> | null | undefined;
  /** Allows a key to set an `allowList` for itself that does not contain the address of this request. Otherwise this fails with VALIDATION_FAILED (LOCKS_OUT_CALLER). Default: false. No effect for a session. */
  readonly allowLockOut?: boolean | null | undefined;
  /** Expiry: in the future, at most two years from now. Null: never. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** The id of the key (`apk_`). */
  readonly id: string;
  /** A label, 1 to 128 characters. */
  readonly name?: string | null | undefined;
  /** Scopes granted to the key. */
  readonly scopes?: ReadonlyArray<Scope> | null | undefined;
};

/** Input of updateRelationship. */
export type UpdateRelationshipInput = {
  /** Email addresses at the broker's domains, at most 10. They get the mails about submissions. Replaces the list. Empty or null: nobody. */
  readonly contacts?: ReadonlyArray<string> | null | undefined;
  /** The id of the relationship (`rel_`). */
  readonly id: string;
};

/** Input of updateSubmission. */
export type UpdateSubmissionInput = {
  /** Requested amount. */
  readonly amount?: MoneyInput | null | undefined;
  /** Fields of the company to change. */
  readonly company?: CompanyInput | null | undefined;
  /** The `version` that your change is based on. If the submission has another version, the mutation fails with VERSION_CONFLICT. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** Your own reference, 1 to 140 characters, unique within the relationship. */
  readonly externalReference?: string | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Your own key-value pairs: at most 20, together at most 4,096 bytes in UTF-8. */
  readonly meta?: ReadonlyArray<MetaEntryInput> | null | undefined;
  /** Display name, 10 to 200 characters. */
  readonly name?: string | null | undefined;
  /** Complete list of the company owners, at most 10. Replaces the current list. */
  readonly owners?: ReadonlyArray<OwnerInput> | null | undefined;
  /** Purpose of the funding. */
  readonly purpose?: FundingPurpose | null | undefined;
  /** Details of the purpose, 1 to 10,000 characters with line breaks. Stored encrypted. */
  readonly purposeNote?: string | null | undefined;
  /** E-mail address of that person. */
  readonly sourceEmail?: string | null | undefined;
  /** Person or system at the broker that the application comes from, 1 to 200 characters. */
  readonly sourceName?: string | null | undefined;
  /** Notes for the funder, 1 to 10,000 characters with line breaks. Stored encrypted. */
  readonly sourceNotes?: string | null | undefined;
};

/** Length of a period. */
export type UsagePeriod =
  /** One day, in UTC. */
  | 'DAY'
  /** One hour, in UTC. */
  | 'HOUR'
  /** Whatever a newer server may answer. Leave a branch for it; it is nothing to send. */
  | '%future added value';

/** Filter for `users`. Returns users that match every field. */
export type UserFilter = {
  /** Users with this role. */
  readonly role?: Role | null | undefined;
  /** Users with this text in the name, user name or email address (case-insensitive). 1 to 100 characters. */
  readonly search?: string | null | undefined;
  /** Users with this status. */
  readonly status?: UserStatus | null | undefined;
};

/** Whether a user can sign in. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in. No session and no USER key of the user is accepted. */
  | 'DISABLED'
  /** Has no password yet and cannot sign in. Becomes ACTIVE when the first password is set. */
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

/** An API key. Its secret is shown once, in the response that creates it. */
export type ApiKey = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Whether the key acts as a user, a broker or the funder. */
  readonly kind: ApiKeyKind,
  /** Determines the allowed scopes and the rate limits. */
  readonly tier: Tier,
  /** A label, 1 to 128 characters. */
  readonly name: string,
  /** Displayable start of the current secret. Identifies the key, but cannot authenticate. */
  readonly prefix: string,
  /** Whether the key is active, inactive or deleted. */
  readonly state: ApiKeyState,
  /** Scopes granted to the key. */
  readonly scopes: ReadonlyArray<Scope>,
  /** Addresses and CIDR blocks, in canonical form, from which the key is accepted. Empty: any address. */
  readonly allowList: ReadonlyArray<string>,
  /** The environment it belongs to. */
  readonly environment: Environment,
  /** When it was created. */
  readonly createdAt: string,
  /** When the key expires, by the database clock. Null: never. */
  readonly expiresAt: string | null,
  /** Time of the last authenticated request with any secret of the key. Updated within 1 second. Null: never used. */
  readonly lastUsedAt: string | null,
  /** When it was deleted. Null: not deleted. */
  readonly deletedAt: string | null,
  /** User who created the key. Null if no user created it, or if you use a BROKER key, which cannot see users. */
  readonly createdBy: User | null,
  /** The relationship of a BROKER key. Null for other kinds of keys. */
  readonly relationship: Relationship | null
};

/** An API key. Its secret is shown once, in the response that creates it. */
export type ApiKeyWithUse = (
  {
  /** Secrets that authenticate the key: one, or two during a rotation. Newest first. */
  readonly secrets: ReadonlyArray<ApiKeySecret>,
  /** Requests rejected with API_KEY_INVALID because the secret is dead or the key is no longer accepted (deleted, expired, inactive, or its user disabled). One entry per secret and address, most recent first, at most 20 per secret. Updated within 1 second. */
  readonly rejectedUses: ReadonlyArray<RejectedUse>,
  /** The last 20 distinct addresses of authenticated requests with the key, most recent first. */
  readonly addresses: ReadonlyArray<ApiKeyAddress>
}
  & ApiKey
);

/** A secret of a key. The secret itself is shown once, in the response that creates it. */
export type ApiKeySecret = {
  /** Displayable start of the secret. */
  readonly prefix: string,
  /** Whether the secret is accepted, and its place in a rotation. */
  readonly state: SecretState,
  /** When it was created. */
  readonly createdAt: string,
  /** Time of the first authenticated request with this secret. Null: not used yet. */
  readonly firstUsedAt: string | null,
  /** When a RETIRING secret stops being accepted. Null in other states. */
  readonly retiresAt: string | null,
  /** Usage of the secret. Null: not used yet. */
  readonly use: SecretUse | null
};

/** Usage of a secret. Updated within 1 second. Slightly too low after a server crash. */
export type SecretUse = {
  /** Time of the last use. */
  readonly usedAt: string,
  /** Client address of the last use. Empty: a trusted proxy sent no address. */
  readonly address: string,
  /** User-Agent of the last use, at most 200 characters. */
  readonly userAgent: string,
  /** Number of authenticated requests with this secret. */
  readonly count: number
};

/** Requests from one address that were rejected because the secret is no longer accepted. */
export type RejectedUse = {
  /** Prefix of the secret. */
  readonly prefix: string,
  /** Client address. Empty: a trusted proxy sent no address. */
  readonly address: string,
  /** User-Agent of the last request. */
  readonly userAgent: string,
  /** Number of requests. */
  readonly count: number,
  /** Time of the first request. */
  readonly firstAt: string,
  /** Time of the last request. */
  readonly lastAt: string
};

/** A client address of authenticated requests with a key. Updated within 1 second. */
export type ApiKeyAddress = {
  /** IPv4 or IPv6 address. Empty: a trusted proxy sent no address; no allow-list contains it. */
  readonly address: string,
  /** User-Agent of the last request, at most 200 characters. */
  readonly userAgent: string,
  /** Number of requests from this address since `firstAt`. */
  readonly count: number,
  /** Time of the first request from this address among the recent ones that the server keeps. */
  readonly firstAt: string,
  /** Time of the last request from this address. */
  readonly lastAt: string
};

/** Usage of a key in one period. Updated within 1 second. Slightly too low after a server crash. */
export type UsageBucket = {
  /** Start of the period. */
  readonly from: string,
  /** End of the period, exclusive. */
  readonly to: string,
  /** Number of requests with any secret of the key, including rejected requests. */
  readonly requests: number,
  /** Cost charged to the 15-minute rate limit, in root fields. */
  readonly cost: number,
  /** Number of distinct client addresses of authenticated requests. Counts at most 1,000 per hour. */
  readonly addresses: number,
  /** Requests that were rejected without any data, by error code, most frequent first. */
  readonly refusals: ReadonlyArray<UsageRefusal>
};

/** Number of requests rejected with one error code. */
export type UsageRefusal = {
  /** Code of the first error in the response. */
  readonly code: ProblemCode,
  /** Number of requests. */
  readonly count: number
};

/** Shows which of the last 20 addresses of the key an allow-list would accept. */
export type AllowListPreview = {
  /** The allow-list in canonical form. Empty: any address. */
  readonly allowList: ReadonlyArray<string>,
  /** Addresses that the allow-list contains, most recent first. */
  readonly accepted: ReadonlyArray<ApiKeyAddress>,
  /** Addresses that the allow-list does not contain. Requests from them would fail with IP_NOT_ALLOWED. */
  readonly refused: ReadonlyArray<ApiKeyAddress>
};

/** A new or rotated key, with its new secret. */
export type NewApiKey = {
  /** The new secret. It is only in this response and cannot be shown again. Store it securely and keep it out of logs and emails. */
  readonly secret: string,
  /** The API key. */
  readonly apiKey: ApiKey
};

/** Cursors of a page, and whether the list has more items. */
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

export type eventsVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: EventFilter | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type events = {
  readonly events: {
    readonly totalCount?: number,
    readonly nodes: ReadonlyArray<Event>,
    readonly pageInfo: PageInfo
  }
};

export type submissionTimelineVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type submissionTimeline = {
  readonly submission: {
    readonly timeline: {
      readonly totalCount?: number,
      readonly nodes: ReadonlyArray<Event>,
      readonly pageInfo: PageInfo
    }
  }
};

export type Event = {
  readonly id: string,
  readonly type: EventType,
  readonly environment: Environment,
  readonly at: string,
  readonly subjectId: string,
  readonly submissionId: string | null,
  readonly data: unknown,
  readonly actor: {
    readonly kind: ActorKind,
    readonly id: string | null
  }
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

export type updateRelationshipVariables = Exact<{
  input: UpdateRelationshipInput;
}>;


export type updateRelationship = {
  readonly updateRelationship: Relationship
};

export type endRelationshipVariables = Exact<{
  input: EndRelationshipInput;
}>;


export type endRelationship = {
  readonly endRelationship: Relationship
};

/** Links a broker and a funder in one environment. A pair has at most one relationship per environment. */
export type RelationshipWithKey = (
  {
  /** API key of the relationship, unless it is deleted. Null if there is none or if you cannot see it. Permissions: as for `apiKeys`. */
  readonly apiKey: ApiKeySummary | null
}
  & Relationship
);

/** An API key. Its secret is shown once, in the response that creates it. */
export type ApiKeySummary = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** A label, 1 to 128 characters. */
  readonly name: string,
  /** Displayable start of the current secret. Identifies the key, but cannot authenticate. */
  readonly prefix: string,
  /** Whether the key is active, inactive or deleted. */
  readonly state: ApiKeyState,
  /** When the key expires, by the database clock. Null: never. */
  readonly expiresAt: string | null,
  /** Time of the last authenticated request with any secret of the key. Updated within 1 second. Null: never used. */
  readonly lastUsedAt: string | null
};

export type submissionCountsVariables = Exact<{
  filter?: SubmissionFilter | null | undefined;
}>;


export type submissionCounts = {
  readonly submissionCounts: ReadonlyArray<SubmissionCount>
};

/** The number of submissions with a status. */
export type SubmissionCount = {
  /** The status, as you see it. */
  readonly status: SubmissionStatus,
  /** Number of submissions with this status. */
  readonly count: number
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

export type revealSensitiveFieldVariables = Exact<{
  input: RevealSensitiveFieldInput;
}>;


export type revealSensitiveField = {
  readonly revealSensitiveField: RevealedField
};

/** The value of a sensitive field. */
export type RevealedField = {
  /** Id of the submission or owner that the value belongs to. */
  readonly id: string,
  /** The revealed field. */
  readonly field: SensitiveField,
  /** Nine digits without hyphens. */
  readonly value: string
};

/** A funding application from a broker to a funder. */
export type Submission = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Display name, 10 to 200 characters. `Erased submission` after its data was erased. */
  readonly name: string,
  /** Status of the submission. */
  readonly status: SubmissionStatus,
  /** Version number. Increases by 1 with every change. */
  readonly version: number,
  /** The broker's own reference. Null if there is none. */
  readonly externalReference: string | null,
  /** The environment it belongs to. */
  readonly environment: Environment,
  /** Purpose of the funding. Null if not set yet. */
  readonly purpose: FundingPurpose | null,
  /** Details of the purpose. Null if there are none. */
  readonly purposeNote: string | null,
  /** How the submission was created. */
  readonly source: SubmissionSource,
  /** Person or system at the broker that the application comes from. Null if unknown. */
  readonly sourceName: string | null,
  /** E-mail address of that person. Null if unknown. */
  readonly sourceEmail: string | null,
  /** Notes of the broker for the funder. Null if there are none. */
  readonly sourceNotes: string | null,
  /** When it was created. */
  readonly createdAt: string,
  /** When it was last changed. */
  readonly updatedAt: string,
  /** Relationship between the broker and the funder of the submission. */
  readonly relationship: Relationship,
  /** The company that applies for funding. */
  readonly company: Company,
  /** Requested amount. Null if not set yet. */
  readonly amount: Money | null,
  /** Owners of the company in the order of the input, at most 10. */
  readonly owners: ReadonlyArray<Owner>,
  /** Key-value pairs of the broker's own, at most 20, sorted by key. */
  readonly meta: ReadonlyArray<MetaEntry>,
  /** Whether the submission can be submitted, and what is missing. */
  readonly readiness: SubmissionReadiness,
  /** Values that are valid but probably wrong: UNKNOWN_EIN_PREFIX, INCONSISTENT_REVENUE, OWNERSHIP_BELOW_100, OWNERSHIP_ABOVE_100. New codes may be added. */
  readonly warnings: ReadonlyArray<SubmissionIssue>
};

/** The company that applies for funding. Each field is null until it is set. */
export type Company = {
  /** Registered name. */
  readonly legalName: string | null,
  /** Trade name ("doing business as"). */
  readonly dba: string | null,
  /** Legal form. */
  readonly entityType: EntityType | null,
  /** Two-letter code of a US state, district or territory. */
  readonly stateOfIncorporation: string | null,
  /** Day on which the business started. */
  readonly startDate: string | null,
  /** Industry in words. */
  readonly industry: string | null,
  /** NAICS industry code, 2 to 6 digits. */
  readonly naics: string | null,
  /** Email address of the company. */
  readonly email: string | null,
  /** Phone number in E.164: `+12125550100`. */
  readonly phone: string | null,
  /** Extension of `phone`, digits only. Null: none. */
  readonly phoneExtension: string | null,
  /** An http or https address. */
  readonly website: string | null,
  /** Tax id: its kind and last four digits. */
  readonly taxId: TaxId | null,
  /** Where the company does business. */
  readonly physicalAddress: Address | null,
  /** Where the company receives mail, if that is another place. */
  readonly billingAddress: Address | null,
  /** Revenue of the last twelve months. */
  readonly annualRevenue: Money | null,
  /** Average revenue of a month. */
  readonly monthlyRevenue: Money | null
};

/** An amount of money in whole minor units of its currency. */
export type Money = {
  /** Amount in minor units: 2500000 is 25,000.00 in a currency with two decimals. */
  readonly amountMinor: number,
  /** ISO 4217 currency code of three capital letters, such as USD. */
  readonly currency: string
};

/** A tax id. The API shows its last four digits only. */
export type TaxId = {
  /** Kind of the tax id. */
  readonly kind: TaxIdKind,
  /** Last four digits. */
  readonly last4: string
};

/** A postal address. Each field except `country` is null until it is set. */
export type Address = {
  /** Street and number. */
  readonly line1: string | null,
  /** Suite, unit or floor. */
  readonly line2: string | null,
  /** City or town. */
  readonly city: string | null,
  /** In the US the two-letter code of the state; elsewhere the name of the region. */
  readonly state: string | null,
  /** In the US a ZIP code: `10001` or `10001-1234`. */
  readonly postalCode: string | null,
  /** ISO 3166 code of two capital letters, such as US. */
  readonly country: string
};

/** A company owner: a person who owns part of the company. */
export type Owner = {
  /** Opaque id (`own_`). */
  readonly id: string,
  /** Title before the name, such as Dr. */
  readonly prefix: string | null,
  /** Given name. */
  readonly firstName: string,
  /** Middle name or initial. */
  readonly middleName: string | null,
  /** Family name. */
  readonly lastName: string,
  /** Addition after the name, such as Jr. */
  readonly suffix: string | null,
  /** Job title in the company. */
  readonly title: string | null,
  /** Email address of the company owner. */
  readonly email: string | null,
  /** Phone number at home in E.164: `+12125550100`. */
  readonly homePhone: string | null,
  /** Extension of `homePhone`, digits only. Null: none. */
  readonly homePhoneExtension: string | null,
  /** Mobile phone number in E.164: `+12125550100`. */
  readonly mobilePhone: string | null,
  /** Extension of `mobilePhone`, digits only. Null: none. */
  readonly mobilePhoneExtension: string | null,
  /** Day of birth. */
  readonly dateOfBirth: string | null,
  /** Last four digits of the SSN or ITIN. Null if there is none. */
  readonly ssnLast4: string | null,
  /** Personal credit score, 300 to 850. */
  readonly creditScore: number | null,
  /** Share of the company in percent, 0 to 100, at most two decimals. Null: unknown. */
  readonly ownershipPercent: number | null,
  /** True if the owner applies in person. */
  readonly isApplicant: boolean,
  /** True if the owner guarantees the repayment. */
  readonly isGuarantor: boolean,
  /** True if the owner signed the application. */
  readonly hasSigned: boolean,
  /** Day of the signature. */
  readonly signedOn: string | null,
  /** Where the owner lives. */
  readonly homeAddress: Address | null
};

/** A key-value pair of the caller's own. */
export type MetaEntry = {
  /** Unique in its list. */
  readonly key: string,
  /** Any text. */
  readonly value: string
};

/** Whether a submission has all data that it needs to be submitted. */
export type SubmissionReadiness = {
  /** True if nothing is missing. */
  readonly isReady: boolean,
  /** The missing values, each with the code REQUIRED. */
  readonly missing: ReadonlyArray<SubmissionIssue>
};

/** Something to check or to add in a submission. */
export type SubmissionIssue = {
  /** Path of the field, such as `company.taxId`. */
  readonly path: string,
  /** Stable code of the issue. */
  readonly code: string,
  /** The issue and what to do, in plain English. */
  readonly message: string
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

/** The caller of this request, and what its credential may do. */
export type Viewer = {
  /** The environment of the credential. */
  readonly environment: Environment,
  /** Effective scopes of the credential, with their :read forms, limited to the role of its user. */
  readonly scopes: ReadonlyArray<Scope>,
  /** The funder of the credential. For a BROKER key: the funder of the relationship. */
  readonly funder: Funder,
  /** The relationship of a BROKER key. Null for other credentials. */
  readonly relationship: Relationship | null,
  /** The signed-in user, or the user of a USER key. Null for other credentials. */
  readonly user: User | null,
  /** The key of this request. Null for a session. */
  readonly apiKey: ApiKey | null
};

/** The account of a funder (a lender), with its users, relationships, keys and submissions. */
export type Funder = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Name of the funder. */
  readonly name: string,
  /** When the account was opened. */
  readonly createdAt: string
};

/** A person who can sign in to a funder's account. */
export type User = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** The person's name. */
  readonly name: string,
  /** The person's email address. */
  readonly email: string,
  /** Name that the user signs in with. */
  readonly username: string,
  /** Determines the scopes of the user. */
  readonly role: Role,
  /** Whether the user can sign in. */
  readonly status: UserStatus,
  /** When the user was invited. */
  readonly createdAt: string
};

/** Links a broker and a funder in one environment. A pair has at most one relationship per environment. */
export type Relationship = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** The environment it belongs to. */
  readonly environment: Environment,
  /** Whether the broker can use its key. */
  readonly status: RelationshipStatus,
  /** Email addresses at domains of the broker that get the mails about its submissions. */
  readonly contacts: ReadonlyArray<string>,
  /** When it was created. */
  readonly createdAt: string,
  /** The broker of the relationship. */
  readonly broker: Broker,
  /** The funder (a lender) of the relationship. */
  readonly funder: Funder
};

/** A company that brings funding applications to funders, identified by its email domains. */
export type Broker = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Name of the broker. */
  readonly name: string,
  /** Email domains of the broker, in lower case and punycode, at most 20. */
  readonly domains: ReadonlyArray<string>
};
