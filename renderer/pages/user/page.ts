// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { userRequestOf } from './to-request.ts';
import { UserPage } from './UserPage.tsx';
import { validateUser } from './validate.ts';

export const userPage = describePage({
  id: 'user',
  titleKey: 'user.title',
  Component: UserPage,
  validate: validateUser,
  toRequest: userRequestOf,
});
