// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { FutureValue } from '../core/future-value.ts';

/** Input of acceptOffer. */
export type AcceptOfferInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the offer (`ofr_`). */
  readonly id: string;
};

/** Input of acceptRequirement. */
export type AcceptRequirementInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the requirement (`req_`). */
  readonly id: string;
};

/** Who caused an event. */
export type ActorKind =
  /** An API key. */
  | 'API_KEY'
  /** The platform's operator. */
  | 'PLATFORM'
  /** Latchkey itself, such as an expiry. */
  | 'SYSTEM'
  /** A signed-in user. */
  | 'USER';

/** Input of addMessage. */
export type AddMessageInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly submissionId: string;
  /** Text, 1 to 5,000 characters. Line breaks are kept. */
  readonly text: string;
};

/** Input of addNote. */
export type AddNoteInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly submissionId: string;
  /** Text, 1 to 5,000 characters. Line breaks are kept. */
  readonly text: string;
};

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
  | 'USER';

/** State of a key. Independent of its expiry: see `expiresAt`. */
export type ApiKeyState =
  /** Accepted unless it has expired. */
  | 'ACTIVE'
  /** Deleted permanently. The record stays, so that later use of the key is reported. */
  | 'DELETED'
  /** Not accepted until it is reactivated. */
  | 'INACTIVE';

/** Input of approveSubmission. */
export type ApproveSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** The offers, 1 to 10. */
  readonly offers: ReadonlyArray<OfferInput>;
};

/** Input of assignSubmission. */
export type AssignSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** The id of an active user (`usr_`). Null or omitted: nobody. */
  readonly userId?: string | null | undefined;
};

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

/** Progress between the acceptance of an offer and the funding. */
export type ClosingStage =
  /** All conditions are met. The funder can pay out. */
  | 'CLEARED'
  /** The contract was sent. */
  | 'CONTRACT_SENT'
  /** The contract was signed. */
  | 'CONTRACT_SIGNED'
  /** The broker accepted an offer. */
  | 'OFFER_ACCEPTED';

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
  /** Tax id. The API shows only its last four digits. In DEVELOPMENT, these EINs play a result when you submit: `00-0000001` APPROVED with one offer; `00-0000002` APPROVED with three offers; `00-0000003` DECLINED with two reasons; `00-0000004` INFO_REQUESTED: three months of bank statements; `00-0000005` SUBMITTED, and nothing follows; `00-0000006` HELD as a duplicate, which you see as SUBMITTED. PRODUCTION rejects them. */
  readonly taxId?: TaxIdInput | null | undefined;
  /** An http or https address, or a domain: `acme.com` is read as https. */
  readonly website?: string | null | undefined;
};

/** Input of completeDocumentUpload. */
export type CompleteDocumentUploadInput = {
  /** The id of the upload (`upl_`). */
  readonly uploadId: string;
};

/** Input of correctFunding. */
export type CorrectFundingInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Why it was wrong, 1 to 2,000 characters. */
  readonly reason: string;
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

/** Result of a decision. */
export type DecisionOutcome =
  /** The funder made offers. */
  | 'APPROVED'
  /** The funder declined the submission. */
  | 'DECLINED';

/** Why a submission was declined. */
export type DeclineReason =
  /** The amount is outside the range of the funder. */
  | 'AMOUNT_OUT_OF_RANGE'
  /** Another broker is protected. Brokers see OTHER. */
  | 'ANOTHER_BROKER_PROTECTED'
  /** Data or documents are missing. */
  | 'APPLICATION_INCOMPLETE'
  /** Bankruptcy of the company or an owner. */
  | 'BANKRUPTCY'
  /** Risk score of the company. */
  | 'BUSINESS_RISK_SCORE'
  /** Credit history of the company or its owners. */
  | 'CREDIT_HISTORY'
  /** Criminal record of an owner. */
  | 'CRIMINAL_RECORD'
  /** Earlier defaults. */
  | 'DEFAULT_HISTORY'
  /** Submitted more than once. Brokers see OTHER. */
  | 'DUPLICATE_SUBMISSION'
  /** Too many payments without sufficient funds. */
  | 'EXCESSIVE_NSF'
  /** Already a customer. Brokers see OTHER. */
  | 'EXISTING_CUSTOMER'
  /** The interview with the company failed. */
  | 'FAILED_INTERVIEW'
  /** The identity of an owner could not be verified. */
  | 'IDENTITY_NOT_VERIFIED'
  /** Account or credit history is too short. */
  | 'INSUFFICIENT_HISTORY'
  /** The revenue is too low. */
  | 'INSUFFICIENT_REVENUE'
  /** Liens or court judgments. */
  | 'LIENS_OR_JUDGMENTS'
  /** Account balances are too low. */
  | 'LOW_BALANCES'
  /** None of these. */
  | 'OTHER'
  /** Too much other debt. */
  | 'OVER_LEVERAGED'
  /** Risk score of an owner. */
  | 'PERSONAL_RISK_SCORE'
  /** The funder declined the company recently. */
  | 'PREVIOUS_DECLINE'
  /** The funder does not fund this industry. */
  | 'RESTRICTED_INDUSTRY'
  /** The funder does not fund companies in this state. */
  | 'RESTRICTED_STATE'
  /** Suspected fraud. Brokers see UNVERIFIABLE_INFORMATION. */
  | 'SUSPECTED_FRAUD'
  /** The company is too young. */
  | 'TIME_IN_BUSINESS'
  /** The funder could not verify the information. */
  | 'UNVERIFIABLE_INFORMATION'
  /** Deposits vary too much. */
  | 'VOLATILE_DEPOSITS';

