// SPDX-License-Identifier: Apache-2.0
import { makeOffers } from '../../../core/plan/offers/make-offers.ts';
import { noOffers } from '../../../core/plan/offers/offer.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `offers`: the layouts that the disk of a request has room for, with the facts that a plan would be made from. */
export function offersHandler(service: Service): VerbHandlers['offers'] {
  return async ({ request: text }) => {
    const { facts, request } = await service.prepare(text);
    return facts === null || request === null ? noOffers : makeOffers(facts, request);
  };
}
