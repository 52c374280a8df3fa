// SPDX-License-Identifier: Apache-2.0
import type { Settings } from './settings.ts';
import { literal } from './template.ts';

/** The kernel command line of the installed system, in order; what the person asked for comes last and so wins. */
export function kernelArguments(settings: Settings): string[] {
  return [
    'root=UUID={{rootUuid}}',
    // systemd and ostree-prepare-root expect a writable root to bind from; /sysroot is made read-only afterwards.
    'rw',
    ...(settings.keymap === null || settings.keymap === 'us'
      ? []
      : [`rd.vconsole.keymap=${settings.keymap}`, `vconsole.keymap=${settings.keymap}`]),
    ...settings.kernelArguments.map(literal),
  ];
}
