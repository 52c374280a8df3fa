// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { isEmptyDisk } from '../../machine/disk-content.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';

/** What becomes of what is on a disk is always a person's choice. */
export function validateLayout({ answers, known }: WizardState): Problem[] {
  const disk = chosenDisk(answers.disk.disk, known.facts);
  if (answers.layout.layout !== null || disk === null || isEmptyDisk(disk)) return [];
  return [{ field: 'layout', key: 'layout.missing' }];
}
