// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import type { Offers } from '../../core/plan/offers/offer.ts';
import type { LayoutRequest } from '../../core/request/layout-request.ts';
import { call } from './call.ts';

const PAUSE_MS = 200;

/**
 * What can be done with the disk of a request; null until it is known. The request without its layout decides: while
 * another layout is looked at, the offers stay as they are. opened: an encrypted system that is looked into; turn: of the
 * tries to open it.
 */
export function useOffers(request: string | null, opened: LayoutRequest | null, turn: number): Offers | null {
  const [offers, setOffers] = useState<Offers | null>(null);
  const asked = request === null ? null : withLayout(request, opened);
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
  }, [asked, turn]);
  return offers;
}

function withLayout(request: string, layout: LayoutRequest | null): string {
  const { layout: _layout, ...rest } = JSON.parse(request) as Record<string, unknown>;
  return JSON.stringify(layout === null ? rest : { ...rest, layout });
}
