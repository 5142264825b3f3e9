// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

import { type EnumObject, enumOf } from '../core/enum.ts';
import type * as Types from './types.ts';

export type { EnumObject };

/** Who caused an event. */
export const ActorKind = /* @__PURE__ */ enumOf({
  /** An API key. */
  API_KEY: 'API_KEY',
  /** The platform's operator. */
  PLATFORM: 'PLATFORM',
  /** Latchkey itself, such as an expiry. */
  SYSTEM: 'SYSTEM',
  /** A signed-in user. */
  USER: 'USER',
});
/** Who caused an event. */
export type ActorKind = Types.ActorKind;

/** Whether a key acts as a user, a broker or the funder. */
export const ApiKeyKind = /* @__PURE__ */ enumOf({
  /** Acts as a broker, in one relationship. Secret: `bft_` and 48 hex digits. */
  BROKER: 'BROKER',
  /** Acts as the funder, within its scopes. Secret: `lk_pk_`, `lk_pt_` or `lk_in_` and 48 hex digits. */
  TIERED: 'TIERED',
  /** Acts as a user, within the scopes of the key and of the role. Secret: `key_` and 48 hex digits. */
  USER: 'USER',
});
/** Whether a key acts as a user, a broker or the funder. */
export type ApiKeyKind = Types.ApiKeyKind;

/** State of a key. Independent of its expiry: see `expiresAt`. */
export const ApiKeyState = /* @__PURE__ */ enumOf({
  /** Accepted unless it has expired. */
  ACTIVE: 'ACTIVE',
  /** Deleted permanently. The record stays, so that later use of the key is reported. */
  DELETED: 'DELETED',
  /** Not accepted until it is reactivated. */
  INACTIVE: 'INACTIVE',
});
/** State of a key. Independent of its expiry: see `expiresAt`. */
export type ApiKeyState = Types.ApiKeyState;

/** Progress between the acceptance of an offer and the funding. */
export const ClosingStage = /* @__PURE__ */ enumOf({
  /** All conditions are met. The funder can pay out. */
  CLEARED: 'CLEARED',
  /** The contract was sent. */
  CONTRACT_SENT: 'CONTRACT_SENT',
  /** The contract was signed. */
  CONTRACT_SIGNED: 'CONTRACT_SIGNED',
  /** The broker accepted an offer. */
  OFFER_ACCEPTED: 'OFFER_ACCEPTED',
});
/** Progress between the acceptance of an offer and the funding. */
export type ClosingStage = Types.ClosingStage;

/** Result of a decision. */
export const DecisionOutcome = /* @__PURE__ */ enumOf({
  /** The funder made offers. */
  APPROVED: 'APPROVED',
  /** The funder declined the submission. */
  DECLINED: 'DECLINED',
});
/** Result of a decision. */
export type DecisionOutcome = Types.DecisionOutcome;

/** Why a submission was declined. */
export const DeclineReason = /* @__PURE__ */ enumOf({
  /** The amount is outside the range of the funder. */
  AMOUNT_OUT_OF_RANGE: 'AMOUNT_OUT_OF_RANGE',
  /** Another broker is protected. Brokers see OTHER. */
  ANOTHER_BROKER_PROTECTED: 'ANOTHER_BROKER_PROTECTED',
  /** Data or documents are missing. */
  APPLICATION_INCOMPLETE: 'APPLICATION_INCOMPLETE',
  /** Bankruptcy of the company or an owner. */
  BANKRUPTCY: 'BANKRUPTCY',
  /** Risk score of the company. */
  BUSINESS_RISK_SCORE: 'BUSINESS_RISK_SCORE',
  /** Credit history of the company or its owners. */
  CREDIT_HISTORY: 'CREDIT_HISTORY',
  /** Criminal record of an owner. */
  CRIMINAL_RECORD: 'CRIMINAL_RECORD',
  /** Earlier defaults. */
  DEFAULT_HISTORY: 'DEFAULT_HISTORY',
  /** Submitted more than once. Brokers see OTHER. */
  DUPLICATE_SUBMISSION: 'DUPLICATE_SUBMISSION',
  /** Too many payments without sufficient funds. */
  EXCESSIVE_NSF: 'EXCESSIVE_NSF',
  /** Already a customer. Brokers see OTHER. */
  EXISTING_CUSTOMER: 'EXISTING_CUSTOMER',
  /** The interview with the company failed. */
  FAILED_INTERVIEW: 'FAILED_INTERVIEW',
  /** The identity of an owner could not be verified. */
  IDENTITY_NOT_VERIFIED: 'IDENTITY_NOT_VERIFIED',
  /** Account or credit history is too short. */
  INSUFFICIENT_HISTORY: 'INSUFFICIENT_HISTORY',
  /** The revenue is too low. */
  INSUFFICIENT_REVENUE: 'INSUFFICIENT_REVENUE',
  /** Liens or court judgments. */
  LIENS_OR_JUDGMENTS: 'LIENS_OR_JUDGMENTS',
  /** Account balances are too low. */
  LOW_BALANCES: 'LOW_BALANCES',
  /** None of these. */
  OTHER: 'OTHER',
  /** Too much other debt. */
  OVER_LEVERAGED: 'OVER_LEVERAGED',
  /** Risk score of an owner. */
  PERSONAL_RISK_SCORE: 'PERSONAL_RISK_SCORE',
  /** The funder declined the company recently. */
  PREVIOUS_DECLINE: 'PREVIOUS_DECLINE',
  /** The funder does not fund this industry. */
  RESTRICTED_INDUSTRY: 'RESTRICTED_INDUSTRY',
  /** The funder does not fund companies in this state. */
  RESTRICTED_STATE: 'RESTRICTED_STATE',
  /** Suspected fraud. Brokers see UNVERIFIABLE_INFORMATION. */
  SUSPECTED_FRAUD: 'SUSPECTED_FRAUD',
  /** The company is too young. */
  TIME_IN_BUSINESS: 'TIME_IN_BUSINESS',
  /** The funder could not verify the information. */
  UNVERIFIABLE_INFORMATION: 'UNVERIFIABLE_INFORMATION',
  /** Deposits vary too much. */
  VOLATILE_DEPOSITS: 'VOLATILE_DEPOSITS',
});
/** Why a submission was declined. */
export type DeclineReason = Types.DeclineReason;

