// SPDX-License-Identifier: Apache-2.0
import type { OfferedImage } from '../contract/image-catalogue.ts';
import type { Disk } from '../facts/facts.ts';
import { errorIssue, type Issue } from '../issues/issue.ts';
import { loadRequest } from '../request/load.ts';
import type { DiskSelector } from '../request/disk-selector.ts';
import type { Request } from '../request/request.ts';
import { calamaresBootLoader } from './calamares-boot-loader.ts';
import { calamaresChoices } from './calamares-choices.ts';
import { calamaresDisk, diskOf } from './calamares-disk.ts';
import { calamaresEncryption } from './calamares-encryption.ts';
import { calamaresImage } from './calamares-image.ts';
import { calamaresLayout } from './calamares-layout.ts';
import { calamaresRootFileSystem } from './calamares-root-file-system.ts';
import { calamaresStorage, rootOf, type CalamaresStorage } from './calamares-storage.ts';
import { calamaresSwap } from './calamares-swap.ts';
import { calamaresUnmapped } from './calamares-unmapped.ts';

export interface CalamaresInput {
  /** Global storage, as JSON has it. */
  readonly storage: unknown;
  /** Disks of this machine. */
  readonly disks: readonly Disk[];
  /** Images that the image page offered. */
  readonly images: readonly OfferedImage[];
  /** choices: the partition page has not run yet, and any disk will do to look at the rest. */
  readonly stage: 'choices' | 'disks';
}

/** A request when nothing forbids it; issues say what was left out, and why there is none. */
export interface Converted {
  readonly request: Request | null;
  readonly issues: readonly Issue[];
}

/**
 * The disk of the system. What was laid out by hand on another disk stays in Calamares' list when the choice is another one
 * after it (ChoicePage.cpp takes back what is on the chosen disk alone); it may be a second "/".
 */
function target(storage: CalamaresStorage, disks: readonly Disk[]): DiskSelector | Issue {
  const { partitions, partitionChoices } = storage;
  const root = rootOf(storage);
  if (root?.device === undefined) return errorIssue('calamares-no-root', ['disk']);
  const disk = diskOf(root.device, disks);
  const other =
    partitionChoices?.install === 'manual' || disk === undefined
      ? undefined
      : partitions?.find(
          ({ claimed, device }) => claimed === true && device !== undefined && diskOf(device, disks) !== disk,
        );
  return other?.device === undefined
    ? calamaresDisk(root.device, disks)
    : errorIssue('calamares-several-disks', ['disk'], { device: root.device, other: other.device });
}

/** Global storage of Calamares to an answer file. Pure; no secret is read or repeated, they are named only. */
export function convertCalamares({ storage: given, disks, images, stage }: CalamaresInput): Converted {
  const read = calamaresStorage.safeParse(given);
  if (!read.success) {
    const [first] = read.error.issues;
    const place = first?.path.join('.') ?? '';
    const message = `${place === '' ? '' : `${place}: `}${first?.message ?? 'no object'}`;
    return { request: null, issues: [errorIssue('calamares-unreadable', [], { message })] };
  }
  const storage = read.data;
  const { choices, issues } = calamaresChoices(storage);
  issues.push(...calamaresUnmapped(storage));
  const chosen = calamaresImage(storage, images);
  if ('issue' in chosen) issues.push(chosen.issue);
  const encryption = calamaresEncryption(storage);
  if (encryption !== null && 'code' in encryption) issues.push(encryption);
  const disk = stage === 'choices' ? ({ only: true } as const) : target(storage, disks);
  if ('code' in disk) issues.push(disk);
  if (stage === 'disks') issues.push(...calamaresBootLoader(storage, disks));
  if ('issue' in chosen || 'code' in disk || (encryption !== null && 'code' in encryption))
    return { request: null, issues };
  if (issues.some((issue) => issue.severity === 'error')) return { request: null, issues };
  const { layout, issues: ofLayout } =
    stage === 'choices' ? { layout: undefined, issues: [] } : calamaresLayout(storage, disks);
  issues.push(...ofLayout);
  const rootFileSystem = stage === 'choices' ? undefined : calamaresRootFileSystem(storage);
  if (typeof rootFileSystem === 'object') return { request: null, issues: [...issues, rootFileSystem] };
  if (ofLayout.some(({ severity }) => severity === 'error')) return { request: null, issues };
  const swap = calamaresSwap(storage);
  const { image } = chosen;
  const request: Request = {
    version: 1,
    disk,
    // Calamares leaves open what it has encrypted.
    ...(encryption === null ? {} : { releaseDisk: true, encryption }),
    ...(layout === undefined ? {} : { layout }),
    ...(rootFileSystem === undefined ? {} : { rootFileSystem }),
    ...(swap === undefined ? {} : { swap }),
    ...(image === null ? {} : { image }),
    ...choices,
    after: 'stay',
  };
  // Calamares allows names that an answer file does not; they are told here, and not when the disk was partitioned.
  const loaded = loadRequest(JSON.stringify(request));
  const told = loaded.issues.map(({ position: _position, ...issue }) => issue);
  return { request: loaded.ok ? loaded.request : null, issues: [...issues, ...told] };
}
