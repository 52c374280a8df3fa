// SPDX-License-Identifier: Apache-2.0
import { diskPage } from '../pages/disk/page.ts';
import { encryptionPage } from '../pages/encryption/page.ts';
import { imagePage } from '../pages/image/page.ts';
import { keyboardPage } from '../pages/keyboard/page.ts';
import { layoutPage } from '../pages/layout/page.ts';
import { networkPage } from '../pages/network/page.ts';
import { placePage } from '../pages/place/page.ts';
import { reviewPage } from '../pages/review/page.ts';
import { userPage } from '../pages/user/page.ts';
import { welcomePage } from '../pages/welcome/page.ts';
import type { Page } from './page.ts';

/** The order of the wizard; the only place that knows it. */
export const allPages: readonly [Page, ...Page[]] = [
  welcomePage,
  keyboardPage,
  networkPage,
  imagePage,
  diskPage,
  layoutPage,
  encryptionPage,
  userPage,
  placePage,
  reviewPage,
];
