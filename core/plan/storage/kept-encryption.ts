// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import type { Request } from '../../request/request.ts';
import type { EncryptedVolume, UnlockWay } from './encryption.ts';
import { fileSystemOf, type Layout } from './layout.ts';
import { DEPLOYMENT_DIRECTORY } from './path-in-deployment.ts';

/** The encryption of a system whose data is kept: it was made before, and stays as it is. */
export interface KeptEncryption {
  readonly kind: 'kept';
  /** Name of the secret that opens it. */
  readonly passphraseSecret: string;
  readonly root: EncryptedVolume;
  /** UUID of its header. */
  readonly uuid: string;
  /** As crypttab(5) has them. */
  readonly options: readonly string[];
  readonly slots: readonly number[];
  readonly hasRecoveryKey: boolean;
  /** What enrols the TPM anew, from the root of the file system: the files of one deployment. */
  readonly files: readonly string[];
}

/** Files of the first deployment of the stateroot that has some: /etc is merged from one to the next. */
function filesOf(files: readonly string[], stateroot: string): string[] {
  const own = files.filter((file) => file.startsWith(`ostree/deploy/${stateroot}/deploy/`));
  const first = DEPLOYMENT_DIRECTORY.exec(own[0] ?? '')?.[0];
  return first === undefined ? [] : own.filter((file) => file.startsWith(first));
}

/** The encryption that a layout keeps; null when it keeps none. Pure. */
export function keptEncryption(
  { disks }: Pick<Facts, 'disks'>,
  { layout: asked }: Pick<Request, 'layout'>,
  layout: Layout,
): KeptEncryption | null {
  const root = fileSystemOf(layout, 'root');
  if (asked?.kind !== 'keep-data' || asked.passphraseSecret === undefined || root === undefined) return null;
  const [path = ''] = root.partitions;
  const number = layout.disks[0]?.partitions.find((partition) => partition.path === path)?.number;
  const disk = disks.find((one) => one.path === layout.disks[0]?.identity.path);
  const partition = disk?.partitions.find((one) => one.number === number);
  const opened = partition?.opened;
  if (root.luks === null || partition?.uuid == null || opened?.isOpen !== true || opened.unlock === null)
    return null;
  return {
    kind: 'kept',
    passphraseSecret: asked.passphraseSecret,
    root: {
      role: 'root',
      diskPaths: disk === undefined ? [] : [disk.path],
      path,
      sectorBytes: null,
      mapper: root.luks.name,
      early: true,
    },
    uuid: partition.uuid,
    options: opened.unlock.options,
    slots: opened.slots,
    hasRecoveryKey: opened.hasRecoveryKey,
    files: filesOf(opened.unlock.files, layout.stateroot?.name ?? ''),
  };
}

/** The option's name, as in "tpm2-device=auto". */
export function hasOption({ options }: Pick<KeptEncryption, 'options'>, name: string): boolean {
  return options.some((option) => option === name || option.startsWith(`${name}=`));
}

/** What opens it, in the order in which a person would try. */
export function keptWays(kept: KeptEncryption): UnlockWay[] {
  return [
    ...(hasOption(kept, 'tpm2-device') ? ['tpm2' as const] : []),
    ...(hasOption(kept, 'fido2-device') ? ['fido2' as const] : []),
    'passphrase',
    ...(kept.hasRecoveryKey ? ['recovery-key' as const] : []),
  ];
}
