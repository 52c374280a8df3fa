// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Facts } from '../../core/facts/facts.ts';
import { sortUnread, unreadBecause, type UnreadSubject } from '../../core/facts/unread.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import { CommandError, type Runner } from '../runner/command.ts';
import { readConsoles } from './consoles.ts';
import { readFirmware } from './firmware.ts';
import type { InspectOptions } from './image.ts';
import { readLive } from './live.ts';
import { machineArchitecture, readMemoryBytes } from './machine.ts';
import { readOnBattery } from './power.ts';
import { probeDisks } from './probe-disks.ts';
import { readProduct } from './product.ts';
import { listIfThere } from './read-if-there.ts';
import type { Storage } from './storage/probe-storage.ts';
import { takeTurns } from './storage/take-turns.ts';
import { volumesFrom } from './storage/volumes.ts';
import { readSecurityKeys } from './security-keys.ts';
import { readTools } from './tools.ts';
import { readTpm2 } from './tpm.ts';

export interface ProbeOptions extends Omit<InspectOptions, 'source'> {
  /** The image to look into; the one on the live medium when absent. */
  readonly image?: ImageReference;
  /** Read the disks; true when absent. */
  readonly wantDisks?: boolean;
  /** Look into the image; false when absent, because a registry may take seconds. */
  readonly wantImage?: boolean;
  /** Look at what disks hold, for which root is needed mostly; true when absent, false where only their identity matters. */
  readonly wantSystems?: boolean;
  /** Whether devices may be read; by this process's user when absent. */
  readonly isRoot?: boolean;
  /** Where /sys, /proc and /run are; other than "/" in tests only. */
  readonly root?: string;
}

/**
 * Reads the machine: one process (lsblk) beside plain files, all at once, and some more for disks that hold something.
 * Needs no privileges as far as udev runs; what could not be read is named in `unread`. Rejects only when cancelled.
 */
export async function probeFacts(
  runner: Runner,
  options: ProbeOptions = {},
  signal?: AbortSignal,
): Promise<Facts> {
  const root = options.root ?? '/';
  const architecture = machineArchitecture();
  const unread: Facts['unread'] = [];
  const orElse = async <T>(what: UnreadSubject, reading: Promise<T>, fallback: T): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof CommandError && error.reason === 'cancelled') throw error;
      unread.push({ what, reason: error instanceof Error ? error.message : String(error) });
      return fallback;
    }
  };
  const [storage, firmware, memoryBytes, onBattery, tools, consoles, selinux, product, tpm2, securityKeys] =
    await Promise.all([
      options.wantDisks === false
        ? nothing
        : orElse(
            'disks',
            storageTurn(() => readStorage(runner, root, options, signal)),
            nothing,
          ),
      orElse('firmware', readFirmware(root, architecture), null),
      orElse('memory', readMemoryBytes(root), 0),
      orElse('power', readOnBattery(root), null),
      orElse('tools', readTools(runner, root, signal), {
        bootc: null,
        podman: false,
        ostree: false,
        signedLoader: false,
      }),
      orElse('consoles', readConsoles(root), []),
      // selinuxfs is there when a policy may be loaded (selinux(8)).
      orElse(
        'selinux',
        listIfThere(join(root, 'sys/fs/selinux')).then((files) => (files ?? []).length > 0),
        false,
      ),
      orElse('product', readProduct(root), null),
      orElse('tpm', readTpm2(root), undefined),
      options.wantDisks === false || options.wantSystems === false
        ? undefined
        : orElse('security-keys', readSecurityKeys(runner, root, signal), undefined),
    ]);
  const { disks, volumes } = storage;
  unread.push(...storage.unread);
  const hostBootc = tools.bootc === null ? undefined : await orElse('bootc', readHostBootc(root), undefined);
  if (firmware?.secureBoot === null) unread.push(unreadBecause('variable', 'secure-boot'));
  const live = await orElse('live', readLive(root, disks), null);
  const source = options.image ?? embeddedReference(live);
  const image =
    options.wantImage === true && source !== null
      ? await orElse('image', readImage(runner, source, options, signal), null)
      : null;
  // Sorted, so that facts of an unchanged machine are the same text every time.
  sortUnread(unread);
  const found = hostBootc === undefined ? tools : { ...tools, hostBootc };
  const machine = { firmware, architecture, memoryBytes, onBattery, live, tools: found, consoles, selinux };
  const named = {
    ...(product === null ? {} : { product }),
    ...(tpm2 === undefined ? {} : { tpm2 }),
    ...(securityKeys === undefined ? {} : { securityKeys }),
  };
  return { schema: 1, ...machine, ...named, disks, volumes, image, trust: null, unread };
}

const nothing: Storage = { disks: [], volumes: [], unread: [] };

/** One look at the disks of this process at a time: what one has opened for a moment would be busy to another. */
export const storageTurn = takeTurns();

async function readStorage(
  runner: Runner,
  root: string,
  { wantSystems = true, isRoot = process.geteuid?.() === 0 }: ProbeOptions,
  signal?: AbortSignal,
): Promise<Storage> {
  const probed = await probeDisks(runner, root, signal);
  if (!probed.ok) throw new Error(probed.reason);
  const { disks, nodes } = probed;
  const volumes = volumesFrom(nodes);
  // Most virtual machines have an empty disk: what looks into others is loaded on demand.
  if (!wantSystems || !disks.some(({ table, content }) => table !== null || content !== null))
    return { disks, volumes, unread: [] };
  const { probeStorage } = await import('./storage/probe-storage.ts');
  return probeStorage({ disks, volumes, nodes }, { runner, root, isRoot, signal });
}

function embeddedReference(live: Facts['live']): ImageReference | null {
  return live?.embeddedImage == null ? null : imageReference.parse(`oci:${live.embeddedImage}`);
}

/** Loaded on demand: only a system with a bootc of its own needs to read TOML. */
async function readHostBootc(root: string): Promise<Facts['tools']['hostBootc']> {
  const { hostBootcOf } = await import('./content/host-bootc.ts');
  return hostBootcOf(root);
}

async function readImage(
  runner: Runner,
  source: ImageReference,
  options: ProbeOptions,
  signal?: AbortSignal,
): Promise<Facts['image']> {
  // Loaded on demand: `facts` without an image should not pay for it.
  const { inspectImage } = await import('./image.ts');
  const inspected = await inspectImage(runner, { ...options, source }, signal);
  if (inspected.ok) return inspected.image;
  const { code, params } = inspected.issue;
  throw new Error(`${code}: ${params['message'] ?? params['what'] ?? source}`);
}
