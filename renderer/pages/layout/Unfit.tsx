// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Offer } from '../../../core/plan/offers/offer.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Icon } from '../../ui/Icon.tsx';
import { blocks, offerKey, offerTitle } from './offer-words.ts';

/** What cannot be done here, each with its reason and what would help. */
export function Unfit({ offers }: { readonly offers: readonly Offer[] }): ReactNode {
  const words = useWords();
  if (offers.length === 0) return null;
  return (
    <section className="unfit" aria-labelledby="unfit">
      <h2 id="unfit">{words.t('layout.unfit')}</h2>
      <ul>
        {offers.map((offer) => (
          <li key={offerKey(offer)}>
            <Icon name="lock" />
            <span>
              <bdi className="card-title">{offerTitle(offer, words)}</bdi>
              {blocks(offer).map((issue) => {
                const { sentence, advice } = words.issue(issue);
                return (
                  <span key={`${issue.code} ${issue.path.join('.')}`}>
                    <span className="reason">{sentence}</span> {advice}
                  </span>
                );
              })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