/** Input of declineSubmission. */
export type DeclineSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Internal explanation, 1 to 2,000 characters. Required with OTHER. Brokers do not see it. */
  readonly note?: string | null | undefined;
  /** Why you decline it, 1 to 4 different reasons, the most important first. */
  readonly reasons: ReadonlyArray<DeclineReason>;
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

/** Kind of a document. */
export type DocumentClass =
  /** Signed application form. */
  | 'APPLICATION_FORM'
  /** Balance sheet. */
  | 'BALANCE_SHEET'
  /** Statement of a bank account, for one month. */
  | 'BANK_STATEMENT'
  /** Business license or registration. */
  | 'BUSINESS_LICENSE'
  /** List of existing debts. */
  | 'DEBT_SUMMARY'
  /** Invoice for what the funding pays. */
  | 'INVOICE'
  /** Lease of the business location. */
  | 'LEASE'
  /** Statement of a card processor. */
  | 'MERCHANT_PROCESSING_STATEMENT'
  /** Statement of a money market account. */
  | 'MONEY_MARKET_STATEMENT'
  /** None of these. */
  | 'OTHER'
  /** Letter with the balance that pays off a debt. */
  | 'PAYOFF_LETTER'
  /** Identity document of an owner. */
  | 'PHOTO_ID'
  /** Profit and loss statement. */
  | 'PNL_STATEMENT'
  /** Evidence of who owns the company. */
  | 'PROOF_OF_OWNERSHIP'
  /** Signed funding contract. */
  | 'SIGNED_CONTRACT'
  /** Tax return of the company or an owner. */
  | 'TAX_RETURN'
  /** Voided check that shows the bank account. */
  | 'VOID_CHECK';

/** Why the funder rejected a document. */
export type DocumentRejectReason =
  /** It seems to be altered. */
  | 'ALTERED'
  /** None of these. `note` says why. */
  | 'OTHER'
  /** It is too old or has expired. */
  | 'OUT_OF_DATE'
  /** Pages are missing. */
  | 'PAGES_MISSING'
  /** The pages cannot be read. */
  | 'UNREADABLE'
  /** It is another document than the one that was asked for. */
  | 'WRONG_DOCUMENT'
  /** It covers another period than the one that was asked for. */
  | 'WRONG_PERIOD';

/** Status of a document. */
export type DocumentStatus =
  /** The funder accepted it. */
  | 'ACCEPTED'
  /** It can harm a computer. Nobody can download it. */
  | 'QUARANTINED'
  /** The funder rejected it. `rejectReason` says why. */
  | 'REJECTED'
  /** It was removed, and its content is deleted. */
  | 'REMOVED'
  /** Waits for the virus scanner. It cannot be downloaded or rejected yet. */
  | 'SCANNING'
  /** Its content was checked. The funder has not reviewed it yet. */
  | 'UPLOADED';

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
  | 'S_CORPORATION';

/** One of two separate data sets. Each credential belongs to one environment and cannot access the other. */
export type Environment =
  /** For development and tests. */
  | 'DEVELOPMENT'
  /** For real applications. */
  | 'PRODUCTION';

/** Input of eraseSubmission. */
export type EraseSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Why you erase it. The audit log shows it. */
  readonly reason?: ErasureReason;
};

/** Why the data of a submission was erased. */
export type ErasureReason =
  /** The funder no longer needs the data. */
  | 'NO_LONGER_NEEDED'
  /** None of these. */
  | 'OTHER'
  /** The company or an owner asked for it. */
  | 'REQUESTED'
  /** The data should not have been sent. */
  | 'SENT_BY_MISTAKE';

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
  | 'USER_ROLE_CHANGED';

/** Input of extendOffer. */
export type ExtendOfferInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** New expiry, later than before and at most one year from now. */
  readonly expiresAt: string | globalThis.Date;
  /** The id of the offer (`ofr_`). */
  readonly id: string;
};

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
  | 'WORKING_CAPITAL';

/** Input of holdSubmission. */
export type HoldSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
};

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

