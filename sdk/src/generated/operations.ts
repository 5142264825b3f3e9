// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

import type * as Types from './types.ts';

/** Variables and data of every operation of the SDK. */
export interface Operations {
  readonly apiKey: { readonly variables: Types.apiKeyVariables; readonly data: Types.apiKey };
  readonly apiKeys: { readonly variables: Types.apiKeysVariables; readonly data: Types.apiKeys };
  readonly apiKeyUsage: { readonly variables: Types.apiKeyUsageVariables; readonly data: Types.apiKeyUsage };
  readonly previewAllowList: { readonly variables: Types.previewAllowListVariables; readonly data: Types.previewAllowList };
  readonly createBrokerKey: { readonly variables: Types.createBrokerKeyVariables; readonly data: Types.createBrokerKey };
  readonly createUserKey: { readonly variables: Types.createUserKeyVariables; readonly data: Types.createUserKey };
  readonly createTieredKey: { readonly variables: Types.createTieredKeyVariables; readonly data: Types.createTieredKey };
  readonly updateApiKey: { readonly variables: Types.updateApiKeyVariables; readonly data: Types.updateApiKey };
  readonly rotateApiKey: { readonly variables: Types.rotateApiKeyVariables; readonly data: Types.rotateApiKey };
  readonly finishRotation: { readonly variables: Types.finishRotationVariables; readonly data: Types.finishRotation };
  readonly cancelRotation: { readonly variables: Types.cancelRotationVariables; readonly data: Types.cancelRotation };
  readonly deactivateApiKey: { readonly variables: Types.deactivateApiKeyVariables; readonly data: Types.deactivateApiKey };
  readonly reactivateApiKey: { readonly variables: Types.reactivateApiKeyVariables; readonly data: Types.reactivateApiKey };
  readonly deleteApiKey: { readonly variables: Types.deleteApiKeyVariables; readonly data: Types.deleteApiKey };
  readonly submissionDocuments: { readonly variables: Types.submissionDocumentsVariables; readonly data: Types.submissionDocuments };
  readonly document: { readonly variables: Types.documentVariables; readonly data: Types.document };
  readonly documentDownload: { readonly variables: Types.documentDownloadVariables; readonly data: Types.documentDownload };
  readonly documentsArchive: { readonly variables: Types.documentsArchiveVariables; readonly data: Types.documentsArchive };
  readonly requestDocumentUpload: { readonly variables: Types.requestDocumentUploadVariables; readonly data: Types.requestDocumentUpload };
  readonly completeDocumentUpload: { readonly variables: Types.completeDocumentUploadVariables; readonly data: Types.completeDocumentUpload };
  readonly setDocumentClass: { readonly variables: Types.setDocumentClassVariables; readonly data: Types.setDocumentClass };
  readonly removeDocument: { readonly variables: Types.removeDocumentVariables; readonly data: Types.removeDocument };
  readonly rejectDocument: { readonly variables: Types.rejectDocumentVariables; readonly data: Types.rejectDocument };
  readonly events: { readonly variables: Types.eventsVariables; readonly data: Types.events };
  readonly submissionTimeline: { readonly variables: Types.submissionTimelineVariables; readonly data: Types.submissionTimeline };
  readonly submissionMessages: { readonly variables: Types.submissionMessagesVariables; readonly data: Types.submissionMessages };
  readonly submissionNotes: { readonly variables: Types.submissionNotesVariables; readonly data: Types.submissionNotes };
  readonly relationship: { readonly variables: Types.relationshipVariables; readonly data: Types.relationship };
  readonly relationships: { readonly variables: Types.relationshipsVariables; readonly data: Types.relationships };
  readonly pauseRelationship: { readonly variables: Types.pauseRelationshipVariables; readonly data: Types.pauseRelationship };
  readonly resumeRelationship: { readonly variables: Types.resumeRelationshipVariables; readonly data: Types.resumeRelationship };
  readonly updateRelationship: { readonly variables: Types.updateRelationshipVariables; readonly data: Types.updateRelationship };
  readonly endRelationship: { readonly variables: Types.endRelationshipVariables; readonly data: Types.endRelationship };
  readonly eraseSubmission: { readonly variables: Types.eraseSubmissionVariables; readonly data: Types.eraseSubmission };
  readonly setLegalHold: { readonly variables: Types.setLegalHoldVariables; readonly data: Types.setLegalHold };
  readonly releaseLegalHold: { readonly variables: Types.releaseLegalHoldVariables; readonly data: Types.releaseLegalHold };
  readonly startReview: { readonly variables: Types.startReviewVariables; readonly data: Types.startReview };
  readonly requestInformation: { readonly variables: Types.requestInformationVariables; readonly data: Types.requestInformation };
  readonly acceptRequirement: { readonly variables: Types.acceptRequirementVariables; readonly data: Types.acceptRequirement };
  readonly rejectRequirement: { readonly variables: Types.rejectRequirementVariables; readonly data: Types.rejectRequirement };
  readonly waiveRequirement: { readonly variables: Types.waiveRequirementVariables; readonly data: Types.waiveRequirement };
  readonly approveSubmission: { readonly variables: Types.approveSubmissionVariables; readonly data: Types.approveSubmission };
  readonly extendOffer: { readonly variables: Types.extendOfferVariables; readonly data: Types.extendOffer };
  readonly rescindOffer: { readonly variables: Types.rescindOfferVariables; readonly data: Types.rescindOffer };
  readonly declineSubmission: { readonly variables: Types.declineSubmissionVariables; readonly data: Types.declineSubmission };
  readonly reopenSubmission: { readonly variables: Types.reopenSubmissionVariables; readonly data: Types.reopenSubmission };
  readonly holdSubmission: { readonly variables: Types.holdSubmissionVariables; readonly data: Types.holdSubmission };
  readonly releaseHold: { readonly variables: Types.releaseHoldVariables; readonly data: Types.releaseHold };
  readonly setClosingStage: { readonly variables: Types.setClosingStageVariables; readonly data: Types.setClosingStage };
  readonly markFunded: { readonly variables: Types.markFundedVariables; readonly data: Types.markFunded };
  readonly correctFunding: { readonly variables: Types.correctFundingVariables; readonly data: Types.correctFunding };
  readonly assignSubmission: { readonly variables: Types.assignSubmissionVariables; readonly data: Types.assignSubmission };
  readonly addNote: { readonly variables: Types.addNoteVariables; readonly data: Types.addNote };
  readonly submissionCounts: { readonly variables: Types.submissionCountsVariables; readonly data: Types.submissionCounts };
  readonly submitSubmission: { readonly variables: Types.submitSubmissionVariables; readonly data: Types.submitSubmission };
  readonly withdrawSubmission: { readonly variables: Types.withdrawSubmissionVariables; readonly data: Types.withdrawSubmission };
  readonly respondToRequirement: { readonly variables: Types.respondToRequirementVariables; readonly data: Types.respondToRequirement };
  readonly acceptOffer: { readonly variables: Types.acceptOfferVariables; readonly data: Types.acceptOffer };
  readonly rejectOffer: { readonly variables: Types.rejectOfferVariables; readonly data: Types.rejectOffer };
  readonly addMessage: { readonly variables: Types.addMessageVariables; readonly data: Types.addMessage };
  readonly submission: { readonly variables: Types.submissionVariables; readonly data: Types.submission };
  readonly submissionByReference: { readonly variables: Types.submissionByReferenceVariables; readonly data: Types.submissionByReference };
  readonly submissions: { readonly variables: Types.submissionsVariables; readonly data: Types.submissions };
  readonly createSubmission: { readonly variables: Types.createSubmissionVariables; readonly data: Types.createSubmission };
  readonly updateSubmission: { readonly variables: Types.updateSubmissionVariables; readonly data: Types.updateSubmission };
  readonly revealSensitiveField: { readonly variables: Types.revealSensitiveFieldVariables; readonly data: Types.revealSensitiveField };
  readonly user: { readonly variables: Types.userVariables; readonly data: Types.user };
  readonly users: { readonly variables: Types.usersVariables; readonly data: Types.users };
  readonly inviteUser: { readonly variables: Types.inviteUserVariables; readonly data: Types.inviteUser };
  readonly resendInvitation: { readonly variables: Types.resendInvitationVariables; readonly data: Types.resendInvitation };
  readonly revokeInvitation: { readonly variables: Types.revokeInvitationVariables; readonly data: Types.revokeInvitation };
  readonly changeRole: { readonly variables: Types.changeRoleVariables; readonly data: Types.changeRole };
  readonly disableUser: { readonly variables: Types.disableUserVariables; readonly data: Types.disableUser };
  readonly enableUser: { readonly variables: Types.enableUserVariables; readonly data: Types.enableUser };
  readonly viewer: { readonly variables: Types.viewerVariables; readonly data: Types.viewer };
}

