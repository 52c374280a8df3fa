// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { DiskPage } from './DiskPage.tsx';
import { diskRequest } from './to-request.ts';
import { validateDisk } from './validate.ts';

export const diskPage = describePage({
  id: 'disk',
  titleKey: 'disk.title',
  Component: DiskPage,
  validate: validateDisk,
  toRequest: diskRequest,
});