/** Input of markFunded. */
export type MarkFundedInput = {
  /** Amount paid out. */
  readonly amount: MoneyInput;
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** Day of the payout, not in the future. */
  readonly fundedOn: string;
  /** The id of the submission (`sub_`). */
  readonly id: string;
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

/** Terms to offer. All amounts have the currency of the submission. */
export type OfferInput = {
  /** Yearly interest rate in percent, 0 to 1,000, at most four decimals. */
  readonly annualRatePercent?: number | null | undefined;
  /** Commission of the broker, for display only. */
  readonly commission?: MoneyInput | null | undefined;
  /** Expiry, in the future and at most one year from now. Default: 30 days from now. */
  readonly expiresAt?: string | globalThis.Date | null | undefined;
  /** Payback divided by funded amount, 1 to 10, at most four decimals. */
  readonly factorRate?: number | null | undefined;
  /** Total of all fees. Omitted: not stated. */
  readonly fees?: MoneyInput | null | undefined;
  /** Amount that you pay, before fees. */
  readonly fundedAmount: MoneyInput;
  /** Amount that the company receives, at most `fundedAmount`. */
  readonly netAmount?: MoneyInput | null | undefined;
  /** Total that the company pays back, at least `fundedAmount`. */
  readonly paybackAmount?: MoneyInput | null | undefined;
  /** Amount of one payment. */
  readonly paymentAmount?: MoneyInput | null | undefined;
  /** How often the company pays. */
  readonly paymentFrequency?: PaymentFrequency | null | undefined;
  /** Kind of funding. */
  readonly product: OfferProduct;
  /** Term in days, 1 to 3,650. */
  readonly termDays?: number | null | undefined;
};

/** Kind of funding. */
export type OfferProduct =
  /** A credit line to draw from. */
  | 'LINE_OF_CREDIT'
  /** Merchant cash advance: a purchase of future revenue. */
  | 'MCA'
  /** A loan with a fixed term. */
  | 'TERM_LOAN';

/** Status of an offer. */
export type OfferStatus =
  /** The broker accepted it. */
  | 'ACCEPTED'
  /** It expired before the broker accepted it. */
  | 'EXPIRED'
  /** The broker accepted another offer. */
  | 'NOT_SELECTED'
  /** Open: the broker can accept or reject it until it expires. */
  | 'OFFERED'
  /** The broker rejected it, or withdrew the submission. */
  | 'REJECTED'
  /** The funder took it back. */
  | 'RESCINDED';

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

/** How often the company pays. */
export type PaymentFrequency =
  /** Every two weeks. */
  | 'BIWEEKLY'
  /** Each business day. */
  | 'DAILY'
  /** Each month. */
  | 'MONTHLY'
  /** Each week. */
  | 'WEEKLY';

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
  /** 409: The submission or its documents cannot be changed in this status. Edit a submission while it is DRAFT or INFO_REQUESTED, and its documents until it is FUNDED, DECLINED or WITHDRAWN. */
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
  | 'WRONG_KEY_KIND';

/** Input of reactivateApiKey. */
export type ReactivateApiKeyInput = {
  /** The id of the key (`apk_`). */
  readonly id: string;
};

/** Input of rejectDocument. */
export type RejectDocumentInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the document (`doc_`). */
  readonly id: string;
  /** Text for the broker, 1 to 2,000 characters. Required for the reason OTHER. */
  readonly note?: string | null | undefined;
  /** Why you reject it. */
  readonly reason: DocumentRejectReason;
};

/** Input of rejectOffer. */
export type RejectOfferInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the offer (`ofr_`). */
  readonly id: string;
  /** Why you reject it, 1 to 2,000 characters. */
  readonly reason: string;
};

/** Input of rejectRequirement. */
export type RejectRequirementInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the requirement (`req_`). */
  readonly id: string;
  /** What is wrong with the response, 1 to 2,000 characters. The broker sees it. */
  readonly note: string;
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
  | 'PAUSED';

/** Input of releaseHold. */
export type ReleaseHoldInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
};

/** Input of releaseLegalHold. */
export type ReleaseLegalHoldInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Why the data need not be kept any longer, 1 to 2,000 characters. */
  readonly reason: string;
};

/** Input of removeDocument. */
export type RemoveDocumentInput = {
  /** The id of the document (`doc_`). */
  readonly id: string;
};

/** Input of reopenSubmission. */
export type ReopenSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
};

/** Input of requestDocumentUpload. */
export type RequestDocumentUploadInput = {
  /** Last four digits of the account number of a statement. */
  readonly accountLast4?: string | null | undefined;
  /** Size in bytes, 1 to 26214400. */
  readonly byteSize: number;
  /** What the document is. Default: the class of the requirement, or OTHER. */
  readonly class?: DocumentClass | null | undefined;
  /** Name of the file in any script, at most 1,000 characters. Folders and characters that file systems forbid are removed. */
  readonly fileName: string;
  /** Month that a statement covers: `2026-09`. */
  readonly periodMonth?: string | null | undefined;
  /** Requirement (`req_`) that the document answers. */
  readonly requirementId?: string | null | undefined;
  /** SHA-256 of the bytes, 64 hex digits. The server rejects other bytes. */
  readonly sha256?: string | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly submissionId: string;
};