/** Kind of a document. */
export const DocumentClass = /* @__PURE__ */ enumOf({
  /** Signed application form. */
  APPLICATION_FORM: 'APPLICATION_FORM',
  /** Balance sheet. */
  BALANCE_SHEET: 'BALANCE_SHEET',
  /** Statement of a bank account, for one month. */
  BANK_STATEMENT: 'BANK_STATEMENT',
  /** Business license or registration. */
  BUSINESS_LICENSE: 'BUSINESS_LICENSE',
  /** List of existing debts. */
  DEBT_SUMMARY: 'DEBT_SUMMARY',
  /** Invoice for what the funding pays. */
  INVOICE: 'INVOICE',
  /** Lease of the business location. */
  LEASE: 'LEASE',
  /** Statement of a card processor. */
  MERCHANT_PROCESSING_STATEMENT: 'MERCHANT_PROCESSING_STATEMENT',
  /** Statement of a money market account. */
  MONEY_MARKET_STATEMENT: 'MONEY_MARKET_STATEMENT',
  /** None of these. */
  OTHER: 'OTHER',
  /** Letter with the balance that pays off a debt. */
  PAYOFF_LETTER: 'PAYOFF_LETTER',
  /** Identity document of an owner. */
  PHOTO_ID: 'PHOTO_ID',
  /** Profit and loss statement. */
  PNL_STATEMENT: 'PNL_STATEMENT',
  /** Evidence of who owns the company. */
  PROOF_OF_OWNERSHIP: 'PROOF_OF_OWNERSHIP',
  /** Signed funding contract. */
  SIGNED_CONTRACT: 'SIGNED_CONTRACT',
  /** Tax return of the company or an owner. */
  TAX_RETURN: 'TAX_RETURN',
  /** Voided check that shows the bank account. */
  VOID_CHECK: 'VOID_CHECK',
});
/** Kind of a document. */
export type DocumentClass = Types.DocumentClass;

/** Why the funder rejected a document. */
export const DocumentRejectReason = /* @__PURE__ */ enumOf({
  /** It seems to be altered. */
  ALTERED: 'ALTERED',
  /** None of these. `note` says why. */
  OTHER: 'OTHER',
  /** It is too old or has expired. */
  OUT_OF_DATE: 'OUT_OF_DATE',
  /** Pages are missing. */
  PAGES_MISSING: 'PAGES_MISSING',
  /** The pages cannot be read. */
  UNREADABLE: 'UNREADABLE',
  /** It is another document than the one that was asked for. */
  WRONG_DOCUMENT: 'WRONG_DOCUMENT',
  /** It covers another period than the one that was asked for. */
  WRONG_PERIOD: 'WRONG_PERIOD',
});
/** Why the funder rejected a document. */
export type DocumentRejectReason = Types.DocumentRejectReason;

/** Status of a document. */
export const DocumentStatus = /* @__PURE__ */ enumOf({
  /** The funder accepted it. */
  ACCEPTED: 'ACCEPTED',
  /** It can harm a computer. Nobody can download it. */
  QUARANTINED: 'QUARANTINED',
  /** The funder rejected it. `rejectReason` says why. */
  REJECTED: 'REJECTED',
  /** It was removed, and its content is deleted. */
  REMOVED: 'REMOVED',
  /** Waits for the virus scanner. It cannot be downloaded or rejected yet. */
  SCANNING: 'SCANNING',
  /** Its content was checked. The funder has not reviewed it yet. */
  UPLOADED: 'UPLOADED',
});
/** Status of a document. */
export type DocumentStatus = Types.DocumentStatus;

