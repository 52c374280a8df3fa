// SPDX-License-Identifier: Apache-2.0
import type { Issue } from '../../../core/issues/issue.ts';
import type { Offer } from '../../../core/plan/offers/offer.ts';
import type { LayoutRequest } from '../../../core/request/layout-request.ts';
import type { Translator } from '../../i18n/translate.ts';

/** Names an offer among the others of a disk. */
export function offerKey({ kind, partition }: Offer): string {
  return `${kind} ${partition ?? ''}`.trim();
}

/** The part of a layout that says which offer it was: sizes and the like are a person's to change. */
function essence(layout: LayoutRequest): string {
  if (layout.kind === 'alongside') return `${layout.kind} ${JSON.stringify(layout.shrink)}`;
  if (layout.kind === 'replace' || layout.kind === 'keep-data')
    return `${layout.kind} ${JSON.stringify(layout.system)}`;
  return layout.kind;
}

export function isOffer(layout: LayoutRequest | null, offer: Offer): boolean {
  return layout !== null && essence(layout) === essence(offer.layout);
}

/** Why it cannot be chosen, as far as that lies in the layout: what else is wrong is wrong with every one. */
export function blocks({ kind, issues }: Offer): readonly Issue[] {
  const places = kind === 'manual' ? ['disk'] : ['layout', 'disk', 'swap', 'encryption'];
  // That the machine cannot hibernate is said beside the tick for it.
  return issues.filter(({ path: [place, part] }) => places.includes(String(place)) && part !== 'hibernate');
}

export function offerTitle(offer: Offer, { t }: Translator): string {
  const name = offer.system?.name ?? offer.partition ?? '';
  return t(`layout.offer.${offer.kind}`, { name });
}

export function offerText(offer: Offer, { t }: Translator): string {
  const name = offer.system?.name ?? offer.partition ?? '';
  return t(`layout.offer.${offer.kind}.text`, { name });
}
