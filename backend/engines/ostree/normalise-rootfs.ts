// SPDX-License-Identifier: Apache-2.0
import { access, lstat, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { kernelProblem, type FoundKernel } from '../../../core/facts/kernel-problem.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import type { Action } from '../../execute/context.ts';
import { writeFileWhole } from '../../execute/write-file.ts';

const params = z.object({ root: z.string() });

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** A directory that is there and empty; a link or file in its place is replaced. */
async function emptyDirectory(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path);
}

function notBootable(reason: string): IssueError {
  return new IssueError(errorIssue('image-not-bootable', ['image'], { source: 'the image', reason }));
}

async function checkKernel(root: string): Promise<void> {
  const modules = join(root, 'usr/lib/modules');
  const names = (await exists(modules)) ? await readdir(modules) : [];
  const kernels: FoundKernel[] = [];
  for (const name of names) {
    if (!(await exists(join(modules, name, 'vmlinuz')))) continue;
    kernels.push({ name, initramfs: await exists(join(modules, name, 'initramfs.img')) });
  }
  const reason = kernelProblem(kernels);
  if (reason !== null) throw notBootable(reason);
}

/** What differs between machines must not come from the image: machine-id(5) and SSH host keys are made at first boot. */
async function forgetIdentity(etc: string): Promise<void> {
  await writeFileWhole(join(etc, 'machine-id'), '', 0o444);
  const ssh = join(etc, 'ssh');
  if (!(await exists(ssh))) return;
  for (const name of await readdir(ssh)) if (name.startsWith('ssh_host_')) await rm(join(ssh, name));
}

/**
 * Brings an unpacked container image into the form of an ostree commit: /etc becomes /usr/etc (the pristine copy
 * that updates are merged from), run-time directories are empty, /sysroot and /ostree are there.
 */
export const normaliseRootfs: Action = async (raw) => {
  const { root } = params.parse(raw);
  await checkKernel(root);
  const etc = join(root, 'etc');
  const pristine = join(root, 'usr/etc');
  if (!(await exists(pristine))) await rename(etc, pristine);
  else if ((await exists(etc)) && (await readdir(etc)).length > 0)
    throw notBootable('it has both /etc and /usr/etc');
  else await rm(etc, { recursive: true, force: true });
  for (const name of ['dev', 'proc', 'sys', 'run', 'tmp', 'boot', 'sysroot'])
    await emptyDirectory(join(root, name));
  if ((await lstat(join(root, 'ostree')).catch(() => null)) === null)
    await symlink('sysroot/ostree', join(root, 'ostree'));
  await forgetIdentity(pristine);
  return root;
};