/** Legal form of a company. */
export const EntityType = /* @__PURE__ */ enumOf({
  /** A corporation taxed as such (C corporation). */
  CORPORATION: 'CORPORATION',
  /** A limited liability company. */
  LLC: 'LLC',
  /** A non-profit organization. */
  NON_PROFIT: 'NON_PROFIT',
  /** None of these. */
  OTHER: 'OTHER',
  /** A partnership of any kind. */
  PARTNERSHIP: 'PARTNERSHIP',
  /** One person, without a separate legal entity. */
  SOLE_PROPRIETORSHIP: 'SOLE_PROPRIETORSHIP',
  /** A corporation taxed through its owners. */
  S_CORPORATION: 'S_CORPORATION',
});
/** Legal form of a company. */
export type EntityType = Types.EntityType;

/** One of two separate data sets. Each credential belongs to one environment and cannot access the other. */
export const Environment = /* @__PURE__ */ enumOf({
  /** For development and tests. */
  DEVELOPMENT: 'DEVELOPMENT',
  /** For real applications. */
  PRODUCTION: 'PRODUCTION',
});
/** One of two separate data sets. Each credential belongs to one environment and cannot access the other. */
export type Environment = Types.Environment;

/** Why the data of a submission was erased. */
export const ErasureReason = /* @__PURE__ */ enumOf({
  /** The funder no longer needs the data. */
  NO_LONGER_NEEDED: 'NO_LONGER_NEEDED',
  /** None of these. */
  OTHER: 'OTHER',
  /** The company or an owner asked for it. */
  REQUESTED: 'REQUESTED',
  /** The data should not have been sent. */
  SENT_BY_MISTAKE: 'SENT_BY_MISTAKE',
});
/** Why the data of a submission was erased. */
export type ErasureReason = Types.ErasureReason;

