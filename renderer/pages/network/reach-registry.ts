// SPDX-License-Identifier: Apache-2.0
import type { Output } from '../../../core/contract/contract.ts';
import type { ImageReference } from '../../../core/request/image-reference.ts';
import { call } from '../../api/call.ts';
import { isProxy } from './validate.ts';

/** Whether an image's registry answers, through the proxy as it is typed so far where that is one. */
export function reachRegistry(reference: ImageReference, proxy: string): Promise<Output<'reach'>> {
  return call('reach', { reference, ...(isProxy(proxy) ? { proxy } : {}) });
}
