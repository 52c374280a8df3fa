// SPDX-License-Identifier: Apache-2.0
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssueError } from '../../../core/issues/issue-error.ts';
import type { Action, ActionContext } from '../../execute/context.ts';
import { UndoStack } from '../../execute/undo-stack.ts';
import { checkCopy } from './check-copy.ts';
import { findDeployment } from './find-deployment.ts';
import { linkOciLayout } from './link-oci-layout.ts';
import { normaliseRootfs } from './normalise-rootfs.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { givenContext } from '../../execute/given-context.ts';

let root: string;
let undo: UndoStack;
let context: ActionContext;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ostree-'));
  undo = new UndoStack();
  context = givenContext({ undo });
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

const textOf = (name: string): Promise<string> => readFile(join(root, name), 'utf8');
const has = async (name: string): Promise<boolean> =>
  (await lstat(join(root, name)).catch(() => null)) !== null;

/** The reason a person would read, or "done". */
async function reasonOf(action: Action, params: Record<string, unknown>): Promise<string> {
  try {
    await action(params, context);
    return 'done';
  } catch (error) {
    if (!(error instanceof IssueError)) throw error;
    return `${error.issue.code}: ${error.issue.params['reason'] ?? ''}`;
  }
}

const kernel = {
  'usr/lib/modules/6.12.48/vmlinuz': 'k',
  'usr/lib/modules/6.12.48/initramfs.img': 'i',
  'usr/lib/modules/6.12.48/modules.dep': '',
};

describe('normaliseRootfs', () => {
  const normalise = (): Promise<string> => reasonOf(normaliseRootfs, { root });

  test('moves /etc, empties what is made at run time, forgets who the machine was', async () => {
    await put({
      ...kernel,
      'etc/hostname': 'x',
      'etc/machine-id': 'abc\n',
      'etc/ssh/ssh_host_rsa_key': 'secret',
      'etc/ssh/ssh_host_rsa_key.pub': 'public',
      'etc/ssh/sshd_config': 'kept',
      'run/lock/x': '',
      'tmp/x': '',
      'boot/vmlinuz': 'old',
      'dev/null': 'a file by mistake',
      'var/lib/x': 'kept',
      '.dockerenv': '',
    });
    await symlink('/etc/passwd', join(root, 'sys'));
    expect(await normalise()).toBe('done');
    expect(await has('etc')).toBe(false);
    expect(await textOf('usr/etc/hostname')).toBe('x');
    expect(await textOf('usr/etc/machine-id')).toBe('');
    expect((await stat(join(root, 'usr/etc/machine-id'))).mode & 0o777).toBe(0o444);
    expect(await readdir(join(root, 'usr/etc/ssh'))).toEqual(['sshd_config']);
    for (const name of ['dev', 'proc', 'sys', 'run', 'tmp', 'boot', 'sysroot']) {
      expect((await lstat(join(root, name))).isDirectory()).toBe(true);
      expect(await readdir(join(root, name))).toEqual([]);
    }
    expect(await readlink(join(root, 'ostree'))).toBe('sysroot/ostree');
    expect(await textOf('var/lib/x')).toBe('kept');
  });

  test('an image that is in the form already stays as it is', async () => {
    await put({ ...kernel, 'usr/etc/hostname': 'x' });
    await mkdir(join(root, 'etc'));
    await symlink('sysroot/ostree', join(root, 'ostree'));
    expect(await normalise()).toBe('done');
    expect(await has('etc')).toBe(false);
    expect(await textOf('usr/etc/hostname')).toBe('x');
  });

  test('both /etc and /usr/etc is an issue, and nothing is moved', async () => {
    await put({ ...kernel, 'usr/etc/hostname': 'x', 'etc/hostname': 'y' });
    expect(await normalise()).toBe('image-not-bootable: it has both /etc and /usr/etc');
    expect(await textOf('etc/hostname')).toBe('y');
  });

  test('no kernel', async () => {
    await put({ 'etc/hostname': 'x', 'usr/lib/modules/6.12.48/modules.dep': '' });
    expect(await normalise()).toMatch(/^image-not-bootable: there is no kernel/);
    expect(await has('etc/hostname')).toBe(true);
  });

  test('no modules at all', async () => {
    await put({ 'etc/hostname': 'x' });
    expect(await normalise()).toMatch(/^image-not-bootable: there is no kernel/);
  });

  test('two kernels', async () => {
    await put({ ...kernel, 'etc/x': '', 'usr/lib/modules/6.1.0/vmlinuz': 'k' });
    expect(await normalise()).toMatch(/^image-not-bootable: there are several kernels: 6\.\S+, 6\./);
  });

  test('modules of an older kernel without its image do not count', async () => {
    await put({ ...kernel, 'etc/x': '', 'usr/lib/modules/6.1.0/modules.dep': '' });
    expect(await normalise()).toBe('done');
  });

  test('no initramfs', async () => {
    await put({ 'etc/x': '', 'usr/lib/modules/6.12.48/vmlinuz': 'k' });
    expect(await normalise()).toBe('image-not-bootable: kernel 6.12.48 has no initramfs.img');
  });
});

