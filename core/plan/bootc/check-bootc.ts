// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import type { ImageContent } from '../../facts/image-content.ts';
import { splitReference } from '../../request/image-reference.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import { kernelArguments } from '../kernel-arguments.ts';
import type { Settings } from '../settings.ts';
import type { BootcWanted } from './bootc-choice.ts';

type Check = (content: ImageContent, wanted: BootcWanted, facts: Facts, settings: Settings) => Issue[];

const lacks = (what: string, effect: string): Issue => errorIssue('image-lacks', ['image'], { what, effect });

/** A kernel with its initramfs, once; and the directory that the running system mounts the disk at. */
const checkTree: Check = ({ kernels, ukis, sysroot, composefs }, { carrier }) => {
  const issues: Issue[] = [];
  if (ukis.length === 0) {
    const [kernel] = kernels;
    if (kernel === undefined) issues.push(lacks('a kernel in /usr/lib/modules', 'it could not start'));
    else if (!kernel.initramfs)
      issues.push(lacks(`/usr/lib/modules/${kernel.version}/initramfs.img`, 'it could not find its root'));
    if (kernels.length > 1) {
      const versions = kernels.map(({ version }) => version).join(', ');
      issues.push(errorIssue('image-several-kernels', ['image'], { versions }));
    }
  }
  if (!sysroot) issues.push(lacks('the directory /sysroot', 'bootc fails after it has partitioned the disk'));
  if (composefs === null && carrier === 'image')
    issues.push(lacks('ostree/prepare-root.conf', 'bootc fails after it has partitioned the disk'));
  return issues;
};

/** Loader and firmware: systemd-boot is for UEFI, and Secure Boot starts what Debian or Fedora signed. */
const checkLoader: Check = ({ systemdBoot, shim, bootupd, ukis }, wanted, { firmware, tools }) => {
  const issues: Issue[] = [];
  const { backend, loader, carrier } = wanted;
  if (backend === 'ostree' && !bootupd)
    issues.push(lacks('bootupd', 'bootc installs an ostree-based image with bootupd only'));
  if (loader === 'grub' && !bootupd)
    issues.push(lacks('bootupd', 'its install configuration asks for GRUB, which bootupd would install'));
  if (loader === 'systemd' && carrier === 'image' && !systemdBoot.plain && !systemdBoot.signed)
    issues.push(lacks('systemd-boot', 'the disk would not start'));
  if (firmware?.kind === 'bios' && loader === 'systemd')
    issues.push(
      errorIssue('image-no-loader', ['image'], {
        firmware: 'BIOS',
        missing: 'GRUB; systemd-boot is for UEFI only',
      }),
    );
  const signed = carrier === 'host' ? tools.signedLoader : shim && (systemdBoot.signed || ukis.length > 0);
  if (firmware?.secureBoot === true && loader === 'systemd' && !signed)
    issues.push(
      errorIssue('secure-boot-unsigned', ['image'], {
        whose: carrier === 'host' ? 'this live system' : 'the image',
      }),
    );
  return issues;
};

/** What bootc says only after it has partitioned: no file system, fs-verity on xfs, no program to make it. */
const checkFileSystem: Check = (content, { rootFileSystem, carrier, verb }, _facts, _settings) => {
  const issues: Issue[] = [];
  const sealed = content.ukis.length > 0 || content.composefs === 'verity' || content.composefs === 'signed';
  if (sealed && rootFileSystem === 'xfs')
    issues.push(errorIssue('file-system-verity', ['rootFileSystem'], { rootFileSystem }));
  const mkfs = `mkfs.${rootFileSystem}`;
  // to-filesystem finds the file system made; to-disk makes it with a program of where bootc runs.
  if (verb === 'to-disk' && carrier === 'image' && !content.programs.includes(mkfs))
    issues.push(lacks(mkfs, 'bootc could not make the file system'));
  return issues;
};

/** Kernel arguments stand in a unified kernel image, signed; none can be added. */
const checkArguments: Check = ({ ukis }, _wanted, facts, settings) => {
  const kargs = kernelArguments(facts, settings);
  if (ukis.length === 0 || kargs.length === 0) return [];
  return [errorIssue('uki-kernel-arguments', ['kernelArguments'], { arguments: kargs.join(' ') })];
};

/** SELinux labels are written by a kernel that knows the policy. */
const checkSelinux: Check = ({ selinuxPolicy }, _wanted, { selinux }) =>
  selinuxPolicy && !selinux ? [errorIssue('image-selinux', ['image'])] : [];

/** The image says how it wants to be installed, or the person says it; nobody guesses. */
const checkInstallConfig: Check = ({ installConfig }, _wanted, _facts, settings) => {
  if (installConfig === null && !settings.asksRootFileSystem)
    return [
      lacks(
        'an install configuration (/usr/lib/bootc/install/*.toml)',
        'bootc does not know the file system of the root',
      ),
    ];
  if (installConfig !== null && installConfig.block.length > 0 && !installConfig.block.includes('direct'))
    return [errorIssue('image-encryption-only', ['image'], { block: installConfig.block.join(', ') })];
  return [];
};

const checkUpdater: Check = ({ programs }) =>
  programs.includes('bootc') || programs.includes('particleos-system')
    ? []
    : [warningIssue('image-no-updater', ['image'])];

/** Ways of calling bootc that cannot work, said before they are tried. */
const checkWay: Check = (_content, { carrier, verb, backend, loader }, facts, settings) => {
  const source = settings.source;
  if (source === null || verb !== 'to-disk') return [];
  const local = splitReference(source).transport === 'oci';
  const stored = facts.live?.imageStore != null && source === `oci:${facts.live.embeddedImage ?? ''}`;
  if (carrier === 'image' ? stored : local) return [];
  const why =
    carrier === 'image'
      ? 'an image that is fetched first needs room on the disk that to-disk erases'
      : 'this live system reads images in OCI directories only; others are fetched to the target disk first';
  return [errorIssue('bootc-way', ['install', 'verb'], { verb, carrier, backend, loader, why })];
};

const checks: readonly Check[] = [
  checkTree,
  checkLoader,
  checkFileSystem,
  checkArguments,
  checkSelinux,
  checkInstallConfig,
  checkUpdater,
  checkWay,
];

/** Everything that bootc itself would say late: most of it only after it has partitioned the disk. */
export function checkBootc(
  image: ImageFacts,
  facts: Facts,
  settings: Settings,
  wanted: BootcWanted,
): Issue[] {
  const { content } = image;
  return content === null ? [] : checks.flatMap((check) => check(content, wanted, facts, settings));
}