/** Type of an event. New types may be added. */
export const EventType = /* @__PURE__ */ enumOf({
  /** `api_key.created` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_CREATED: 'API_KEY_CREATED',
  /** `api_key.deactivated` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_DEACTIVATED: 'API_KEY_DEACTIVATED',
  /** `api_key.deleted` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_DELETED: 'API_KEY_DELETED',
  /** `api_key.reactivated` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_REACTIVATED: 'API_KEY_REACTIVATED',
  /** `api_key.rotated` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_ROTATED: 'API_KEY_ROTATED',
  /** `api_key.rotation_cancelled` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_ROTATION_CANCELLED: 'API_KEY_ROTATION_CANCELLED',
  /** `api_key.rotation_finished` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_ROTATION_FINISHED: 'API_KEY_ROTATION_FINISHED',
  /** `api_key.updated` in webhooks. Visible to the funder and the broker that it concerns. */
  API_KEY_UPDATED: 'API_KEY_UPDATED',
  /** `document.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  DOCUMENT_ACCEPTED: 'DOCUMENT_ACCEPTED',
  /** `document.downloaded` in webhooks. Visible to the funder only. */
  DOCUMENT_DOWNLOADED: 'DOCUMENT_DOWNLOADED',
  /** `document.quarantined` in webhooks. Visible to the funder and the broker that it concerns. */
  DOCUMENT_QUARANTINED: 'DOCUMENT_QUARANTINED',
  /** `document.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  DOCUMENT_REJECTED: 'DOCUMENT_REJECTED',
  /** `document.removed` in webhooks. Visible to the funder and the broker that it concerns. */
  DOCUMENT_REMOVED: 'DOCUMENT_REMOVED',
  /** `document.uploaded` in webhooks. Visible to the funder and the broker that it concerns. */
  DOCUMENT_UPLOADED: 'DOCUMENT_UPLOADED',
  /** `funder.production_closed` in webhooks. Visible to the funder only. */
  FUNDER_PRODUCTION_CLOSED: 'FUNDER_PRODUCTION_CLOSED',
  /** `funder.production_opened` in webhooks. Visible to the funder only. */
  FUNDER_PRODUCTION_OPENED: 'FUNDER_PRODUCTION_OPENED',
  /** `message.created` in webhooks. Visible to the funder and the broker that it concerns. */
  MESSAGE_CREATED: 'MESSAGE_CREATED',
  /** `offer.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_ACCEPTED: 'OFFER_ACCEPTED',
  /** `offer.created` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_CREATED: 'OFFER_CREATED',
  /** `offer.expired` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_EXPIRED: 'OFFER_EXPIRED',
  /** `offer.extended` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_EXTENDED: 'OFFER_EXTENDED',
  /** `offer.not_selected` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_NOT_SELECTED: 'OFFER_NOT_SELECTED',
  /** `offer.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_REJECTED: 'OFFER_REJECTED',
  /** `offer.rescinded` in webhooks. Visible to the funder and the broker that it concerns. */
  OFFER_RESCINDED: 'OFFER_RESCINDED',
  /** `relationship.created` in webhooks. Visible to the funder only. */
  RELATIONSHIP_CREATED: 'RELATIONSHIP_CREATED',
  /** `relationship.ended` in webhooks. Visible to the funder only. */
  RELATIONSHIP_ENDED: 'RELATIONSHIP_ENDED',
  /** `relationship.paused` in webhooks. Visible to the funder only. */
  RELATIONSHIP_PAUSED: 'RELATIONSHIP_PAUSED',
  /** `relationship.restarted` in webhooks. Visible to the funder only. */
  RELATIONSHIP_RESTARTED: 'RELATIONSHIP_RESTARTED',
  /** `relationship.resumed` in webhooks. Visible to the funder only. */
  RELATIONSHIP_RESUMED: 'RELATIONSHIP_RESUMED',
  /** `relationship.updated` in webhooks. Visible to the funder only. */
  RELATIONSHIP_UPDATED: 'RELATIONSHIP_UPDATED',
  /** `requirement.accepted` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_ACCEPTED: 'REQUIREMENT_ACCEPTED',
  /** `requirement.created` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_CREATED: 'REQUIREMENT_CREATED',
  /** `requirement.overdue` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_OVERDUE: 'REQUIREMENT_OVERDUE',
  /** `requirement.rejected` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_REJECTED: 'REQUIREMENT_REJECTED',
  /** `requirement.responded` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_RESPONDED: 'REQUIREMENT_RESPONDED',
  /** `requirement.waived` in webhooks. Visible to the funder and the broker that it concerns. */
  REQUIREMENT_WAIVED: 'REQUIREMENT_WAIVED',
  /** `sensitive_data.revealed` in webhooks. Visible to the funder only. */
  SENSITIVE_DATA_REVEALED: 'SENSITIVE_DATA_REVEALED',
  /** `submission.approved` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_APPROVED: 'SUBMISSION_APPROVED',
  /** `submission.assigned` in webhooks. Visible to the funder only. */
  SUBMISSION_ASSIGNED: 'SUBMISSION_ASSIGNED',
  /** `submission.created` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_CREATED: 'SUBMISSION_CREATED',
  /** `submission.declined` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_DECLINED: 'SUBMISSION_DECLINED',
  /** `submission.erased` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_ERASED: 'SUBMISSION_ERASED',
  /** `submission.funded` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_FUNDED: 'SUBMISSION_FUNDED',
  /** `submission.funding_corrected` in webhooks. Visible to the funder only. */
  SUBMISSION_FUNDING_CORRECTED: 'SUBMISSION_FUNDING_CORRECTED',
  /** `submission.held` in webhooks. Visible to the funder only. */
  SUBMISSION_HELD: 'SUBMISSION_HELD',
  /** `submission.information_requested` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_INFORMATION_REQUESTED: 'SUBMISSION_INFORMATION_REQUESTED',
  /** `submission.legal_hold_released` in webhooks. Visible to the funder only. */
  SUBMISSION_LEGAL_HOLD_RELEASED: 'SUBMISSION_LEGAL_HOLD_RELEASED',
  /** `submission.legal_hold_set` in webhooks. Visible to the funder only. */
  SUBMISSION_LEGAL_HOLD_SET: 'SUBMISSION_LEGAL_HOLD_SET',
  /** `submission.released` in webhooks. Visible to the funder only. */
  SUBMISSION_RELEASED: 'SUBMISSION_RELEASED',
  /** `submission.reopened` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_REOPENED: 'SUBMISSION_REOPENED',
  /** `submission.review_started` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_REVIEW_STARTED: 'SUBMISSION_REVIEW_STARTED',
  /** `submission.stage_changed` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_STAGE_CHANGED: 'SUBMISSION_STAGE_CHANGED',
  /** `submission.submitted` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_SUBMITTED: 'SUBMISSION_SUBMITTED',
  /** `submission.updated` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_UPDATED: 'SUBMISSION_UPDATED',
  /** `submission.withdrawn` in webhooks. Visible to the funder and the broker that it concerns. */
  SUBMISSION_WITHDRAWN: 'SUBMISSION_WITHDRAWN',
  /** `user.disabled` in webhooks. Visible to the funder only. */
  USER_DISABLED: 'USER_DISABLED',
  /** `user.enabled` in webhooks. Visible to the funder only. */
  USER_ENABLED: 'USER_ENABLED',
  /** `user.invitation_resent` in webhooks. Visible to the funder only. */
  USER_INVITATION_RESENT: 'USER_INVITATION_RESENT',
  /** `user.invitation_revoked` in webhooks. Visible to the funder only. */
  USER_INVITATION_REVOKED: 'USER_INVITATION_REVOKED',
  /** `user.invited` in webhooks. Visible to the funder only. */
  USER_INVITED: 'USER_INVITED',
  /** `user.reset_link_sent` in webhooks. Visible to the funder only. */
  USER_RESET_LINK_SENT: 'USER_RESET_LINK_SENT',
  /** `user.role_changed` in webhooks. Visible to the funder only. */
  USER_ROLE_CHANGED: 'USER_ROLE_CHANGED',
});
/** Type of an event. New types may be added. */
export type EventType = Types.EventType;

