// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../core/facts/facts.ts';
import { selectDisk } from '../../core/plan/select-disk.ts';
import { selectPartition } from '../../core/plan/storage/find-partition.ts';
import type { Request } from '../../core/request/request.ts';
import { storageTurn } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { cleanUpFirst } from './clean-up-first.ts';

/** The value of a secret that was handed over; undefined: it was not. */
export type SecretOf = (name: string) => string | undefined;

/**
 * The facts of a machine with what is in the encrypted system that a request keeps, when its passphrase is at hand and
 * devices may be opened here; else as they are. Rejects only when cancelled.
 */
export async function openKeptSystem(
  runner: Runner,
  facts: Facts,
  request: Request,
  secretOf: SecretOf,
  isRoot = process.geteuid?.() === 0,
): Promise<Facts> {
  const { layout } = request;
  if (layout?.kind !== 'keep-data' || layout.passphraseSecret === undefined || !isRoot) return facts;
  const passphrase = secretOf(layout.passphraseSecret);
  const disk = selectDisk(facts, request.disk, 0);
  if (passphrase === undefined || Array.isArray(disk)) return facts;
  const partition = selectPartition(disk, layout.system, []);
  if ('code' in partition || partition.encryption !== 'luks2') return facts;
  // Loaded on demand: few machines have such a system.
  const { openPartition } = await import('../probe/storage/open-partition.ts');
  const opened = await storageTurn(() =>
    cleanUpFirst((signal) => openPartition(disk, partition, passphrase, { runner, root: '/', signal })),
  );
  return {
    ...facts,
    disks: facts.disks.map((one) => (one === disk ? opened.disk : one)),
    unread: [
      ...facts.unread,
      ...opened.unread.filter(({ what, at }) =>
        facts.unread.every((old) => old.what !== what || old.at !== at),
      ),
    ],
  };
}