/** Input of requestInformation. */
export type RequestInformationInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** What the broker must send, 1 to 20. */
  readonly requirements: ReadonlyArray<RequirementInput>;
};

/** A document or an answer to ask for. */
export type RequirementInput = {
  /** Class of the document. Required for a DOCUMENT, not allowed for a QUESTION. */
  readonly documentClass?: DocumentClass | null | undefined;
  /** When the response is due, in the future. */
  readonly dueAt?: string | globalThis.Date | null | undefined;
  /** What you ask for. */
  readonly kind: RequirementKind;
  /** Months that the documents must cover, such as 2026-09, at most 36. Only for a DOCUMENT. */
  readonly months?: ReadonlyArray<string> | null | undefined;
  /** When it must be met. */
  readonly stage?: RequirementStage;
  /** The question, or an explanation of the document, 1 to 2,000 characters. Required for a QUESTION. */
  readonly text?: string | null | undefined;
};

/** What a requirement asks for. */
export type RequirementKind =
  /** A document of a class. */
  | 'DOCUMENT'
  /** An answer to a question. */
  | 'QUESTION';

/** When a requirement must be met. */
export type RequirementStage =
  /** Before the funder decides. */
  | 'PRE_DECISION'
  /** Before the funder pays out. */
  | 'PRE_FUNDING';

/** Status of a requirement. */
export type RequirementStatus =
  /** The funder accepted the response. */
  | 'ACCEPTED'
  /** The broker must respond. */
  | 'OPEN'
  /** The funder rejected the response; the broker must respond again. */
  | 'REJECTED'
  /** The broker responded; the funder must check it. */
  | 'RESPONDED'
  /** The funder no longer requires it. */
  | 'WAIVED';

/** Input of rescindOffer. */
export type RescindOfferInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the offer (`ofr_`). */
  readonly id: string;
};

/** Input of resendInvitation. */
export type ResendInvitationInput = {
  /** New email address of the user. Omitted: unchanged. */
  readonly email?: string | null | undefined;
  /** The id of the user (`usr_`). */
  readonly id: string;
};

/** Input of respondToRequirement. */
export type RespondToRequirementInput = {
  /** Documents (`doc_`) of the submission that answer the requirement, at most 50. */
  readonly documentIds?: ReadonlyArray<string> | null | undefined;
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the requirement (`req_`). */
  readonly id: string;
  /** Answer or explanation, 1 to 5,000 characters. */
  readonly text?: string | null | undefined;
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
  | 'VIEWER';

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
  /** `documents`: upload and remove documents. */
  | 'DOCUMENTS'
  /** `documents:read`: see and download documents. */
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
  | 'WEBHOOKS_READ';

/** State of a secret. Outside a rotation, a key has one accepted secret. */
export type SecretState =
  /** The secret to use. */
  | 'CURRENT'
  /** Not accepted. A DEAD secret never becomes valid again. */
  | 'DEAD'
  /** The new secret of a rotation, accepted but not used yet. Its first use makes it CURRENT. */
  | 'PENDING'
  /** The old secret of a rotation, accepted until `retiresAt`. */
  | 'RETIRING';

/** A field that is stored encrypted and shown as its last four digits. */
export type SensitiveField =
  /** SSN or ITIN of an owner. */
  | 'OWNER_SSN'
  /** Tax id of the company. */
  | 'TAX_ID';

/** Input of setClosingStage. */
export type SetClosingStageInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** The stage reached. */
  readonly stage: ClosingStage;
};

/** Input of setDocumentClass. */
export type SetDocumentClassInput = {
  /** Last four digits of the account number of a statement. Omitted: unchanged. Null: cleared. */
  readonly accountLast4?: string | null | undefined;
  /** What the document is. */
  readonly class: DocumentClass;
  /** The id of the document (`doc_`). */
  readonly id: string;
  /** Month that a statement covers: `2026-09`. Omitted: unchanged. Null: cleared. */
  readonly periodMonth?: string | null | undefined;
};

/** Input of setLegalHold. */
export type SetLegalHoldInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Why the data must be kept, 1 to 2,000 characters. */
  readonly reason: string;
};

/** One of the two parties of a submission. */
export type Side =
  /** The broker. */
  | 'BROKER'
  /** The funder. */
  | 'FUNDER';

/** Input of startReview. */
export type StartReviewInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
};

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
  /** Submissions with this text in the name, the legal name, the dba or the external reference, whatever the case and accents: uber finds Über. 3 to 100 characters. */
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
  | 'MANUAL';

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
  | 'WITHDRAWN';

/** Input of submitSubmission. */
export type SubmitSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
};

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
  | 'SSN';

