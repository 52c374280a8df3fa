// SPDX-License-Identifier: Apache-2.0
import { byteSize } from '../../../core/request/byte-size.ts';
import { dataMount } from '../../../core/request/layout-request.ts';
import type { Problem } from '../../app/page.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import { isEmptyDisk } from '../../machine/disk-content.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import type { LayoutFields } from './fields.ts';
import { touchedDisks } from './touched-disks.ts';
import { isBtrfsRoot, subvolumesOf, takesFurther } from './to-request.ts';

function isSize(text: string): boolean {
  return text.trim() === '' || byteSize.safeParse(text.trim()).success;
}

/** Texts that are shown and cannot be read. */
function validateTexts(fields: LayoutFields): Problem[] {
  const { layout, size, further, swap, swapSize, subvolumes } = fields;
  const problems: Problem[] = [];
  if (layout?.kind === 'free-space' && !isSize(size))
    problems.push({ field: 'size', key: 'manual.size.hint' });
  if (isBtrfsRoot(fields) && subvolumesOf(subvolumes) === null)
    problems.push({ field: 'subvolumes', key: 'layout.subvolumes.hint' });
  if (swap !== 'none' && !isSize(swapSize)) problems.push({ field: 'swapSize', key: 'manual.size.hint' });
  const isShown = takesFurther(layout ?? { kind: 'erase' });
  for (const [index, { use, mount }] of further.entries())
    if (isShown && use === 'data' && !dataMount.safeParse(mount.trim()).success)
      problems.push({ field: `mount-${index}`, key: 'manual.mount.hint' });
  return problems;
}

/** What becomes of what is on a disk is always a person's choice. */
export function validateLayout({ answers, known }: WizardState): Problem[] {
  const disk = chosenDisk(answers.disk.disk, known.facts);
  const isMissing = answers.layout.layout === null && disk !== null && !isEmptyDisk(disk);
  const others = known.facts === null ? [] : touchedDisks(answers.layout, disk, known.facts);
  const isHeld = others.some(({ holders }) => holders.length > 0) && !answers.disk.release;
  return [
    ...(isMissing ? [{ field: 'layout', key: 'layout.missing' } as const] : []),
    ...(isHeld ? [{ field: 'release', key: 'disk.release.missing' } as const] : []),
    ...validateTexts(answers.layout),
  ];
}