/** Purpose of the funding. */
export const FundingPurpose = /* @__PURE__ */ enumOf({
  /** Replacement of other debt. */
  DEBT_REFINANCE: 'DEBT_REFINANCE',
  /** Machines, vehicles, tools. */
  EQUIPMENT: 'EQUIPMENT',
  /** A new location, market or line of business. */
  EXPANSION: 'EXPANSION',
  /** Goods to sell. */
  INVENTORY: 'INVENTORY',
  /** Advertising and sales. */
  MARKETING: 'MARKETING',
  /** None of these. */
  OTHER: 'OTHER',
  /** Wages. */
  PAYROLL: 'PAYROLL',
  /** Land or buildings. */
  REAL_ESTATE: 'REAL_ESTATE',
  /** Taxes due. */
  TAXES: 'TAXES',
  /** Operating costs. */
  WORKING_CAPITAL: 'WORKING_CAPITAL',
});
/** Purpose of the funding. */
export type FundingPurpose = Types.FundingPurpose;

/** Kind of funding. */
export const OfferProduct = /* @__PURE__ */ enumOf({
  /** A credit line to draw from. */
  LINE_OF_CREDIT: 'LINE_OF_CREDIT',
  /** Merchant cash advance: a purchase of future revenue. */
  MCA: 'MCA',
  /** A loan with a fixed term. */
  TERM_LOAN: 'TERM_LOAN',
});
/** Kind of funding. */
export type OfferProduct = Types.OfferProduct;

/** Status of an offer. */
export const OfferStatus = /* @__PURE__ */ enumOf({
  /** The broker accepted it. */
  ACCEPTED: 'ACCEPTED',
  /** It expired before the broker accepted it. */
  EXPIRED: 'EXPIRED',
  /** The broker accepted another offer. */
  NOT_SELECTED: 'NOT_SELECTED',
  /** Open: the broker can accept or reject it until it expires. */
  OFFERED: 'OFFERED',
  /** The broker rejected it, or withdrew the submission. */
  REJECTED: 'REJECTED',
  /** The funder took it back. */
  RESCINDED: 'RESCINDED',
});
/** Status of an offer. */
export type OfferStatus = Types.OfferStatus;

/** How often the company pays. */
export const PaymentFrequency = /* @__PURE__ */ enumOf({
  /** Every two weeks. */
  BIWEEKLY: 'BIWEEKLY',
  /** Each business day. */
  DAILY: 'DAILY',
  /** Each month. */
  MONTHLY: 'MONTHLY',
  /** Each week. */
  WEEKLY: 'WEEKLY',
});
/** How often the company pays. */
export type PaymentFrequency = Types.PaymentFrequency;

