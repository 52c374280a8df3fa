// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { identityOf } from '../../facts/disk-identity.ts';
import type { Disk } from '../../facts/facts.ts';
import type { ImageContent } from '../../facts/image-content.ts';
import { unreadStorage } from '../../facts/storage-facts.ts';
import { eraseLayout } from '../layout.ts';
import { bootcScheme } from './bootc-disk-bytes.ts';
import { bootcArgv } from './bootc-install.ts';
import { config, debian, fedora, given } from './given-image.ts';

const disk: Disk = {
  name: 'vda',
  path: '/dev/vda',
  byId: [],
  serial: 'target',
  wwn: null,
  model: null,
  vendor: null,
  bus: 'virtio',
  rotational: false,
  removable: false,
  readOnly: false,
  sizeBytes: 2 ** 34,
  logicalSectorBytes: 512,
  physicalSectorBytes: 512,
  table: null,
  tableId: null,
  content: null,
  partitions: [],
  holders: [],
  unsuitable: null,
  ...unreadStorage(),
};

test.each<readonly [string, ImageContent, string | null, boolean]>([
  ["ostree, without a word of the image's own", fedora, null, false],
  ["ostree, with bootc's default named", fedora, 'default', false],
  ['ostree, with another one named', fedora, 'fedora', true],
  ['composefs, which has one only', debian, 'other', false],
])('stateroot: %s', (_name, base, stateroot, isGiven) => {
  const { image, source, wanted } = given(base, { content: { installConfig: { ...config, stateroot } } });
  const layout = eraseLayout(disk, bootcScheme(wanted));
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
    enforcePolicy: false,
    secureBoot: false,
  };
  expect(bootcArgv(install, null).includes('--stateroot=default')).toBe(isGiven);
});
