// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { ReviewPage } from './ReviewPage.tsx';

export const reviewPage = describePage({
  id: 'review',
  titleKey: 'review.title',
  Component: ReviewPage,
  plansAnew: true,
});
