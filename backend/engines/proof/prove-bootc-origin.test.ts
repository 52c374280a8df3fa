// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import {
  parseBootcAleph,
  parseBootcOrigin,
  parseContainerReference,
  type BootcOrigin,
} from '../../../core/plan/bootc/bootc-origin.ts';
import { bootcHostSchema, type BootcHost } from '../../system/bootc-host.ts';
import { checkInstalledBootc, type BootcOriginWanted } from './prove-bootc-origin.ts';

const digest = `sha256:${'9'.repeat(64)}`;
const targetImage = { transport: 'registry', name: 'registry.example.org/os:stable' };
const wanted: BootcOriginWanted = { backend: 'composefs', targetImage, digest, enforcePolicy: false };
const onOstree: BootcOriginWanted = { ...wanted, backend: 'ostree' };

/** As bootc 1.16.9 writes it: spaces round "=" by the composefs backend, none by ostree. */
const composefsOrigin = `[origin]
container-image-reference = ostree-unverified-image:docker://registry.example.org/os:stable

[boot]
boot_type = bls
digest = 0dd518aac880521bfcc714700e763707063e70ab2bdca15214aaf38ec05d9313

[image]
manifest_digest = ${digest}
`;
const ostreeOrigin =
  '[origin]\ncontainer-image-reference=ostree-unverified-registry:registry.example.org/os:stable\n';
const alephText = JSON.stringify({
  digest,
  image: '/image',
  kernel: '6.12.117+deb13-amd64',
  labels: { 'containers.bootc': '1' },
  selinux: 'disabled',
  'target-image': 'registry.example.org/os:stable',
  timestamp: '2026-11-21T05:45:35Z',
  version: '13.1',
});
const aleph = parseBootcAleph(alephText);
const origin = parseBootcOrigin(composefsOrigin);

function statusOf(image: unknown, booted: unknown): BootcHost {
  return bootcHostSchema.parse({ spec: { image }, status: { type: 'bootcHost', booted } });
}
const followed = { image: targetImage.name, transport: 'registry' };
const booted = {
  image: { image: followed, imageDigest: digest },
  composefs: { verity: 'a', bootType: 'Bls', bootloader: 'systemd' },
};

test('what was asked for passes', () => {
  expect(checkInstalledBootc({ aleph: null, origin, status: statusOf(followed, booted) }, wanted)).toEqual(
    [],
  );
  expect(checkInstalledBootc({ aleph, origin: parseBootcOrigin(ostreeOrigin) }, onOstree)).toEqual([]);
});

test('records that are missing are findings', () => {
  expect(checkInstalledBootc({ aleph: null, origin: null }, onOstree)).toEqual([
    'bootc did not note where updates come from',
    'there is no .bootc-aleph.json',
  ]);
  const old = parseBootcOrigin(composefsOrigin.replace(/\[image\][^]*/, ''));
  expect(checkInstalledBootc({ aleph: null, origin: old }, wanted)).toEqual([
    'bootc did not note which image it installed',
  ]);
});

test('another origin is a finding: the name of the source, taken for one in a registry', () => {
  const wrong = parseBootcOrigin(composefsOrigin.replace('registry.example.org/os:stable', '/image'));
  expect(checkInstalledBootc({ aleph: null, origin: wrong }, wanted)).toEqual([
    'updates come from registry:/image instead of registry:registry.example.org/os:stable',
  ]);
});

test('another image is a finding, wherever it is noted', () => {
  const other = { ...wanted, digest: 'sha256:0' };
  const status = statusOf(followed, booted);
  expect(checkInstalledBootc({ aleph, origin, status }, other)).toEqual([
    `bootc noted the digest ${digest}`,
    `.bootc-aleph.json has digest ${digest}`,
    `bootc status: the booted image has digest ${digest}`,
  ]);
  const before115 = parseBootcAleph(JSON.stringify({ image: `registry.example.org/os@${digest}` }));
  expect(checkInstalledBootc({ aleph: before115, origin }, { ...other, backend: 'ostree' })).toEqual([
    `.bootc-aleph.json has digest ${digest}`,
  ]);
});

test('an aleph of old that names no digest says nothing', () => {
  const old = parseBootcAleph('{"image":"registry.example.org/os:stable","kernel":"6.1"}');
  expect(checkInstalledBootc({ aleph: old, origin: parseBootcOrigin(ostreeOrigin) }, onOstree)).toEqual([]);
});

test('the aleph has another target', () => {
  const other = parseBootcAleph(alephText.replace('os:stable', 'os:other'));
  expect(checkInstalledBootc({ aleph: other, origin }, wanted)).toEqual([
    '.bootc-aleph.json has registry.example.org/os:other as its target',
  ]);
});

test('a policy that was asked for must be noted, where the backend can', () => {
  const enforced = { ...onOstree, enforcePolicy: true };
  expect(checkInstalledBootc({ aleph, origin: parseBootcOrigin(ostreeOrigin) }, enforced)).toEqual([
    'updates are not held to the signature policy',
  ]);
  const signed = 'ostree-image-signed:docker://registry.example.org/os:stable';
  const verified = parseBootcOrigin(`[origin]\ncontainer-image-reference=${signed}\n`);
  expect(checkInstalledBootc({ aleph, origin: verified }, enforced)).toEqual([]);
  expect(checkInstalledBootc({ aleph: null, origin }, { ...wanted, enforcePolicy: true })).toEqual([]);
});

test('the booted system follows nothing, or is of the other backend', () => {
  expect(checkInstalledBootc({ aleph: null, origin, status: statusOf(null, null) }, wanted)).toEqual([
    'bootc status: it follows nothing',
    'bootc status: the booted image has digest none',
    'bootc status: the booted system is not of the composefs backend',
  ]);
});

test.each<[string, Omit<BootcOrigin, 'digest'> | null]>([
  ['ostree-unverified-registry:h/n:t', { transport: 'registry', name: 'h/n:t', verified: false }],
  ['ostree-unverified-image:docker://h/n:t', { transport: 'registry', name: 'h/n:t', verified: false }],
  ['ostree-unverified-image:registry:h/n:t', { transport: 'registry', name: 'h/n:t', verified: false }],
  ['ostree-unverified-image:oci:/stick/os', { transport: 'oci', name: '/stick/os', verified: false }],
  [
    'ostree-image-signed:containers-storage:l/n',
    { transport: 'containers-storage', name: 'l/n', verified: true },
  ],
  ['ostree-remote-registry:fedora:h/n:t', { transport: 'registry', name: 'h/n:t', verified: true }],
  ['ostree-remote-image:fedora:docker://h/n', { transport: 'registry', name: 'h/n', verified: true }],
  ['fedora:fedora/x86_64/coreos', null],
  ['ostree-unverified-image:', null],
  ['', null],
])('%s', (text, parsed) => {
  expect(parseContainerReference(text)).toEqual(parsed);
});

test('a key counts in its own group only', () => {
  expect(parseBootcOrigin('[other]\ncontainer-image-reference=ostree-unverified-registry:a/b\n')).toBeNull();
  expect(parseBootcAleph('[]')).toBeNull();
  expect(parseBootcAleph('no JSON')).toBeNull();
});
