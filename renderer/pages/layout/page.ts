// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { LayoutPage } from './LayoutPage.tsx';
import { layoutRequest } from './to-request.ts';

/** Erasing the whole disk is the one layout that the engine has; free room and manual ones come with the engine's. */
export const layoutPage = describePage({
  id: 'layout',
  titleKey: 'layout.title',
  Component: LayoutPage,
  toRequest: layoutRequest,
});
