// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { LayoutPage } from './LayoutPage.tsx';
import { layoutRequestOf } from './to-request.ts';
import { validateLayout } from './validate.ts';

export const layoutPage = describePage({
  id: 'layout',
  titleKey: 'layout.title',
  Component: LayoutPage,
  validate: validateLayout,
  toRequest: layoutRequestOf,
});
