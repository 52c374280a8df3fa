// SPDX-License-Identifier: Apache-2.0
import { imageReference } from '../../../core/request/image-reference.ts';
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { chosenImage, chosenReference } from './chosen-image.ts';

export function validateImage(state: WizardState): Problem[] {
  const choice = chosenImage(state);
  if (choice === null) return [{ field: 'choice', key: 'image.missing' }];
  const problems: Problem[] = [];
  if (choice.kind !== 'medium' && chosenReference(state) === null)
    problems.push(
      choice.kind === 'own'
        ? { field: 'reference', key: 'image.bad.reference' }
        : { field: 'choice', key: 'image.missing' },
    );
  const track = state.answers.image.track.trim();
  if (track !== '' && !imageReference.safeParse(track).success)
    problems.push({ field: 'track', key: 'image.bad.reference' });
  return problems;
}
