// SPDX-License-Identifier: Apache-2.0
import { unreleasable } from '../../../core/plan/release-steps.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';

export function validateDisk({ answers, known }: WizardState): Problem[] {
  const { disk, release } = answers.disk;
  if (disk === null) return [{ field: 'disk', key: 'disk.missing' }];
  if (known.facts === null) return [];
  const found = chosenDisk(disk, known.facts);
  if (found === null) return [{ field: 'disk', key: 'disk.gone' }];
  // What cannot be let go of, the plan refuses.
  const canRelease = unreleasable(found, known.facts).length === 0;
  return found.holders.length > 0 && canRelease && !release
    ? [{ field: 'release', key: 'disk.release.missing' }]
    : [];
}
