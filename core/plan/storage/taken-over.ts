// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { DEPLOYMENT, TARGET, deadline } from '../target.ts';
import type { Step } from '../step.ts';
import { literal } from '../template.ts';
import { pathInDeployment } from './path-in-deployment.ts';
import { crypttabOf } from './unlock-files.ts';

/** What a kept system uses beside its own parts, and the new deployment as well: none of it is opened or written to here. */
export const takenOverSchema = z.object({
  mounts: z.array(
    z.object({
      /** Null: swap. */
      place: z.string().nullable(),
      /** Kernel name of the partition it lies on, of several where it is one of them, or the swap file; null: it is not here now. */
      from: z.string().nullable(),
      isEncrypted: z.boolean(),
      /** As fstab(5) has it. */
      line: z.string(),
    }),
  ),
  /** Lines of crypttab(5). */
  crypttab: z.array(z.string()),
  /** Key files of these mappings, by their paths from the root of the kept file system. */
  keyFiles: z.array(z.string()),
  /** Where the kernel may wake up from (resume=); null: nowhere. */
  resume: z.string().nullable(),
});
export type TakenOver = z.infer<typeof takenOverSchema>;

/** Whether the homes lie in what is mounted as before, where nothing is written now. */
export function hasHomes(taken: TakenOver | undefined): boolean {
  return taken?.mounts.some(({ place }) => place === '/var' || place === '/var/home') === true;
}

/** What /etc/crypttab says when the root itself is not encrypted; null: there is nothing to say. */
export function crypttabBeside(taken: TakenOver | undefined, isEncrypted: boolean): string | null {
  const { crypttab = [] } = taken ?? {};
  return isEncrypted || crypttab.length === 0 ? null : crypttabOf(crypttab);
}

/** content: a template. */
export function writeCrypttab(content: string): Step {
  return {
    kind: 'write',
    id: 'crypttab',
    phase: 'configure',
    title: 'Write crypttab',
    path: `${DEPLOYMENT}/etc/crypttab`,
    content,
    mode: 0o600,
    within: TARGET,
  };
}

/** Copies the key files with their modes: they lie on the same file system as before. */
function keyFileSteps(keyFiles: readonly string[]): Step[] {
  if (keyFiles.length === 0) return [];
  const argv = ['mkdir', '--parents', '--mode=0700', `${DEPLOYMENT}/etc/cryptsetup-keys.d`] as const;
  const common = { kind: 'command', phase: 'configure', timeoutMs: deadline.short } as const;
  return [
    {
      ...common,
      id: 'keep-keys-directory',
      title: 'Make the directory of the key files',
      argv: [...argv],
    },
    ...keyFiles.map((file, index): Step => {
      const to = `${DEPLOYMENT}/${pathInDeployment(file)}`;
      return {
        ...common,
        id: `keep-key-${index + 1}`,
        title: `Take over /${pathInDeployment(file)}`,
        argv: ['cp', '--archive', '--no-target-directory', `${TARGET}/${file}`, to],
      };
    }),
  ];
}

/** Files of the new deployment by which it opens what is beside its root. isEncrypted: crypttab is written with the root's line. */
export function takenOverSteps(taken: TakenOver | undefined, isEncrypted: boolean): Step[] {
  const crypttab = crypttabBeside(taken, isEncrypted);
  return [
    ...(crypttab === null ? [] : [writeCrypttab(literal(crypttab))]),
    ...keyFileSteps(taken?.keyFiles ?? []),
  ];
}
