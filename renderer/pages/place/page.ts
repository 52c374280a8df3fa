// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { PlacePage } from './PlacePage.tsx';
import { placeRequest } from './to-request.ts';
import { validatePlace } from './validate.ts';

export const placePage = describePage({
  id: 'place',
  titleKey: 'place.title',
  Component: PlacePage,
  validate: validatePlace,
  toRequest: placeRequest,
});