/** Values of `extensions.code` in errors. New values may be added. `extensions` also contains `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of each invalid value) and `docUrl`. */
export const ProblemCode = /* @__PURE__ */ enumOf({
  /** 401: The API key is not accepted: it is unknown, inactive, deleted or expired, its user is disabled, or PRODUCTION is not open for the funder. Get a valid key from an administrator of the funder. */
  API_KEY_INVALID: 'API_KEY_INVALID',
  /** 401: The value is not in the format of an API key. Copy the whole key. */
  API_KEY_INVALID_FORMAT: 'API_KEY_INVALID_FORMAT',
  /** 404: The API key does not exist or is deleted. Use the query `apiKeys` to find the id. */
  API_KEY_NOT_FOUND: 'API_KEY_NOT_FOUND',
  /** 400: The request or its GraphQL document is malformed or not allowed. Correct it as the message says. `issues` lists the values that do not match their types. */
  BAD_REQUEST: 'BAD_REQUEST',
  /** 409: The broker already has a key for this relationship. To get another secret, rotate that key. */
  BROKER_KEY_EXISTS: 'BROKER_KEY_EXISTS',
  /** 404: No broker has this email domain. Check the address, or ask the platform operator to add the domain. */
  BROKER_NOT_FOUND: 'BROKER_NOT_FOUND',
  /** 429: Too many requests in one second. Wait one second and try again. */
  BURST_LIMITED: 'BURST_LIMITED',
  /** 404: The document does not exist, or you cannot see it. */
  DOCUMENT_NOT_FOUND: 'DOCUMENT_NOT_FOUND',
  /** 409: The submission already contains a document with the same bytes. `issues` names it. */
  DUPLICATE_FILE: 'DUPLICATE_FILE',
  /** 409: The broker has an open submission for the same company. The message contains its id. */
  DUPLICATE_SUBMISSION: 'DUPLICATE_SUBMISSION',
  /** 422: The file is empty, damaged, encrypted, or of a type that is not accepted. `issues` says which. */
  FILE_REJECTED: 'FILE_REJECTED',
  /** 403: You don't have permission to do this, or the request came from an origin that isn't allowed. Ask an OWNER to change your role, or send the request from an allowed origin. */
  FORBIDDEN: 'FORBIDDEN',
  /** 409: Another request with this idempotency key is in progress. Try again shortly. */
  IDEMPOTENCY_IN_PROGRESS: 'IDEMPOTENCY_IN_PROGRESS',
  /** 422: A different request already used this idempotency key. Use a new one for each mutation. */
  IDEMPOTENCY_MISMATCH: 'IDEMPOTENCY_MISMATCH',
  /** 409: The submission does not allow this step in its current status. */
  ILLEGAL_TRANSITION: 'ILLEGAL_TRANSITION',
  /** 422: The submission lacks required data. `issues` lists everything that is missing. */
  INCOMPLETE: 'INCOMPLETE',
  /** 403: The credential does not have the required scope, which the message names. Use a credential that has it. */
  INSUFFICIENT_SCOPE: 'INSUFFICIENT_SCOPE',
  /** 500: An internal error occurred. Report it with its `requestId`. */
  INTERNAL: 'INTERNAL',
  /** 403: The key's allow-list does not contain the address of this request. Send it from an address in the list, or add the address. */
  IP_NOT_ALLOWED: 'IP_NOT_ALLOWED',
  /** 409: The key is inactive or expired. Reactivate it, or set a later expiry. */
  KEY_NOT_ACTIVE: 'KEY_NOT_ACTIVE',
  /** 409: A funder must keep at least one active OWNER, and this is the last one. Make another user OWNER first. */
  LAST_OWNER: 'LAST_OWNER',
  /** 409: The object already has the maximum number of these parts, which the message names. */
  LIMIT_REACHED: 'LIMIT_REACHED',
  /** 401: The user name or password is incorrect. Check both, or request a reset link. */
  LOGIN_FAILED: 'LOGIN_FAILED',
  /** 405: The URL does not support this HTTP method. Use a method that the Allow header lists; send mutations by POST. */
  METHOD_NOT_ALLOWED: 'METHOD_NOT_ALLOWED',
  /** 406: The Accept header names no media type that the server can send. Accept application/json. */
  NOT_ACCEPTABLE: 'NOT_ACCEPTABLE',
  /** 404: The object or the URL does not exist, or you cannot see it. Check the id and the environment, or the URL. */
  NOT_FOUND: 'NOT_FOUND',
  /** 409: The offer is closed or expired. */
  OFFER_NOT_OPEN: 'OFFER_NOT_OPEN',
  /** 422: The password does not meet the password rules. Choose another one; `issues` lists the reasons. */
  PASSWORD_TOO_WEAK: 'PASSWORD_TOO_WEAK',
  /** 413: The request body exceeds the size limit, which the message names. Send a smaller body. */
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  /** 400: The document exceeds the limit that the message names. Request smaller pages or fewer fields. */
  QUERY_TOO_COMPLEX: 'QUERY_TOO_COMPLEX',
  /** 429: The 15-minute rate limit is used up, or there were too many attempts. `retryAfterSeconds` and the Retry-After header say when to try again. */
  RATE_LIMITED: 'RATE_LIMITED',
  /** 409: Another submission of this relationship has the same `externalReference`. Use another value, or update that submission. */
  REFERENCE_EXISTS: 'REFERENCE_EXISTS',
  /** 409: The relationship with this broker is paused or has ended. Resume it, or restart it with createBrokerKey. */
  RELATIONSHIP_NOT_ACTIVE: 'RELATIONSHIP_NOT_ACTIVE',
  /** 403: The funder has paused the relationship that this key belongs to. Ask the funder to resume it. */
  RELATIONSHIP_PAUSED: 'RELATIONSHIP_PAUSED',
  /** 409: A rotation of this key is in progress. Finish or cancel it first. */
  ROTATION_PENDING: 'ROTATION_PENDING',
  /** 409: The secret that the original request created cannot be shown again: it was already used, or it was created more than 10 minutes ago. Rotate the key. */
  SECRET_ALREADY_USED: 'SECRET_ALREADY_USED',
  /** 409: The submission or its documents cannot be changed in this status. Edit a submission while it is DRAFT or INFO_REQUESTED, and its documents until it is FUNDED, DECLINED or WITHDRAWN. */
  SUBMISSION_LOCKED: 'SUBMISSION_LOCKED',
  /** 404: The submission does not exist, or you cannot see it. Use the query `submissions` to find the id. */
  SUBMISSION_NOT_FOUND: 'SUBMISSION_NOT_FOUND',
  /** 403: A key of this kind cannot have this tier. Use a tier that the message names. */
  TIER_NOT_ALLOWED: 'TIER_NOT_ALLOWED',
  /** 401: The session, bearer token or one-time token is not accepted: it is unknown, used, ended or expired. Sign in again, or request a new link. */
  TOKEN_INVALID: 'TOKEN_INVALID',
  /** 401: The request has no credential. Send an API key in the `x-api-key` header, or sign in. */
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  /** 503: The service is temporarily unavailable. Try again shortly. */
  UNAVAILABLE: 'UNAVAILABLE',
  /** 415: The request body is not JSON in UTF-8, or it is compressed. Send plain JSON with content-type: application/json. */
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  /** 422: The uploaded bytes are missing, or differ from the announced size or hash. */
  UPLOAD_MISMATCH: 'UPLOAD_MISMATCH',
  /** 409: The user name is already taken. Choose another one. */
  USER_EXISTS: 'USER_EXISTS',
  /** 422: The input is invalid, and nothing was written. Correct every value that `issues` lists. */
  VALIDATION_FAILED: 'VALIDATION_FAILED',
  /** 409: The submission changed after the expected version. Read it again and repeat your change. */
  VERSION_CONFLICT: 'VERSION_CONFLICT',
  /** 403: This operation is not available for this kind of credential. Use one that the message names. */
  WRONG_KEY_KIND: 'WRONG_KEY_KIND',
});
/** Values of `extensions.code` in errors. New values may be added. `extensions` also contains `status`, `requestId`, `issues` (for VALIDATION_FAILED: path, code and message of each invalid value) and `docUrl`. */
export type ProblemCode = Types.ProblemCode;

