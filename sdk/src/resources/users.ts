// Exports `Users`, the resource behind `latchkey.users`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import type { LatchkeyPromise } from '../core/response/latchkey-promise.ts'
import { plainObject } from '../core/sendable.ts'
import type { Transport } from '../core/transport.ts'
import {
  changeRoleDocument,
  disableUserDocument,
  enableUserDocument,
  inviteUserDocument,
  resendInvitationDocument,
  revokeInvitationDocument,
  userDocument,
  usersDocument,
} from '../generated/documents.ts'
import type { InviteUserInput, ResendInvitationInput, Role, User, UserFilter } from '../generated/types.ts'

/** Users of the funder: `latchkey.users`. Requires a user session; the server accepts no API key here. */
export class Users {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * Returns one user by its id (`usr_…`).
   *
   * Requires a session. Error: NOT_FOUND.
   */
  get(id: string, options?: CallOptions): LatchkeyPromise<User> {
    return this.#transport.value(userDocument, 'user', { id }, options)
  }

  /**
   * Lists the users, newest first. Both environments have the same users.
   *
   * Requires a session.
   */
  list(which: ListOptions<UserFilter> = {}, options?: CallOptions): List<User> {
    const { filter } = plainObject('options', which)
    return new List(which, (range) =>
      this.#transport.value(usersDocument, 'users', { filter, ...range }, options),
    )
  }

  /**
   * Creates a user and mails an invitation link to choose a password. The link works once, within 7 days. The
   * user is INVITED until then.
   *
   * Requires a session of an OWNER. Errors: VALIDATION_FAILED, USER_EXISTS.
   */
  invite(input: InviteUserInput, options?: ChangeOptions): LatchkeyPromise<User> {
    return this.#transport.value(inviteUserDocument, 'inviteUser', { input }, options)
  }

  /**
   * Mails an INVITED user a new link; the earlier one stops working. `email` corrects the user's address.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, VALIDATION_FAILED.
   */
  resendInvitation(
    id: string,
    change: Omit<ResendInvitationInput, 'id'> = {},
    options?: ChangeOptions,
  ): LatchkeyPromise<User> {
    return this.#transport.change(resendInvitationDocument, 'resendInvitation', id, change, options)
  }

  /**
   * Invalidates the invitation link and sets the user to DISABLED.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, VALIDATION_FAILED.
   */
  revokeInvitation(id: string, options?: ChangeOptions): LatchkeyPromise<User> {
    return this.#transport.change(revokeInvitationDocument, 'revokeInvitation', id, {}, options)
  }

  /**
   * Changes the role of a user. Once this resolves, the server rejects requests that only the old role
   * allowed, in all sessions and for all USER keys of the user.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, LAST_OWNER.
   */
  changeRole(id: string, role: Role, options?: ChangeOptions): LatchkeyPromise<User> {
    return this.#transport.value(changeRoleDocument, 'changeRole', { input: { id, role } }, options)
  }

  /**
   * Disables a user. Once this resolves, the server accepts no session and no USER key of the user. TIERED
   * and BROKER keys that the user created keep working.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, LAST_OWNER.
   */
  disable(id: string, options?: ChangeOptions): LatchkeyPromise<User> {
    return this.#transport.change(disableUserDocument, 'disableUser', id, {}, options)
  }

  /**
   * Enables a disabled user, with the same password and USER keys as before. A user who never chose a
   * password becomes INVITED.
   *
   * Requires a session of an OWNER. Error: NOT_FOUND.
   */
  enable(id: string, options?: ChangeOptions): LatchkeyPromise<User> {
    return this.#transport.change(enableUserDocument, 'enableUser', id, {}, options)
  }
}
