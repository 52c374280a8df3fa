// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import type { Offers } from '../../core/plan/offers/offer.ts';
import { call } from './call.ts';

const PAUSE_MS = 200;

/**
 * What can be done with the disk of a request; null until it is known. The request without its layout decides: while
 * another layout is looked at, the offers stay as they are.
 */
export function useOffers(request: string | null): Offers | null {
  const [offers, setOffers] = useState<Offers | null>(null);
  const asked = request === null ? null : withoutLayout(request);
  useEffect(() => {
    if (asked === null) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      // Without an answer the old ones stay; the plan says what is wrong.
      call('offers', { request: asked }, controller.signal).then(setOffers, () => null);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);
  return offers;
}

function withoutLayout(request: string): string {
  const { layout: _layout, ...rest } = JSON.parse(request) as Record<string, unknown>;
  return JSON.stringify(rest);
}