/** Status of a relationship. */
export const RelationshipStatus = /* @__PURE__ */ enumOf({
  /** The broker can use its key. */
  ACTIVE: 'ACTIVE',
  /** The relationship has ended and its key is deleted. A new key restarts it. */
  ENDED: 'ENDED',
  /** Requests with the broker's key fail with RELATIONSHIP_PAUSED until the relationship is resumed. */
  PAUSED: 'PAUSED',
});
/** Status of a relationship. */
export type RelationshipStatus = Types.RelationshipStatus;

/** What a requirement asks for. */
export const RequirementKind = /* @__PURE__ */ enumOf({
  /** A document of a class. */
  DOCUMENT: 'DOCUMENT',
  /** An answer to a question. */
  QUESTION: 'QUESTION',
});
/** What a requirement asks for. */
export type RequirementKind = Types.RequirementKind;

/** When a requirement must be met. */
export const RequirementStage = /* @__PURE__ */ enumOf({
  /** Before the funder decides. */
  PRE_DECISION: 'PRE_DECISION',
  /** Before the funder pays out. */
  PRE_FUNDING: 'PRE_FUNDING',
});
/** When a requirement must be met. */
export type RequirementStage = Types.RequirementStage;

/** Status of a requirement. */
export const RequirementStatus = /* @__PURE__ */ enumOf({
  /** The funder accepted the response. */
  ACCEPTED: 'ACCEPTED',
  /** The broker must respond. */
  OPEN: 'OPEN',
  /** The funder rejected the response; the broker must respond again. */
  REJECTED: 'REJECTED',
  /** The broker responded; the funder must check it. */
  RESPONDED: 'RESPONDED',
  /** The funder no longer requires it. */
  WAIVED: 'WAIVED',
});
/** Status of a requirement. */
export type RequirementStatus = Types.RequirementStatus;

/** Determines the scopes of a user. */
export const Role = /* @__PURE__ */ enumOf({
  /** admin, submissions, documents, webhooks, embed. */
  ADMIN: 'ADMIN',
  /** submissions:read, documents:read, webhooks, embed; can create TIERED keys. */
  DEVELOPER: 'DEVELOPER',
  /** All scopes, and user management. */
  OWNER: 'OWNER',
  /** submissions, documents. */
  UNDERWRITER: 'UNDERWRITER',
  /** submissions:read, documents:read. */
  VIEWER: 'VIEWER',
});
/** Determines the scopes of a user. */
export type Role = Types.Role;

/** A permission of a credential. Each scope implies its :read form. */
export const Scope = /* @__PURE__ */ enumOf({
  /** `admin`: manage API keys and relationships. */
  ADMIN: 'ADMIN',
  /** `admin:read`: implied by `admin`. No effect yet. */
  ADMIN_READ: 'ADMIN_READ',
  /** `documents`: upload and remove documents. */
  DOCUMENTS: 'DOCUMENTS',
  /** `documents:read`: see and download documents. */
  DOCUMENTS_READ: 'DOCUMENTS_READ',
  /** `embed`: embed forms. No effect yet. */
  EMBED: 'EMBED',
  /** `embed:read`: see embedded forms. No effect yet. */
  EMBED_READ: 'EMBED_READ',
  /** `submissions`: create and edit submissions. */
  SUBMISSIONS: 'SUBMISSIONS',
  /** `submissions:read`: see submissions and relationships. */
  SUBMISSIONS_READ: 'SUBMISSIONS_READ',
  /** `webhooks`: manage webhooks. No effect yet. */
  WEBHOOKS: 'WEBHOOKS',
  /** `webhooks:read`: see webhooks. No effect yet. */
  WEBHOOKS_READ: 'WEBHOOKS_READ',
});
/** A permission of a credential. Each scope implies its :read form. */
export type Scope = Types.Scope;