/** Determines the allowed scopes and the rate limits of a key. */
export type Tier =
  /** Also admin. 10000 root fields per 15 minutes, 100 requests per second. */
  | 'INTERNAL'
  /** Also documents, webhooks, embed. 1000 root fields per 15 minutes, 20 requests per second. */
  | 'PARTNER'
  /** submissions, documents:read. 100 root fields per 15 minutes, 5 requests per second. */
  | 'PUBLIC';

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
  | 'HOUR';

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
  | 'INVITED';

/** Input of waiveRequirement. */
export type WaiveRequirementInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the requirement (`req_`). */
  readonly id: string;
};

/** Why a submission was withdrawn. */
export type WithdrawReason =
  /** The submission was sent more than once. */
  | 'DUPLICATE'
  /** The company got funding from another funder. */
  | 'FUNDED_ELSEWHERE'
  /** The company no longer wants funding. */
  | 'MERCHANT_CHANGED_MIND'
  /** None of these. */
  | 'OTHER'
  /** The submission contains wrong data. */
  | 'WRONG_DATA';

/** Input of withdrawSubmission. */
export type WithdrawSubmissionInput = {
  /** Fails with VERSION_CONFLICT if the submission has another version. Omitted: no check. */
  readonly expectedVersion?: number | null | undefined;
  /** The id of the submission (`sub_`). */
  readonly id: string;
  /** Why you withdraw it. */
  readonly reason: WithdrawReason;
};

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
  readonly kind: ApiKeyKind | FutureValue,
  /** Determines the allowed scopes and the rate limits. */
  readonly tier: Tier | FutureValue,
  /** A label, 1 to 128 characters. */
  readonly name: string,
  /** Displayable start of the current secret. Identifies the key, but cannot authenticate. */
  readonly prefix: string,
  /** Whether the key is active, inactive or deleted. */
  readonly state: ApiKeyState | FutureValue,
  /** Scopes granted to the key. */
  readonly scopes: ReadonlyArray<Scope | FutureValue>,
  /** Addresses and CIDR blocks, in canonical form, from which the key is accepted. Empty: any address. */
  readonly allowList: ReadonlyArray<string>,
  /** The environment it belongs to. */
  readonly environment: Environment | FutureValue,
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
  readonly state: SecretState | FutureValue,
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
  readonly code: ProblemCode | FutureValue,
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

export type submissionDocumentsVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type submissionDocuments = {
  readonly submission: {
    readonly documents: {
      readonly totalCount?: number,
      readonly nodes: ReadonlyArray<Document>,
      readonly pageInfo: PageInfo
    }
  }
};

export type documentVariables = Exact<{
  id: string;
}>;


export type document = {
  readonly document: Document
};

export type documentDownloadVariables = Exact<{
  id: string;
}>;


export type documentDownload = {
  readonly document: {
    readonly status: DocumentStatus | FutureValue,
    readonly fileName: string | null,
    readonly byteSize: number,
    readonly sha256: string | null,
    readonly download: {
      readonly url: string
    } | null
  }
};

export type documentsArchiveVariables = Exact<{
  submissionId: string;
}>;


export type documentsArchive = {
  readonly submission: {
    readonly documentsArchive: {
      readonly url: string
    }
  }
};

export type requestDocumentUploadVariables = Exact<{
  input: RequestDocumentUploadInput;
}>;


export type requestDocumentUpload = {
  readonly requestDocumentUpload: {
    readonly id: string,
    readonly url: string,
    readonly headers: ReadonlyArray<{
      readonly name: string,
      readonly value: string
    }>
  }
};

export type completeDocumentUploadVariables = Exact<{
  input: CompleteDocumentUploadInput;
}>;


export type completeDocumentUpload = {
  readonly completeDocumentUpload: Document
};

export type setDocumentClassVariables = Exact<{
  input: SetDocumentClassInput;
}>;


export type setDocumentClass = {
  readonly setDocumentClass: Document
};

export type removeDocumentVariables = Exact<{
  input: RemoveDocumentInput;
}>;


export type removeDocument = {
  readonly removeDocument: Document
};

export type rejectDocumentVariables = Exact<{
  input: RejectDocumentInput;
}>;


export type rejectDocument = {
  readonly rejectDocument: Document
};

/** A file of a submission. Requires the scope `documents:read`. */
export type Document = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** The environment it belongs to. */
  readonly environment: Environment | FutureValue,
  /** Status of the document. */
  readonly status: DocumentStatus | FutureValue,
  /** What the document is. */
  readonly class: DocumentClass | FutureValue,
  /** Month that a statement covers: `2026-09`. Null if not set. */
  readonly periodMonth: string | null,
  /** Last four digits of the account number of a statement. Null if not set. */
  readonly accountLast4: string | null,
  /** Name of the uploaded file, without folders. Null after the submission was erased. */
  readonly fileName: string | null,
  /** Media type, detected from the content: `application/pdf`. */
  readonly mediaType: string,
  /** Size in bytes. */
  readonly byteSize: number,
  /** SHA-256 of the content, 64 hex digits. Null after the submission was erased. */
  readonly sha256: string | null,
  /** Whether it contains scripts or embedded programs. A viewer must not run them. */
  readonly hasActiveContent: boolean,
  /** Requirement (`req_`) that it answers. Null: none. */
  readonly requirementId: string | null,
  /** Why the funder rejected it. Null unless it is REJECTED. */
  readonly rejectReason: DocumentRejectReason | FutureValue | null,
  /** The funder's note on a rejection. Null if there is none. */
  readonly note: string | null,
  /** When it was uploaded. */
  readonly createdAt: string
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

