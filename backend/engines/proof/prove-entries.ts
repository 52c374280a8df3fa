// SPDX-License-Identifier: Apache-2.0
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { parseOrigin } from '../../../core/plan/ostree/origin.ts';
import type { ProofParams } from '../../../core/plan/ostree/proof-step.ts';
import { sizeOf, textOf, type Proof } from './finding.ts';

/** Fields of a Boot Loader Specification entry, one value each. */
export function parseBlsEntry(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => /^[a-z-]+\s+\S/.test(line));
  return new Map(lines.map((line) => [line.split(/\s+/, 1)[0] ?? '', line.replace(/^\S+\s+/, '')]));
}

async function checkEntry(name: string, params: ProofParams, menu: string): Promise<string[]> {
  const boot = join(params.target, 'boot');
  const entry = parseBlsEntry((await textOf(join(boot, 'loader/entries', name))) ?? '');
  const findings: string[] = [];
  for (const key of ['linux', 'initrd']) {
    const path = entry.get(key);
    if (path === undefined) findings.push(`${name} names no ${key}`);
    else {
      // The path is relative to the file system of /boot; ostree writes it with /boot in front when that is no link.
      const size = (await sizeOf(join(boot, path))) ?? (await sizeOf(join(params.target, path)));
      if (size === null || size === 0) findings.push(`${name}: ${path} is missing or empty`);
      if (!menu.includes(path)) findings.push(`the GRUB menu does not start ${path}`);
    }
  }
  const words = (entry.get('options') ?? '').split(/\s+/);
  for (const karg of params.kernelArguments) {
    if (!words.includes(karg)) findings.push(`${name} lacks the kernel argument ${karg}`);
    if (!menu.includes(karg)) findings.push(`the GRUB menu lacks the kernel argument ${karg}`);
  }
  const ostree = words.find((word) => word.startsWith('ostree='))?.slice('ostree='.length);
  const leadsTo = ostree === undefined ? null : await realpath(join(params.target, ostree)).catch(() => null);
  if (leadsTo !== (await realpath(params.deployment)))
    findings.push(`${name}: ostree= does not lead to the deployment`);
  return findings;
}

/** One BLS entry and one menu, both leading to kernel, initramfs, root and deployment. */
export const proveEntries: Proof<ProofParams> = async (params) => {
  const boot = join(params.target, 'boot');
  const names = (await readdir(join(boot, 'loader/entries')).catch(() => [])).filter((name) =>
    name.endsWith('.conf'),
  );
  const menu = await textOf(join(boot, 'grub/grub.cfg'));
  if (menu === null || !menu.includes('menuentry ')) return ['the GRUB menu is missing or empty'];
  if (params.severalEntries) {
    const checked = await Promise.all(names.map((name) => checkEntry(name, params, menu)));
    // One of them is that of the new deployment; the others are what was there.
    if (checked.some((findings) => findings.length === 0)) return [];
    return checked.length === 0 ? ['there are no boot entries'] : checked.flat();
  }
  if (names.length !== 1) return [`there are ${names.length} boot entries instead of one`];
  return (await Promise.all(names.map((name) => checkEntry(name, params, menu)))).flat();
};

/** The deployment knows where its updates come from. */
export const proveOrigin: Proof = async ({ deployment, digest, track, source }) => {
  const origin = parseOrigin((await textOf(`${deployment}.origin`)) ?? '');
  if (origin === null) return ['the deployment has no origin'];
  const findings: string[] = [];
  if (origin.digest !== digest) findings.push(`the origin has digest ${origin.digest}`);
  if (origin.image !== track) findings.push(`the origin follows ${origin.image ?? 'nothing'}`);
  if (origin.source !== source) findings.push(`the origin names ${origin.source} as its source`);
  return findings;
};
