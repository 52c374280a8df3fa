// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { requestSchema } from '../../core/request/request.ts';
import { diskRequest } from '../pages/disk/to-request.ts';
import { imageRequest } from '../pages/image/to-request.ts';
import { keyboardRequest } from '../pages/keyboard/to-request.ts';
import { layoutRequestOf } from '../pages/layout/to-request.ts';
import { networkRequest } from '../pages/network/to-request.ts';
import { placeRequest } from '../pages/place/to-request.ts';
import { userRequestOf } from '../pages/user/to-request.ts';
import { emptyDraft, type Answers } from './draft.ts';
import { makeRequest } from './make-request.ts';
import { describePage, type Page } from './page.ts';
import type { WizardState } from './wizard-state.ts';

const toRequests = [
  keyboardRequest,
  networkRequest,
  imageRequest,
  diskRequest,
  layoutRequestOf,
  userRequestOf,
  placeRequest,
];
const pages: Page[] = toRequests.map((toRequest, index) =>
  describePage({ id: String(index), titleKey: 'app.name', Component: () => null, toRequest }),
);

function stateOf(answers: Partial<Answers>): WizardState {
  const known = { facts: null, choices: null, catalogue: null, network: null };
  return { answers: { ...emptyDraft.answers, ...answers }, known, language: 'de' };
}

test('without a disk there is no request', () => {
  expect(makeRequest(pages, stateOf({}))).toBeNull();
});

test('only what was said is in it', () => {
  expect(makeRequest(pages, stateOf({ disk: { disk: { serial: 'A1' }, release: false } }))).toEqual({
    version: 1,
    disk: { serial: 'A1' },
    hostname: 'particleos',
    locale: 'C.UTF-8',
  });
});

test('all of it is a request that core takes, with a name in place of the password', () => {
  const request = makeRequest(
    pages,
    stateOf({
      keyboard: { layout: 'de', variant: 'nodeadkeys' },
      network: {
        byHand: [
          { device: 'eno1', addresses: '192.0.2.10/24\n', gateway: '192.0.2.1', dns: '192.0.2.53, ::1' },
        ],
        joined: [
          { ssid: 'Café Größenwahn', hidden: true, security: 'personal', identity: '', keep: true },
          { ssid: 'cafe grossenwahn', hidden: false, security: 'open', identity: '', keep: true },
          { ssid: 'eduroam', hidden: false, security: 'enterprise', identity: 'ada@x', keep: true },
          { ssid: 'left behind', hidden: false, security: 'open', identity: '', keep: false },
        ],
        proxy: 'http://proxy.example.org:3128',
      },
      image: {
        choice: { kind: 'own' },
        reference: ' registry:registry.example.org/os:stable ',
        track: '',
        authFile: '/run/particleos/auth.json',
      },
      disk: { disk: { wwn: '0x5000' }, release: true },
      layout: {
        rootFileSystem: 'btrfs',
        layout: null,
        opened: null,
        size: '',
        further: [
          { disk: { serial: 'B2' }, use: 'data', mount: '/home', content: 'xfs' },
          { disk: { serial: 'C3' }, use: 'data', mount: '/srv ', content: { number: 2 } },
          { disk: { serial: 'D4' }, use: 'mirror', mount: '/var', content: 'ext4' },
        ],
        discard: true,
        swap: 'partition',
        swapSize: '16 GiB',
        hibernate: true,
        compression: 'zstd:1',
        subvolumes: '@ /\n\n @home   /home',
      },
      user: {
        fullName: 'Jörg Müller',
        name: null,
        hasPassword: true,
        sshKeys: 'ssh-rsa AAAA j@x',
        hostname: null,
        autologin: true,
      },
      place: { zone: 'Europe/Berlin', locale: null },
    }),
  );
  expect(requestSchema.parse(request)).toEqual(request);
  expect(request).toMatchObject({
    network: [
      { name: 'eno1', interface: 'eno1', addresses: ['192.0.2.10/24'], dns: ['192.0.2.53', '::1'] },
      {
        name: 'wifi-cafe-gro-enwahn',
        wifi: {
          ssid: 'Café Größenwahn',
          hidden: true,
          security: 'personal',
          passwordSecret: 'wifi:Café Größenwahn',
        },
      },
      { name: 'wifi-cafe-grossenwahn', wifi: { ssid: 'cafe grossenwahn', security: 'open' } },
      { name: 'wifi-eduroam', wifi: { ssid: 'eduroam', identity: 'ada@x', passwordSecret: 'wifi:eduroam' } },
    ],
    releaseDisk: true,
    layout: {
      kind: 'erase',
      discard: true,
      raid1: [{ serial: 'D4' }],
      separate: [
        { disk: { serial: 'B2' }, mount: '/home', fileSystem: 'xfs' },
        { disk: { serial: 'C3' }, mount: '/srv', keep: { number: 2 } },
      ],
    },
    fileSystem: {
      compression: 'zstd:1',
      subvolumes: [
        { name: '@', mount: '/' },
        { name: '@home', mount: '/home' },
      ],
    },
    swap: { kind: 'partition', size: '16 GiB', hibernate: true },
    image: {
      source: 'registry:registry.example.org/os:stable',
      proxy: 'http://proxy.example.org:3128',
      keepAccess: true,
    },
    users: [{ name: 'jorg', passwordSecret: 'user-password', sudo: true, autologin: true }],
    hostname: 'jorg-pc',
  });
});