/** Something that happened to a submission, key, relationship or user. Events never change. */
export type Event = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** What happened. */
  readonly type: EventType | FutureValue,
  /** The environment it belongs to. Events about users are in both. */
  readonly environment: Environment | FutureValue,
  /** When it happened, by the database clock. */
  readonly at: string,
  /** Id of the object that the event is about, such as a submission, document or API key. */
  readonly subjectId: string,
  /** Id of the submission. Null if the event concerns none. */
  readonly submissionId: string | null,
  /** Ids and states, by name. Never personal data. Brokers see fewer names. */
  readonly data: unknown,
  /** Who caused it. */
  readonly actor: {
    readonly kind: ActorKind | FutureValue,
    readonly id: string | null
  }
};

export type submissionMessagesVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type submissionMessages = {
  readonly submission: {
    readonly messages: {
      readonly totalCount?: number,
      readonly nodes: ReadonlyArray<Message>,
      readonly pageInfo: PageInfo
    }
  }
};

export type submissionNotesVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  withTotal?: boolean | null | undefined;
}>;


export type submissionNotes = {
  readonly submission: {
    readonly notes: {
      readonly totalCount?: number,
      readonly nodes: ReadonlyArray<Note>,
      readonly pageInfo: PageInfo
    }
  }
};

/** A message between broker and funder. Both see it. */
export type Message = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** The party that wrote it. */
  readonly side: Side | FutureValue,
  /** Text of the message. Null after the submission was erased. */
  readonly text: string | null,
  /** When it was written. */
  readonly createdAt: string
};

/** An internal note of the funder. Brokers do not see notes. */
export type Note = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Text of the note. Null after the submission was erased. */
  readonly text: string | null,
  /** When it was written. */
  readonly createdAt: string
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
  readonly state: ApiKeyState | FutureValue,
  /** When the key expires, by the database clock. Null: never. */
  readonly expiresAt: string | null,
  /** Time of the last authenticated request with any secret of the key. Updated within 1 second. Null: never used. */
  readonly lastUsedAt: string | null
};

export type eraseSubmissionVariables = Exact<{
  input: EraseSubmissionInput;
}>;


export type eraseSubmission = {
  readonly eraseSubmission: SubmissionDetails
};

export type setLegalHoldVariables = Exact<{
  input: SetLegalHoldInput;
}>;


export type setLegalHold = {
  readonly setLegalHold: SubmissionDetails
};

export type releaseLegalHoldVariables = Exact<{
  input: ReleaseLegalHoldInput;
}>;


export type releaseLegalHold = {
  readonly releaseLegalHold: SubmissionDetails
};

export type startReviewVariables = Exact<{
  input: StartReviewInput;
}>;


export type startReview = {
  readonly startReview: SubmissionDetails
};

export type requestInformationVariables = Exact<{
  input: RequestInformationInput;
}>;


export type requestInformation = {
  readonly requestInformation: SubmissionDetails
};

export type acceptRequirementVariables = Exact<{
  input: AcceptRequirementInput;
}>;


export type acceptRequirement = {
  readonly acceptRequirement: Requirement
};

export type rejectRequirementVariables = Exact<{
  input: RejectRequirementInput;
}>;


export type rejectRequirement = {
  readonly rejectRequirement: Requirement
};

export type waiveRequirementVariables = Exact<{
  input: WaiveRequirementInput;
}>;


export type waiveRequirement = {
  readonly waiveRequirement: Requirement
};

export type approveSubmissionVariables = Exact<{
  input: ApproveSubmissionInput;
}>;


export type approveSubmission = {
  readonly approveSubmission: SubmissionDetails
};

export type extendOfferVariables = Exact<{
  input: ExtendOfferInput;
}>;


export type extendOffer = {
  readonly extendOffer: Offer
};

export type rescindOfferVariables = Exact<{
  input: RescindOfferInput;
}>;


export type rescindOffer = {
  readonly rescindOffer: Offer
};

export type declineSubmissionVariables = Exact<{
  input: DeclineSubmissionInput;
}>;


export type declineSubmission = {
  readonly declineSubmission: SubmissionDetails
};

export type reopenSubmissionVariables = Exact<{
  input: ReopenSubmissionInput;
}>;


