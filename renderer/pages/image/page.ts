// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { ImagePage } from './ImagePage.tsx';
import { imageRequest } from './to-request.ts';
import { validateImage } from './validate.ts';

export const imagePage = describePage({
  id: 'image',
  titleKey: 'image.title',
  Component: ImagePage,
  validate: validateImage,
  toRequest: imageRequest,
});
