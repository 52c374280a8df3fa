// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { chosenImage, chosenReference, offeredImages } from './chosen-image.ts';

/** Why the chosen image is to be trusted, as core/plan/trust.ts will judge it, with its digest where it is known. */
export function TrustLine(): ReactNode {
  const { t } = useWords();
  const { state } = useWizard();
  const choice = chosenImage(state);
  if (choice === null) return null;
  const { facts } = state.known;
  const offered =
    choice.kind === 'offered' ? offeredImages(state).find(({ id }) => id === choice.id) : undefined;
  const pinned = /@(sha256:[0-9a-f]{64})$/.exec(chosenReference(state) ?? '')?.[1];
  const digest = choice.kind === 'medium' ? facts?.image?.digest : (offered?.digest ?? pinned);
  const isPinned = choice.kind !== 'medium' && digest != null;
  const key = choice.kind === 'medium' ? 'medium' : isPinned ? 'digest' : 'none';
  return (
    <Notice tone={key === 'none' ? 'warning' : 'ok'}>
      <p>{t(`image.trust.${key}`)}</p>
      {digest == null ? null : (
        <p className="technical soft" dir="ltr">
          {digest}
        </p>
      )}
    </Notice>
  );
}
