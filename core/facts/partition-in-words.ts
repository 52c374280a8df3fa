// SPDX-License-Identifier: Apache-2.0
import type { Partition } from './facts.ts';
import { formatDiskBytes } from './format-disk-bytes.ts';

const encryptions = { luks1: 'LUKS1', luks2: 'LUKS2', bitlocker: 'BitLocker' } as const;
const bitlockerWords = {
  on: '',
  suspended: ' (suspended)',
  encrypting: ' (being encrypted)',
  decrypting: ' (being decrypted)',
} as const;

/** What a partition is: 'ntfs "Windows"', 'crypto_LUKS', 'unknown content'. */
export function contentInWords({ fileSystem, label, partLabel }: Partition): string {
  const words = label ?? partLabel;
  return `${fileSystem ?? 'unknown content'}${words === null ? '' : ` "${words}"`}`;
}

/** How full it is and what state it is in: "63.1 GB used, 21.0 GB free, can shrink to 65.3 GB, hibernated"; empty: not known. */
export function roomInWords({
  sizeBytes,
  usedBytes,
  minimumBytes,
  condition,
  encryption,
  bitlocker,
}: Partition): string {
  return [
    ...(usedBytes === null
      ? []
      : [
          `${formatDiskBytes(usedBytes)} used`,
          `${formatDiskBytes(Math.max(0, sizeBytes - usedBytes))} free`,
        ]),
    ...(minimumBytes === null ? [] : [`can shrink to ${formatDiskBytes(minimumBytes)}`]),
    ...(condition === null || condition === 'clean' ? [] : [condition]),
    ...(encryption === null
      ? []
      : [`encrypted by ${encryptions[encryption]}${bitlockerWords[bitlocker ?? 'on']}`]),
  ].join(', ');
}
