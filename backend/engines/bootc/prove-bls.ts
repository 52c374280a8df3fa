// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootcProofParams } from '../../../core/plan/bootc/bootc-proof-step.ts';
import { sizeOf, textOf, type Proof } from '../proof/finding.ts';
import { parseBlsEntry } from '../proof/prove-entries.ts';

/** Where the loader reads its entries, and where the paths in them begin. */
function entriesRoot({ loader, esp, target }: BootcProofParams): string {
  return loader === 'systemd' ? esp : join(target, 'boot');
}

/** One entry that leads to a kernel, an initramfs, the root and the deployment, with every kernel argument. */
export const proveBls: Proof<BootcProofParams> = async (params) => {
  const root = entriesRoot(params);
  const names = (await readdir(join(root, 'loader/entries')).catch(() => [])).filter((name) =>
    name.endsWith('.conf'),
  );
  const [name] = names;
  if (name === undefined || names.length !== 1)
    return [`there are ${names.length} boot entries instead of one`];
  const entry = parseBlsEntry((await textOf(join(root, 'loader/entries', name))) ?? '');
  const findings: string[] = [];
  for (const key of ['linux', 'initrd']) {
    const path = entry.get(key);
    if (path === undefined) findings.push(`${name} names no ${key}`);
    else if (((await sizeOf(join(root, path))) ?? 0) === 0)
      findings.push(`${name}: ${path} is missing or empty`);
  }
  const words = (entry.get('options') ?? '').split(/\s+/);
  for (const karg of params.kernelArguments)
    if (!words.includes(karg)) findings.push(`${name} lacks the kernel argument ${karg}`);
  if (!words.some((word) => /^root=./.test(word))) findings.push(`${name} has no root=`);
  const id = params.deployment.split('/').at(-1) ?? '';
  // A question mark says that fs-verity may be missing (bootc, composefs=).
  if (params.backend === 'composefs' && !words.some((word) => word.replace('?', '') === `composefs=${id}`))
    findings.push(`${name}: composefs= does not lead to the deployment`);
  return findings;
};