export type reopenSubmission = {
  readonly reopenSubmission: SubmissionDetails
};

export type holdSubmissionVariables = Exact<{
  input: HoldSubmissionInput;
}>;


export type holdSubmission = {
  readonly holdSubmission: SubmissionDetails
};

export type releaseHoldVariables = Exact<{
  input: ReleaseHoldInput;
}>;


export type releaseHold = {
  readonly releaseHold: SubmissionDetails
};

export type setClosingStageVariables = Exact<{
  input: SetClosingStageInput;
}>;


export type setClosingStage = {
  readonly setClosingStage: SubmissionDetails
};

export type markFundedVariables = Exact<{
  input: MarkFundedInput;
}>;


export type markFunded = {
  readonly markFunded: SubmissionDetails
};

export type correctFundingVariables = Exact<{
  input: CorrectFundingInput;
}>;


export type correctFunding = {
  readonly correctFunding: SubmissionDetails
};

export type assignSubmissionVariables = Exact<{
  input: AssignSubmissionInput;
}>;


export type assignSubmission = {
  readonly assignSubmission: SubmissionDetails
};

export type addNoteVariables = Exact<{
  input: AddNoteInput;
}>;


export type addNote = {
  readonly addNote: Note
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
  readonly status: SubmissionStatus | FutureValue,
  /** Number of submissions with this status. */
  readonly count: number
};

export type submitSubmissionVariables = Exact<{
  input: SubmitSubmissionInput;
}>;


export type submitSubmission = {
  readonly submitSubmission: SubmissionDetails
};

export type withdrawSubmissionVariables = Exact<{
  input: WithdrawSubmissionInput;
}>;


export type withdrawSubmission = {
  readonly withdrawSubmission: SubmissionDetails
};

export type respondToRequirementVariables = Exact<{
  input: RespondToRequirementInput;
}>;


export type respondToRequirement = {
  readonly respondToRequirement: Requirement
};

export type acceptOfferVariables = Exact<{
  input: AcceptOfferInput;
}>;


export type acceptOffer = {
  readonly acceptOffer: Offer
};

export type rejectOfferVariables = Exact<{
  input: RejectOfferInput;
}>;


export type rejectOffer = {
  readonly rejectOffer: Offer
};

export type addMessageVariables = Exact<{
  input: AddMessageInput;
}>;


export type addMessage = {
  readonly addMessage: Message
};

/** A document or an answer that the funder asks for. */
export type Requirement = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** What it asks for. */
  readonly kind: RequirementKind | FutureValue,
  /** When it must be met. */
  readonly stage: RequirementStage | FutureValue,
  /** Status of the requirement. */
  readonly status: RequirementStatus | FutureValue,
  /** Class of the document. Null for a QUESTION. */
  readonly documentClass: DocumentClass | FutureValue | null,
  /** Months that the documents must cover, such as 2026-09. Empty: not by month. */
  readonly months: ReadonlyArray<string>,
  /** The question, or an explanation of the document. Null if there is none. */
  readonly text: string | null,
  /** Latest answer of the broker. Null if there is none. */
  readonly response: string | null,
  /** Why the funder rejected the latest response. Null if it did not. */
  readonly note: string | null,
  /** When the response is due. Null: no due date. */
  readonly dueAt: string | null,
  /** When it was created. */
  readonly createdAt: string,
  /** When the broker last responded. Null: never. */
  readonly respondedAt: string | null,
  /** When it was accepted or waived. Null before that. */
  readonly resolvedAt: string | null
};

/** Terms that the funder offers for a submission. */
export type Offer = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** Status of the offer. */
  readonly status: OfferStatus | FutureValue,
  /** Kind of funding. */
  readonly product: OfferProduct | FutureValue,
  /** How often the company pays. Null if not stated. */
  readonly paymentFrequency: PaymentFrequency | FutureValue | null,
  /** Term in days. Null if not stated. */
  readonly termDays: number | null,
  /** Payback divided by the funded amount, such as 1.25. Null if not stated. */
  readonly factorRate: number | null,
  /** Yearly interest rate in percent, such as 12.5. Null if not stated. */
  readonly annualRatePercent: number | null,
  /** Why the broker rejected the offer. Null if not stated. */
  readonly rejectReason: string | null,
  /** When it was created. */
  readonly createdAt: string,
  /** When the offer expires. */
  readonly expiresAt: string,
  /** When it was accepted or closed. Null while it is open. */
  readonly closedAt: string | null,
  /** Amount that the funder pays, before fees. */
  readonly fundedAmount: Money,
  /** Amount that the company receives. Null if not stated. */
  readonly netAmount: Money | null,
  /** Total that the company pays back. Null if not stated. */
  readonly paybackAmount: Money | null,
  /** Total of all fees. Null if not stated. */
  readonly fees: Money | null,
  /** Commission of the broker, for display only. Null if not stated. */
  readonly commission: Money | null,
  /** Amount of one payment. Null if not stated. */
  readonly paymentAmount: Money | null
};

