// SPDX-License-Identifier: Apache-2.0
import { bytesOf } from '../../request/byte-size.ts';
import type { SwapRequest } from '../../request/layout-request.ts';
import type { Step } from '../step.ts';
import { deadline, DEPLOYMENT, TARGET } from '../target.ts';
import { MiB } from './partition-sizes.ts';

/** Place of the swap file in the installed system. */
export const SWAP_FILE = '/var/swap/swapfile';

function command(id: string, title: string, argv: [string, ...string[]]): Step {
  return { kind: 'command', id, phase: 'configure', title, argv, timeoutMs: deadline.medium };
}

/** zram-generator.conf(5): sizes in MiB; half of the memory, at most 4 GiB, where nobody says. */
function zramConfig(size: Extract<SwapRequest, { kind: 'zram' }>['size']): string {
  const words = size === undefined ? 'min(ram / 2, 4096)' : String(Math.ceil(bytesOf(size) / MiB));
  return `# Written by the ParticleOS installer.\n[zram0]\nzram-size = ${words}\n`;
}

/** A swap file may have no holes and, on btrfs, no copies (swapon(8), btrfs(5)): each file system has its own way. */
function fileSteps(varDirectory: string, fileBytes: number, isBtrfs: boolean): Step[] {
  const file = `${varDirectory}${SWAP_FILE.slice('/var'.length)}`;
  const directory = file.slice(0, file.lastIndexOf('/'));
  const make = command('swap-directory', 'Make the directory of the swap file', [
    'mkdir',
    '--parents',
    directory,
  ]);
  if (isBtrfs) {
    const argv = ['btrfs', 'filesystem', 'mkswapfile', '--size', String(fileBytes), file] as const;
    return [make, command('swap-file', 'Make the swap file', [...argv])];
  }
  return [
    make,
    command('swap-file', 'Make the swap file', ['fallocate', '--length', String(fileBytes), file]),
    command('swap-mode', 'Close the swap file', ['chmod', '0600', file]),
    command('swap-format', 'Format the swap file', ['mkswap', file]),
  ];
}

/** Swap that is no partition. fileBytes: 0 when there is no swap file. */
export function swapSteps(
  swap: SwapRequest | undefined,
  { varDirectory, fileBytes, isBtrfs }: { varDirectory: string; fileBytes: number; isBtrfs: boolean },
): Step[] {
  if (swap?.kind === 'zram') {
    return [
      {
        kind: 'write',
        id: 'zram',
        phase: 'configure',
        title: 'Set up swap in compressed memory',
        path: `${DEPLOYMENT}/etc/systemd/zram-generator.conf`,
        content: zramConfig(swap.size),
        mode: 0o644,
        within: TARGET,
      },
    ];
  }
  return swap?.kind === 'file' ? fileSteps(varDirectory, fileBytes, isBtrfs) : [];
}
