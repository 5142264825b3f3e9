// Generated from schema/schema.graphql and sdk/operations by `pnpm generate`. Do not edit.

/** Input fields that take a calendar day. */
export const CALENDAR_DAYS: readonly string[] = ['dateOfBirth', 'fundedOn', 'signedOn', 'startDate'];