/** A decision of the funder on a submission. */
export type Decision = {
  /** Opaque id (`dec_`). */
  readonly id: string,
  /** Result of the decision. */
  readonly outcome: DecisionOutcome | FutureValue,
  /** Why it was declined, 1 to 4 reasons; empty if it was approved. Brokers see some as others. */
  readonly reasons: ReadonlyArray<DeclineReason | FutureValue>,
  /** Internal explanation. Null if there is none, and always for a BROKER key. */
  readonly note: string | null,
  /** When it was made. */
  readonly createdAt: string
};

export type submissionVariables = Exact<{
  id: string;
}>;


export type submission = {
  readonly submission: SubmissionDetails
};

export type submissionByReferenceVariables = Exact<{
  externalReference: string;
  relationshipId?: string | null | undefined;
}>;


export type submissionByReference = {
  readonly submissionByReference: SubmissionDetails
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
  readonly field: SensitiveField | FutureValue,
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
  readonly status: SubmissionStatus | FutureValue,
  /** Version number. Increases by 1 with every change. */
  readonly version: number,
  /** The broker's own reference. Null if there is none. */
  readonly externalReference: string | null,
  /** The environment it belongs to. */
  readonly environment: Environment | FutureValue,
  /** Purpose of the funding. Null if not set yet. */
  readonly purpose: FundingPurpose | FutureValue | null,
  /** Details of the purpose. Null if there are none. */
  readonly purposeNote: string | null,
  /** How the submission was created. */
  readonly source: SubmissionSource | FutureValue,
  /** Person or system at the broker that the application comes from. Null if unknown. */
  readonly sourceName: string | null,
  /** E-mail address of that person. Null if unknown. */
  readonly sourceEmail: string | null,
  /** Notes of the broker for the funder. Null if there are none. */
  readonly sourceNotes: string | null,
  /** The party that must act next. Null for a closed or erased submission. */
  readonly waitingOn: Side | FutureValue | null,
  /** Earliest due date of the requirements without a response. Null if there is none. */
  readonly dueAt: string | null,
  /** Progress after the acceptance of an offer. Null before that. */
  readonly closingStage: ClosingStage | FutureValue | null,
  /** Day of the payout. Null until it is FUNDED. */
  readonly fundedOn: string | null,
  /** Why it was withdrawn. Null unless it is or was withdrawn. */
  readonly withdrawReason: WithdrawReason | FutureValue | null,
  /** When it was submitted. Null before that. */
  readonly submittedAt: string | null,
  /** When the status last changed. */
  readonly statusChangedAt: string,
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
  readonly warnings: ReadonlyArray<SubmissionIssue>,
  /** Amount that the funder paid out. Null until it is FUNDED. */
  readonly fundedAmount: Money | null
};

/** A funding application from a broker to a funder. */
export type SubmissionDetails = (
  {
  /** When the funder or the server held it. Null if it is not HELD, and always for a BROKER key. */
  readonly heldAt: string | null,
  /** Whether a legal hold keeps its data from being erased. Null for a BROKER key: brokers do not see holds. */
  readonly legalHold: boolean | null,
  /** Documents and answers that the funder asks for, oldest first, at most 50. */
  readonly requirements: ReadonlyArray<Requirement>,
  /** Offers of the funder, newest first, at most 20. */
  readonly offers: ReadonlyArray<Offer>,
  /** Decisions of the funder, newest first, at most 10. */
  readonly decisions: ReadonlyArray<Decision>,
  /** Earlier closed submission of the same broker for the same tax id. Null if there is none. */
  readonly previousSubmission: {
    readonly id: string,
    readonly status: SubmissionStatus | FutureValue
  } | null,
  readonly assignee: {
    readonly id: string,
    readonly name: string
  } | null
}
  & Submission
);

/** The company that applies for funding. Each field is null until it is set. */
export type Company = {
  /** Registered name. */
  readonly legalName: string | null,
  /** Trade name ("doing business as"). */
  readonly dba: string | null,
  /** Legal form. */
  readonly entityType: EntityType | FutureValue | null,
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
  readonly kind: TaxIdKind | FutureValue,
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
  readonly environment: Environment | FutureValue,
  /** Effective scopes of the credential, with their :read forms, limited to the role of its user. */
  readonly scopes: ReadonlyArray<Scope | FutureValue>,
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
  readonly role: Role | FutureValue,
  /** Whether the user can sign in. */
  readonly status: UserStatus | FutureValue,
  /** When the user was invited. */
  readonly createdAt: string
};

/** Links a broker and a funder in one environment. A pair has at most one relationship per environment. */
export type Relationship = {
  /** Opaque id. Ids sort by creation time. */
  readonly id: string,
  /** The environment it belongs to. */
  readonly environment: Environment | FutureValue,
  /** Whether the broker can use its key. */
  readonly status: RelationshipStatus | FutureValue,
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
