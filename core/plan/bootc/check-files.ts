// SPDX-License-Identifier: Apache-2.0
import type { ImageContent } from '../../facts/image-content.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { BootcCheck } from './bootc-check.ts';
import { FAILS_LATE, imageLacks, liveLacks } from './lacks.ts';

/** A kernel with its initramfs, once (ostree-ext, bootabletree.rs; bootc_composefs/boot.rs). */
function checkKernels({ kernels, ukis }: ImageContent): Issue[] {
  if (ukis.length > 0) return [];
  const [kernel] = kernels;
  if (kernel === undefined) return [imageLacks('a kernel in /usr/lib/modules', 'it could not start')];
  if (kernels.length > 1) {
    const versions = kernels.map(({ version }) => version).join(', ');
    return [errorIssue('image-several-kernels', ['image'], { versions })];
  }
  if (kernel.initramfs) return [];
  return [imageLacks(`/usr/lib/modules/${kernel.version}/initramfs.img`, 'it could not find its root')];
}

/** Files and directories that bootc opens in the image, or where it runs, without asking whether they are there. */
export function checkFiles({ content, wanted, facts }: BootcCheck): Issue[] {
  const issues = checkKernels(content);
  if (!content.sysroot) issues.push(imageLacks('the directory /sysroot', FAILS_LATE));
  // What a sealed image has there is not installed, but the directory must be (composefs-boot, empty_toplevel_dirs).
  if (!content.boot && wanted.backend === 'composefs')
    issues.push(imageLacks('the directory /boot', FAILS_LATE));
  const conf = 'ostree/prepare-root.conf in /usr/lib or /etc';
  if (wanted.carrier === 'image' && content.composefs === null) issues.push(imageLacks(conf, FAILS_LATE));
  if (wanted.carrier === 'host' && facts.tools.hostBootc?.composefs === null)
    issues.push(liveLacks(conf, FAILS_LATE));
  // bootc looks for a policy as soon as this file is there, and stops without one (install.rs, load_policy).
  if (wanted.carrier === 'image' && content.selinuxConfig && !content.selinuxPolicy)
    issues.push(imageLacks('the SELinux policy of its /etc/selinux/config', FAILS_LATE));
  return issues;
}
