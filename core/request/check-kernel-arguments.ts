// SPDX-License-Identifier: Apache-2.0
import { errorIssue, type Issue } from '../issues/issue.ts';
import type { Request } from './request.ts';

/** Always written by the installer or by ostree: another value makes a system that does not start. */
const always = new Set(['root', 'rootfstype', 'rootflags', 'ro', 'rw', 'ostree', 'BOOT_IMAGE', 'initrd']);
/** Also written when the request has the setting named first. */
const fromSettings: readonly (readonly [keyof Request, readonly string[]])[] = [
  ['keyboard', ['vconsole.keymap', 'rd.vconsole.keymap']],
  ['locale', ['locale.LANG', 'rd.locale.LANG']],
  ['hostname', ['systemd.hostname']],
  [
    'encryption',
    ['luks', 'luks.name', 'luks.uuid', 'luks.options', 'luks.key', 'luks.crypttab'].flatMap((name) => [
      name,
      `rd.${name}`,
    ]),
  ],
];

/** Kernel arguments that the installer sets itself. */
export function checkKernelArguments(request: Request): Issue[] {
  const reserved = new Set(always);
  for (const [setting, names] of fromSettings) {
    if (request[setting] !== undefined) for (const name of names) reserved.add(name);
  }
  return (request.kernelArguments ?? []).flatMap((karg, index) => {
    // The kernel takes "-" and "_" for the same in names, and quotes around the whole (kernel-parameters.txt).
    const name = karg.replace(/^"/, '').split(/[="]/, 1)[0] ?? '';
    return reserved.has(name) ? [errorIssue('karg-reserved', ['kernelArguments', index], { karg })] : [];
  });
}
