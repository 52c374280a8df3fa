// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

export const userFields = z.object({
  fullName: z.string(),
  /** Null: proposed from the full name. */
  name: z.string().nullable(),
  /** The service has it under PASSWORD_SECRET; it is nowhere in a draft. */
  hasPassword: z.boolean(),
  /** As typed, one key a line. */
  sshKeys: z.string(),
  /** Null: proposed from the user name and the machine. */
  hostname: z.string().nullable(),
});
export type UserFields = z.infer<typeof userFields>;
export const noUser: UserFields = {
  fullName: '',
  name: null,
  hasPassword: false,
  sshKeys: '',
  hostname: null,
};

/** Name under which the service keeps the password, and the request refers to it. */
export const PASSWORD_SECRET = 'user-password';
