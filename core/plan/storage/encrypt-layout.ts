// SPDX-License-Identifier: Apache-2.0
import type { Volume } from '../../facts/storage-facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { Request } from '../../request/request.ts';
import type { EncryptedVolume } from './encryption.ts';
import type { LaidOut } from './layout-question.ts';
import { fileSystemOf, type Layout, type PlannedFileSystem } from './layout.ts';
import { disksOf } from './locked.ts';

/** What firmware and loaders read, which know nothing of LUKS (GRUB only some of it): never encrypted. A mirror has an ESP on each disk. */
const inTheOpen = /^(esp\d*|boot)$/;

function refused(what: string): Issue {
  return errorIssue('encryption-layout', ['encryption'], { what });
}

/** Why a layout cannot be encrypted as a whole. What is kept with what is in it stays as its owner made it. */
function problems(layout: Layout): Issue[] {
  if (layout.mountedAt !== null) return [refused('What somebody else has mounted')];
  const root = fileSystemOf(layout, 'root');
  if (root?.action === 'keep' && root.luks !== null) return [errorIssue('encryption-kept', ['encryption'])];
  if (root === undefined || root.action === 'keep') return [refused('The root, which is kept,')];
  // What was in memory would lie in it to be read, the keys of the root among it.
  return fileSystemOf(layout, 'swap')?.action === 'keep' ? [refused('Swap, which is kept,')] : [];
}

function encrypted(fileSystem: PlannedFileSystem): PlannedFileSystem {
  const { id, action } = fileSystem;
  if (action === 'keep' || inTheOpen.test(id)) return fileSystem;
  const name = `particleos-${id}`;
  return { ...fileSystem, luks: { name, path: `/dev/mapper/${name}` } };
}

/** Another volume may be open by the name of ours, that of a disk beside it; what lies on a disk of ours is closed first. */
function checkName({ disks }: Layout, path: string, volumes: readonly Volume[]): Issue[] {
  const own = disks.map(({ identity }) => identity.path.replace(/^\/dev\//, ''));
  const open = volumes.find((volume) => volume.path === path);
  if (open === undefined || open.members.every((name) => own.some((disk) => name.startsWith(disk))))
    return [];
  const holders = `it is open on ${open.members.join(', ')}`;
  return [errorIssue('disk-busy', ['encryption'], { disk: path, holders })];
}

/** Whether the machine is to wake up from its swap partition. */
export function hibernates({ swap }: Pick<Request, 'swap'>): boolean {
  return swap?.kind === 'partition' && swap.hibernate === true;
}

/** The same layout with LUKS below everything that is made, or the issues that say why that cannot be. Pure. */
export function encryptLayout(
  layout: Layout,
  { encryption, swap }: Pick<Request, 'encryption' | 'swap'>,
  volumes: readonly Volume[] = [],
): LaidOut {
  const issues = problems(layout);
  // What is typed or read from the TPM opens the swap as well; a security key would have to be touched twice at each start.
  if (hibernates({ swap }) && encryption?.fido2 === true)
    issues.push(errorIssue('encryption-hibernate', ['swap', 'hibernate']));
  const fileSystems = layout.fileSystems.map(encrypted);
  issues.push(
    ...fileSystems.flatMap(({ luks }) => (luks === null ? [] : checkName(layout, luks.path, volumes))),
  );
  return issues.length > 0 ? { layout: null, issues } : { layout: { ...layout, fileSystems }, issues: [] };
}

/** What file systems take for a block and most disks for a sector: each sector costs an initialisation of the cipher. */
const LARGE_SECTOR_BYTES = 4096;

/** Large sectors where a partition is a whole number of them; cryptsetup refuses it otherwise (cryptsetup-luksFormat(8)). */
function sectorBytes({ disks }: Layout, paths: readonly string[]): number | null {
  const found = disks.flatMap((disk) => disk.partitions.filter(({ path }) => paths.includes(path)));
  return found.every((partition) => partition.sizeBytes % LARGE_SECTOR_BYTES === 0)
    ? LARGE_SECTOR_BYTES
    : null;
}

/** What holds a LUKS header in a layout; the root is the first, because it holds the keys of the others. */
export function encryptedVolumes(layout: Layout, request: Pick<Request, 'swap'>): EncryptedVolume[] {
  const volumes = layout.fileSystems.flatMap(({ id, luks, mirror, partitions }) =>
    luks === null
      ? []
      : [
          {
            role: id,
            diskPaths: disksOf(layout, partitions),
            path: mirror?.path ?? partitions[0] ?? '',
            sectorBytes: mirror === null ? sectorBytes(layout, partitions) : null,
            mapper: luks.name,
            early: id === 'root' || (id === 'swap' && hibernates(request)),
          },
        ],
  );
  return volumes.toSorted((a, b) => Number(b.role === 'root') - Number(a.role === 'root'));
}
