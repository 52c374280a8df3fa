// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { WelcomePage } from './WelcomePage.tsx';

export const welcomePage = describePage({
  id: 'welcome',
  titleKey: 'welcome.title',
  Component: WelcomePage,
});
