// SPDX-License-Identifier: Apache-2.0
import type { Partition } from '../../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../../issues/issue.ts';

/** A root that a new deployment is put into. */
export interface KeptRoot {
  readonly type: 'ext4';
  /** Bytes free on it; null where nobody looked. */
  readonly freeBytes: number | null;
  /** Name below /dev/mapper of what is opened; null: it is not encrypted. */
  readonly mapper: string | null;
}

const at = ['layout', 'system'];
/** What this engine installs on, and so knows how to mount. */
const types = ['ext4'] as const;

/** Bytes free on a partition; null where nobody looked. */
export function freeBytes({
  sizeBytes,
  usedBytes,
}: Pick<Partition, 'sizeBytes' | 'usedBytes'>): number | null {
  return usedBytes === null ? null : sizeBytes - usedBytes;
}

/** Whether a partition is encrypted in a way that this installer makes. */
export function isLocked({ fileSystem }: Pick<Partition, 'fileSystem'>): boolean {
  return fileSystem === 'crypto_LUKS';
}

/** Why an encrypted root was not looked into. */
function closed({ name, opened, encryption }: Partition, secret: string | undefined): Issue {
  const here = ['layout', 'passphraseSecret'];
  if (encryption === 'luks1') {
    const message = 'it is LUKS1, which the new system could not be told to open';
    return errorIssue('keep-data-closed', at, { partition: name, message });
  }
  if (secret === undefined) return errorIssue('keep-data-locked', at, { partition: name });
  if (opened === undefined || opened.isOpen)
    return uncheckedIssue('keep-data-unopened', here, { partition: name, secret });
  return opened.message === null
    ? errorIssue('keep-data-wrong-key', here, { partition: name, secret })
    : errorIssue('keep-data-closed', here, { partition: name, message: opened.message });
}

/** The file system of a root that is kept, under LUKS or not; an issue where it cannot be one. secret: what opens it. */
export function keptRoot(root: Partition, secret: string | undefined): KeptRoot | Issue {
  const { opened } = root;
  if (isLocked(root) && (secret === undefined || opened?.isOpen !== true)) return closed(root, secret);
  const inside = opened?.isOpen === true ? opened : null;
  const found = inside === null ? root.fileSystem : inside.fileSystem;
  const type = types.find((known) => known === found);
  if (type === undefined) {
    const params = { partition: root.name, found: found ?? 'none', fitting: types.join(', ') };
    return errorIssue('keep-data-file-system', at, params);
  }
  if (inside === null) return { type, freeBytes: freeBytes(root), mapper: null };
  if (inside.unlock === null) {
    const what = 'a boot entry that says how it is opened (rd.luks.name=)';
    return errorIssue('keep-data-lacks', at, { partition: root.name, what });
  }
  return { type, freeBytes: freeBytes(inside), mapper: inside.unlock.mapper };
}
