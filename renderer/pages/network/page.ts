// SPDX-License-Identifier: Apache-2.0
import { describePage } from '../../app/page.ts';
import { NetworkPage } from './NetworkPage.tsx';
import { networkRequest } from './to-request.ts';
import { validateNetwork } from './validate.ts';

export const networkPage = describePage({
  id: 'network',
  titleKey: 'network.title',
  Component: NetworkPage,
  validate: validateNetwork,
  toRequest: networkRequest,
});
