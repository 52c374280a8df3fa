// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { identityOf } from '../../facts/disk-identity.ts';
import type { ImageContent } from '../../facts/image-content.ts';
import { givenDisk } from '../storage/given-disk.ts';
import { wholeDiskLayout } from '../storage/whole-disk-layout.ts';
import { bootcScheme } from './bootc-disk-bytes.ts';
import { bootcArgv } from './bootc-install.ts';
import { config, debian, fedora, given } from './given-image.ts';

const disk = givenDisk({ name: 'vda', sizeBytes: 2 ** 34 });

test.each<readonly [string, ImageContent, string | null, boolean]>([
  ["ostree, without a word of the image's own", fedora, null, false],
  ["ostree, with bootc's default named", fedora, 'default', false],
  ['ostree, with another one named', fedora, 'fedora', true],
  ['composefs, which has one only', debian, 'other', false],
])('stateroot: %s', (_name, base, stateroot, isGiven) => {
  const { image, source, wanted } = given(base, { content: { installConfig: { ...config, stateroot } } });
  const layout = wholeDiskLayout(disk, bootcScheme(wanted, false), wanted.rootFileSystem);
  const install = {
    wanted,
    disk: identityOf(disk),
    layout,
    source,
    image,
    store: null,
    access: {},
    track: null,
    kernelArguments: [],
    volumes: [],
    enforcePolicy: false,
    secureBoot: false,
  };
  expect(bootcArgv(install, null).includes('--stateroot=default')).toBe(isGiven);
});
