// SPDX-License-Identifier: Apache-2.0
import type { Issue, IssueCode } from '../../../core/issues/issue.ts';
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

/** Said of swap or encryption, and yet true of this layout alone. */
const ofLayout: ReadonlySet<IssueCode> = new Set(['layout-engine', 'encryption-layout', 'encryption-kept']);

/** Why it cannot be chosen, as far as that lies in the layout: what else is wrong is wrong with every one. */
export function blocks({ kind, issues }: Offer): readonly Issue[] {
  const places = kind === 'manual' ? ['disk'] : ['layout', 'disk'];
  return issues.filter(
    ({ path: [place], code }) => places.includes(String(place)) || (kind !== 'manual' && ofLayout.has(code)),
  );
}

export function offerTitle(offer: Offer, { t }: Translator): string {
  const name = offer.system?.name ?? offer.partition ?? '';
  return t(`layout.offer.${offer.kind}`, { name });
}

export function offerText(offer: Offer, { t }: Translator): string {
  const name = offer.system?.name ?? offer.partition ?? '';
  return t(`layout.offer.${offer.kind}.text`, { name });
}