/** HTTP status and meaning of every problem code. */
export const PROBLEMS: Readonly<Record<Types.ProblemCode, readonly [status: number, message: string]>> = {
  API_KEY_INVALID: [401, "The API key is not accepted: it is unknown, inactive, deleted or expired, its user is disabled, or PRODUCTION is not open for the funder. Get a valid key from an administrator of the funder."],
  API_KEY_INVALID_FORMAT: [401, "The value is not in the format of an API key. Copy the whole key."],
  API_KEY_NOT_FOUND: [404, "The API key does not exist or is deleted. Use the query `apiKeys` to find the id."],
  BAD_REQUEST: [400, "The request or its GraphQL document is malformed or not allowed. Correct it as the message says. `issues` lists the values that do not match their types."],
  BROKER_KEY_EXISTS: [409, "The broker already has a key for this relationship. To get another secret, rotate that key."],
  BROKER_NOT_FOUND: [404, "No broker has this email domain. Check the address, or ask the platform operator to add the domain."],
  BURST_LIMITED: [429, "Too many requests in one second. Wait one second and try again."],
  DOCUMENT_NOT_FOUND: [404, "The document does not exist, or you cannot see it."],
  DUPLICATE_FILE: [409, "The submission already contains a document with the same bytes. `issues` names it."],
  DUPLICATE_SUBMISSION: [409, "The broker has an open submission for the same company. The message contains its id."],
  FILE_REJECTED: [422, "The file is empty, damaged, encrypted, or of a type that is not accepted. `issues` says which."],
  FORBIDDEN: [403, "You don't have permission to do this, or the request came from an origin that isn't allowed. Ask an OWNER to change your role, or send the request from an allowed origin."],
  IDEMPOTENCY_IN_PROGRESS: [409, "Another request with this idempotency key is in progress. Try again shortly."],
  IDEMPOTENCY_MISMATCH: [422, "A different request already used this idempotency key. Use a new one for each mutation."],
  ILLEGAL_TRANSITION: [409, "The submission does not allow this step in its current status."],
  INCOMPLETE: [422, "The submission lacks required data. `issues` lists everything that is missing."],
  INSUFFICIENT_SCOPE: [403, "The credential does not have the required scope, which the message names. Use a credential that has it."],
  INTERNAL: [500, "An internal error occurred. Report it with its `requestId`."],
  IP_NOT_ALLOWED: [403, "The key's allow-list does not contain the address of this request. Send it from an address in the list, or add the address."],
  KEY_NOT_ACTIVE: [409, "The key is inactive or expired. Reactivate it, or set a later expiry."],
  LAST_OWNER: [409, "A funder must keep at least one active OWNER, and this is the last one. Make another user OWNER first."],
  LIMIT_REACHED: [409, "The object already has the maximum number of these parts, which the message names."],
  LOGIN_FAILED: [401, "The user name or password is incorrect. Check both, or request a reset link."],
  METHOD_NOT_ALLOWED: [405, "The URL does not support this HTTP method. Use a method that the Allow header lists; send mutations by POST."],
  NOT_ACCEPTABLE: [406, "The Accept header names no media type that the server can send. Accept application/json."],
  NOT_FOUND: [404, "The object or the URL does not exist, or you cannot see it. Check the id and the environment, or the URL."],
  OFFER_NOT_OPEN: [409, "The offer is closed or expired."],
  PASSWORD_TOO_WEAK: [422, "The password does not meet the password rules. Choose another one; `issues` lists the reasons."],
  PAYLOAD_TOO_LARGE: [413, "The request body exceeds the size limit, which the message names. Send a smaller body."],
  QUERY_TOO_COMPLEX: [400, "The document exceeds the limit that the message names. Request smaller pages or fewer fields."],
  RATE_LIMITED: [429, "The 15-minute rate limit is used up, or there were too many attempts. `retryAfterSeconds` and the Retry-After header say when to try again."],
  REFERENCE_EXISTS: [409, "Another submission of this relationship has the same `externalReference`. Use another value, or update that submission."],
  RELATIONSHIP_NOT_ACTIVE: [409, "The relationship with this broker is paused or has ended. Resume it, or restart it with createBrokerKey."],
  RELATIONSHIP_PAUSED: [403, "The funder has paused the relationship that this key belongs to. Ask the funder to resume it."],
  ROTATION_PENDING: [409, "A rotation of this key is in progress. Finish or cancel it first."],
  SECRET_ALREADY_USED: [409, "The secret that the original request created cannot be shown again: it was already used, or it was created more than 10 minutes ago. Rotate the key."],
  SUBMISSION_LOCKED: [409, "The submission or its documents cannot be changed in this status. Edit a submission while it is DRAFT or INFO_REQUESTED, and its documents until it is FUNDED, DECLINED or WITHDRAWN."],
  SUBMISSION_NOT_FOUND: [404, "The submission does not exist, or you cannot see it. Use the query `submissions` to find the id."],
  TIER_NOT_ALLOWED: [403, "A key of this kind cannot have this tier. Use a tier that the message names."],
  TOKEN_INVALID: [401, "The session, bearer token or one-time token is not accepted: it is unknown, used, ended or expired. Sign in again, or request a new link."],
  UNAUTHENTICATED: [401, "The request has no credential. Send an API key in the `x-api-key` header, or sign in."],
  UNAVAILABLE: [503, "The service is temporarily unavailable. Try again shortly."],
  UNSUPPORTED_MEDIA_TYPE: [415, "The request body is not JSON in UTF-8, or it is compressed. Send plain JSON with content-type: application/json."],
  UPLOAD_MISMATCH: [422, "The uploaded bytes are missing, or differ from the announced size or hash."],
  USER_EXISTS: [409, "The user name is already taken. Choose another one."],
  VALIDATION_FAILED: [422, "The input is invalid, and nothing was written. Correct every value that `issues` lists."],
  VERSION_CONFLICT: [409, "The submission changed after the expected version. Read it again and repeat your change."],
  WRONG_KEY_KIND: [403, "This operation is not available for this kind of credential. Use one that the message names."],
};