describe('linkOciLayout', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: 'application/x', layers: [] });

  test('makes a layout whose only name leads to the pinned manifest', async () => {
    await put({ [`image/blobs/sha256/${'a'.repeat(64)}`]: manifest, 'image/index.json': 'elsewhere' });
    const layout = join(root, 'scratch/oci');
    expect(
      await linkOciLayout(
        { directory: join(root, 'image'), digest, layout, name: 'pinned', blobs: 'linked' },
        context,
      ),
    ).toBe(layout);
    expect(await textOf('scratch/oci/oci-layout')).toBe('{"imageLayoutVersion":"1.0.0"}');
    expect(JSON.parse(await textOf('scratch/oci/index.json'))).toEqual({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: 'application/x',
          digest,
          size: manifest.length,
          annotations: { 'org.opencontainers.image.ref.name': 'pinned' },
        },
      ],
    });
    expect(await textOf(`scratch/oci/blobs/sha256/${'a'.repeat(64)}`)).toBe(manifest);
    expect(await textOf('image/index.json')).toBe('elsewhere');
  });

  test('leaves the blobs alone that a mount shows', async () => {
    await put({
      [`image/blobs/sha256/${'a'.repeat(64)}`]: manifest,
      'scratch/oci/blobs/shown': 'by a mount',
    });
    const layout = join(root, 'scratch/oci');
    await linkOciLayout(
      { directory: join(root, 'image'), digest, layout, name: 'pinned', blobs: 'mounted' },
      context,
    );
    expect(await textOf('scratch/oci/blobs/shown')).toBe('by a mount');
    expect(await textOf('scratch/oci/index.json')).toContain(digest);
  });

  test('a manifest that is gone is an error, and no layout is made', async () => {
    await mkdir(join(root, 'image/blobs/sha256'), { recursive: true });
    const layout = join(root, 'oci');
    const linking = linkOciLayout(
      { directory: join(root, 'image'), digest, layout, name: 'p', blobs: 'linked' },
      context,
    );
    await expect(linking).rejects.toThrow('ENOENT');
    expect(await has('oci')).toBe(false);
  });
});

describe('findDeployment', () => {
  const id = `${'c'.repeat(64)}.0`;
  const find = (): Promise<string> => findDeployment({ directory: root }, context);

  test('finds the one directory among origins and other files', async () => {
    await mkdir(join(root, id));
    await put({ [`${id}.origin`]: '', 'something/else': '' });
    expect(await find()).toBe(join(root, id));
  });

  test('none, and more than one, are errors', async () => {
    await expect(find()).rejects.toThrow('expected one deployment');
    await mkdir(join(root, id));
    await mkdir(join(root, `${'d'.repeat(64)}.0`));
    await expect(find()).rejects.toThrow('found 2');
  });
});

describe('scratchDirectory', () => {
  test('is private, fresh, and gone after undo', async () => {
    await put({ 'scratch/old': 'of a run that was cut off' });
    const path = join(root, 'scratch');
    expect(await scratchDirectory({ path }, context)).toBe(path);
    expect(await readdir(path)).toEqual([]);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await put({ 'scratch/deep/down/file': 'x' });
    expect(await undo.unwind(() => undefined)).toEqual([]);
    expect(await has('scratch')).toBe(false);
  });

  test('gone already is no leftover', async () => {
    await scratchDirectory({ path: join(root, 'scratch') }, context);
    await rm(join(root, 'scratch'), { recursive: true });
    expect(await undo.unwind(() => undefined)).toEqual([]);
  });

  test('an undo that fails is named', async () => {
    undo.push('x is left', () => Promise.reject(new Error('busy')));
    await scratchDirectory({ path: join(root, 'scratch') }, context);
    const told: string[] = [];
    expect(await undo.unwind((what) => told.push(what))).toEqual(['x is left']);
    expect(told).toEqual(['x is left']);
    expect(await has('scratch')).toBe(false);
  });
});

describe('check-copy', () => {
  const manifest = `sha256:${'1'.repeat(64)}`;
  const config = `sha256:${'2'.repeat(64)}`;

  test.each([
    ['the config that was checked', config, 'done'],
    ['another one', `sha256:${'3'.repeat(64)}`, 'image-changed: '],
  ])('%s', async (_, copied, reason) => {
    await put({
      'oci/index.json': JSON.stringify({ manifests: [{ digest: manifest }] }),
      [`oci/blobs/sha256/${'1'.repeat(64)}`]: JSON.stringify({ config: { digest: copied } }),
    });
    expect(await reasonOf(checkCopy, { layout: join(root, 'oci'), config })).toBe(reason);
  });
});
