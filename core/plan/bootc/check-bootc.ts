// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import { splitReference } from '../../request/image-reference.ts';
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import { kernelArguments } from '../kernel-arguments.ts';
import type { Settings } from '../settings.ts';
import { checkRootFileSystem } from '../storage/check-root.ts';
import type { BootcWanted } from './bootc-choice.ts';
import type { BootcCheck } from './bootc-check.ts';
import { checkFiles } from './check-files.ts';
import { checkInstallConfig } from './check-install-config.ts';
import { checkLoader } from './check-loader.ts';
import { checkPrograms } from './check-programs.ts';

function checkFileSystem({ content, wanted }: BootcCheck): Issue[] {
  return checkRootFileSystem(wanted.rootFileSystem, { engine: 'bootc', content });
}

/** Kernel arguments stand in a unified kernel image, signed; none can be added. */
function checkArguments({ content, facts, settings }: BootcCheck): Issue[] {
  const kargs = kernelArguments(facts, settings);
  if (content.ukis.length === 0 || kargs.length === 0) return [];
  return [errorIssue('uki-kernel-arguments', ['kernelArguments'], { arguments: kargs.join(' ') })];
}

/** SELinux labels are written by a kernel that knows the policy. */
function checkSelinux({ content, facts }: BootcCheck): Issue[] {
  return content.selinuxPolicy && !facts.selinux ? [errorIssue('image-selinux', ['image'])] : [];
}

function checkUpdater({ content }: BootcCheck): Issue[] {
  const has = ['bootc', 'particleos-system'].some((name) => content.programs.includes(name));
  return has ? [] : [warningIssue('image-no-updater', ['image'])];
}

/** Ways of calling bootc that cannot work, said before they are tried. */
function checkWay({ wanted, facts, settings }: BootcCheck): Issue[] {
  const { carrier, verb, backend, loader } = wanted;
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
}

const checks: readonly ((check: BootcCheck) => Issue[])[] = [
  checkFiles,
  checkLoader,
  checkPrograms,
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
  return content === null ? [] : checks.flatMap((check) => check({ content, wanted, facts, settings }));
}