/** State of a secret. Outside a rotation, a key has one accepted secret. */
export const SecretState = /* @__PURE__ */ enumOf({
  /** The secret to use. */
  CURRENT: 'CURRENT',
  /** Not accepted. A DEAD secret never becomes valid again. */
  DEAD: 'DEAD',
  /** The new secret of a rotation, accepted but not used yet. Its first use makes it CURRENT. */
  PENDING: 'PENDING',
  /** The old secret of a rotation, accepted until `retiresAt`. */
  RETIRING: 'RETIRING',
});
/** State of a secret. Outside a rotation, a key has one accepted secret. */
export type SecretState = Types.SecretState;

/** A field that is stored encrypted and shown as its last four digits. */
export const SensitiveField = /* @__PURE__ */ enumOf({
  /** SSN or ITIN of an owner. */
  OWNER_SSN: 'OWNER_SSN',
  /** Tax id of the company. */
  TAX_ID: 'TAX_ID',
});
/** A field that is stored encrypted and shown as its last four digits. */
export type SensitiveField = Types.SensitiveField;

/** One of the two parties of a submission. */
export const Side = /* @__PURE__ */ enumOf({
  /** The broker. */
  BROKER: 'BROKER',
  /** The funder. */
  FUNDER: 'FUNDER',
});
/** One of the two parties of a submission. */
export type Side = Types.Side;

/** How a submission was created. */
export const SubmissionSource = /* @__PURE__ */ enumOf({
  /** With an API key. */
  API: 'API',
  /** In the embedded application form. */
  EMBED: 'EMBED',
  /** By a user of the funder, in a session. */
  MANUAL: 'MANUAL',
});
/** How a submission was created. */
export type SubmissionSource = Types.SubmissionSource;

/** Status of a submission. */
export const SubmissionStatus = /* @__PURE__ */ enumOf({
  /** The funder approved it. */
  APPROVED: 'APPROVED',
  /** The funder declined it. */
  DECLINED: 'DECLINED',
  /** The broker is still editing it. */
  DRAFT: 'DRAFT',
  /** The funder paid out the money. */
  FUNDED: 'FUNDED',
  /** The funder must check it before the review. */
  HELD: 'HELD',
  /** The funder requested more information. */
  INFO_REQUESTED: 'INFO_REQUESTED',
  /** The funder is reviewing it. */
  IN_REVIEW: 'IN_REVIEW',
  /** Submitted and waiting for review. */
  SUBMITTED: 'SUBMITTED',
  /** The broker withdrew it. */
  WITHDRAWN: 'WITHDRAWN',
});
/** Status of a submission. */
export type SubmissionStatus = Types.SubmissionStatus;

/** Kind of a US tax id. */
export const TaxIdKind = /* @__PURE__ */ enumOf({
  /** Employer identification number of a company. */
  EIN: 'EIN',
  /** Individual taxpayer identification number, for persons without an SSN. */
  ITIN: 'ITIN',
  /** Social security number of a person, for sole proprietors. */
  SSN: 'SSN',
});
/** Kind of a US tax id. */
export type TaxIdKind = Types.TaxIdKind;

/** Determines the allowed scopes and the rate limits of a key. */
export const Tier = /* @__PURE__ */ enumOf({
  /** Also admin. 10000 root fields per 15 minutes, 100 requests per second. */
  INTERNAL: 'INTERNAL',
  /** Also documents, webhooks, embed. 1000 root fields per 15 minutes, 20 requests per second. */
  PARTNER: 'PARTNER',
  /** submissions, documents:read. 100 root fields per 15 minutes, 5 requests per second. */
  PUBLIC: 'PUBLIC',
});
/** Determines the allowed scopes and the rate limits of a key. */
export type Tier = Types.Tier;

/** Length of a period. */
export const UsagePeriod = /* @__PURE__ */ enumOf({
  /** One day, in UTC. */
  DAY: 'DAY',
  /** One hour, in UTC. */
  HOUR: 'HOUR',
});
/** Length of a period. */
export type UsagePeriod = Types.UsagePeriod;

/** Whether a user can sign in. */
export const UserStatus = /* @__PURE__ */ enumOf({
  /** Can sign in. */
  ACTIVE: 'ACTIVE',
  /** Cannot sign in. No session and no USER key of the user is accepted. */
  DISABLED: 'DISABLED',
  /** Has no password yet and cannot sign in. Becomes ACTIVE when the first password is set. */
  INVITED: 'INVITED',
});
/** Whether a user can sign in. */
export type UserStatus = Types.UserStatus;

/** Why a submission was withdrawn. */
export const WithdrawReason = /* @__PURE__ */ enumOf({
  /** The submission was sent more than once. */
  DUPLICATE: 'DUPLICATE',
  /** The company got funding from another funder. */
  FUNDED_ELSEWHERE: 'FUNDED_ELSEWHERE',
  /** The company no longer wants funding. */
  MERCHANT_CHANGED_MIND: 'MERCHANT_CHANGED_MIND',
  /** None of these. */
  OTHER: 'OTHER',
  /** The submission contains wrong data. */
  WRONG_DATA: 'WRONG_DATA',
});
/** Why a submission was withdrawn. */
export type WithdrawReason = Types.WithdrawReason;
