// The people of a funder: seeing them, inviting them, what they may do.

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

/** The users of the funder, for those who have logged in: `latchkey.users`. No API key is accepted here. */
export class Users {
  readonly #transport: Transport

  /** @internal */
  constructor(transport: Transport) {
    this.#transport = transport
  }

  /**
   * One user by its id (`usr_…`).
   *
   * Needs a session. Problem of its own: NOT_FOUND.
   */
  async get(id: string, options?: CallOptions): Promise<User> {
    const { user } = await this.#transport.send(userDocument, { id }, options)
    return user
  }

  /**
   * The users, newest first; the same in both environments.
   *
   * Needs a session.
   */
  list(which: ListOptions<UserFilter> = {}, options?: CallOptions): List<User> {
    const { filter } = plainObject('options', which)
    return new List(which, async (range) => {
      const { users } = await this.#transport.send(usersDocument, { filter, ...range }, options)
      return users
    })
  }

  /**
   * Adds a person, and mails a link to choose a password, which works once within 7 days. Until then the user is INVITED.
   *
   * Needs a session of an OWNER. Problems of its own: VALIDATION_FAILED, USER_EXISTS.
   */
  async invite(input: InviteUserInput, options?: ChangeOptions): Promise<User> {
    const { inviteUser } = await this.#transport.send(inviteUserDocument, { input }, options)
    return inviteUser
  }

  /**
   * Mails an INVITED user another link; the earlier one stops working. `email` corrects the user's address.
   *
   * Needs a session of an OWNER. Problems of its own: NOT_FOUND, VALIDATION_FAILED.
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
   * Makes the link of an invitation useless and the user DISABLED.
   *
   * Needs a session of an OWNER. Problems of its own: NOT_FOUND, VALIDATION_FAILED.
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
   * Gives a user another role. Once this has resolved, what only the old role allowed is refused to all sessions and
   * USER keys of the user.
   *
   * Needs a session of an OWNER. Problems of its own: NOT_FOUND, LAST_OWNER.
   */
  async changeRole(id: string, role: Role, options?: ChangeOptions): Promise<User> {
    const { changeRole } = await this.#transport.send(changeRoleDocument, { input: { id, role } }, options)
    return changeRole
  }

  /**
   * Lets a user in no more: once this has resolved, no session and no USER key of the user is accepted. TIERED and
   * BROKER keys that the user made go on.
   *
   * Needs a session of an OWNER. Problems of its own: NOT_FOUND, LAST_OWNER.
   */
  async disable(id: string, options?: ChangeOptions): Promise<User> {
    const { disableUser } = await this.#transport.send(disableUserDocument, { input: { id } }, options)
    return disableUser
  }

  /**
   * Lets a disabled user in again, with the password and the USER keys of before. A user who never chose a password
   * becomes INVITED.
   *
   * Needs a session of an OWNER. Problem of its own: NOT_FOUND.
   */
  async enable(id: string, options?: ChangeOptions): Promise<User> {
    const { enableUser } = await this.#transport.send(enableUserDocument, { input: { id } }, options)
    return enableUser
  }
}
