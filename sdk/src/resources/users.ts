// Exports `Users`, the resource behind `latchkey.users`.

import type { CallOptions, ChangeOptions } from '../core/options.ts'
import { List, type ListOptions } from '../core/pagination.ts'
import { plainObject, withId } from '../core/sendable.ts'
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
  async get(id: string, options?: CallOptions): Promise<User> {
    const { user } = await this.#transport.send(userDocument, { id }, options)
    return user
  }

  /**
   * Lists the users, newest first. Both environments have the same users.
   *
   * Requires a session.
   */
  list(which: ListOptions<UserFilter> = {}, options?: CallOptions): List<User> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { users } = await this.#transport.send(usersDocument, { filter, ...range }, options)
      return users
    })
  }

  /**
   * Creates a user and mails an invitation link to choose a password. The link works once, within 7 days. The
   * user is INVITED until then.
   *
   * Requires a session of an OWNER. Errors: VALIDATION_FAILED, USER_EXISTS.
   */
  async invite(input: InviteUserInput, options?: ChangeOptions): Promise<User> {
    const { inviteUser } = await this.#transport.send(inviteUserDocument, { input }, options)
    return inviteUser
  }

  /**
   * Mails an INVITED user a new link; the earlier one stops working. `email` corrects the user's address.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, VALIDATION_FAILED.
   */
  async resendInvitation(
    id: string,
    change: Omit<ResendInvitationInput, 'id'> = {},
    options?: ChangeOptions,
  ): Promise<User> {
    const input = withId(id, 'change', change)
    const { resendInvitation } = await this.#transport.send(resendInvitationDocument, { input }, options)
    return resendInvitation
  }

  /**
   * Invalidates the invitation link and sets the user to DISABLED.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, VALIDATION_FAILED.
   */
  async revokeInvitation(id: string, options?: ChangeOptions): Promise<User> {
    const { revokeInvitation } = await this.#transport.send(
      revokeInvitationDocument,
      { input: { id } },
      options,
    )
    return revokeInvitation
  }

  /**
   * Changes the role of a user. Once this resolves, the server rejects requests that only the old role
   * allowed, in all sessions and for all USER keys of the user.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, LAST_OWNER.
   */
  async changeRole(id: string, role: Role, options?: ChangeOptions): Promise<User> {
    const { changeRole } = await this.#transport.send(changeRoleDocument, { input: { id, role } }, options)
    return changeRole
  }

  /**
   * Disables a user. Once this resolves, the server accepts no session and no USER key of the user. TIERED
   * and BROKER keys that the user created keep working.
   *
   * Requires a session of an OWNER. Errors: NOT_FOUND, LAST_OWNER.
   */
  async disable(id: string, options?: ChangeOptions): Promise<User> {
    const { disableUser } = await this.#transport.send(disableUserDocument, { input: { id } }, options)
    return disableUser
  }

  /**
   * Enables a disabled user, with the same password and USER keys as before. A user who never chose a
   * password becomes INVITED.
   *
   * Requires a session of an OWNER. Error: NOT_FOUND.
   */
  async enable(id: string, options?: ChangeOptions): Promise<User> {
    const { enableUser } = await this.#transport.send(enableUserDocument, { input: { id } }, options)
    return enableUser
  }
}
