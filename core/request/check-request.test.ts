// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { checkRequest } from './check-request.ts';
import { requestSchema, type WifiConnection } from './request.ts';

const digest = `sha256:${'0'.repeat(64)}`;
/** A request without any issue. */
const clean = {
  version: 1,
  disk: { only: true },
  image: { track: 'registry:example.org/a/b:c', signature: { publicKey: '/run/cosign.pub' } },
  users: [{ name: 'ada', passwordSecret: 'ada', sudo: true }],
};
const admin = clean.users[0];

function issues(change: object): string[] {
  const found = checkRequest(requestSchema.parse({ ...clean, ...change }));
  return found.map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`);
}

const table: readonly (readonly [object, readonly string[]])[] = [
  [{}, []],
  [{ image: undefined }, ['warning image-no-update-ref image']],
  [
    { image: { source: 'oci:/i' } },
    ['warning image-no-update-ref image', 'warning image-untrusted image.source'],
  ],
  [{ image: { source: 'registry:h/a:b' } }, ['warning image-untrusted image.source']],
  [{ image: { source: 'registry:h/a:b', digest } }, ['warning updates-unsigned image.source']],
  [{ image: { source: 'registry:h/a:b', signature: { policy: '/run/policy.json' } } }, []],
  [{ image: { track: 'registry:h/a:b' } }, ['warning updates-unsigned image.track']],
  [{ image: { source: `registry:h/a@${digest}` } }, ['warning image-no-update-ref image']],
  [
    {
      image: { source: `registry:h/a@${digest}`, digest: digest.replace('0', '1'), track: 'registry:h/a:b' },
    },
    // The reference may name a list of architectures, the digest a manifest of it: the planner knows.
    ['warning updates-unsigned image.track'],
  ],
  [{ image: { track: 'oci-archive:/i' } }, ['warning track-not-registry image.track']],
  [{ image: { track: `registry:h/a@${digest}` } }, ['warning track-pinned image.track']],
  [{ keyboard: { layout: 'de' } }, []],
  [{ keyboard: { layout: 'ed' } }, ['error keymap-unknown keyboard.layout']],
  [{ keyboard: { layout: 'ge' } }, ['warning keymap-unknown keyboard.layout']],
  [{ keyboard: { layout: 'de', variant: 'neo' } }, ['warning keymap-unknown keyboard.variant']],
  [{ keyboard: { layout: 'ge', keymap: 'us' } }, []],
  [{ layout: { kind: 'mounted', root: '/mnt/target' } }, []],
  [
    { layout: { kind: 'mounted', root: '/mnt/target' }, releaseDisk: true },
    ['error release-mounted releaseDisk'],
  ],
  [{ timezone: 'UTC' }, []],
  [{ timezone: 'Etc/UTC' }, []],
  [{ timezone: 'Europe/Kyiv' }, []],
  [{ timezone: 'Europe/Kiev' }, []],
  [{ timezone: 'US/Pacific' }, []],
  [{ timezone: 'EST5EDT' }, []],
  [{ timezone: 'NZ-CHAT' }, []],
  [{ timezone: 'Etc/GMT+5' }, []],
  [{ timezone: 'europe/berlin' }, ['error timezone-unknown timezone']],
  [{ timezone: 'PST' }, ['error timezone-unknown timezone']],
  [{ timezone: '+01:00' }, ['error timezone-unknown timezone']],
  [{ timezone: '../../etc/passwd' }, ['error timezone-unknown timezone']],
  [{ users: [] }, ['warning user-no-login users']],
  [{ users: [{ name: 'ada', sudo: true }] }, ['warning user-no-login users']],
  [{ users: [{ name: 'ada', sshKeys: ['ssh-ed25519 AAAA'] }] }, ['warning user-no-admin users']],
  [{ users: [{ ...admin, sudo: false, groups: ['sudo'] }] }, []],
  [{ users: [admin, { name: 'root' }] }, ['error user-reserved users.1.name']],
  [{ users: [admin, { name: 'www-data' }] }, ['error user-reserved users.1.name']],
  [{ users: [admin, { name: 'systemd-network' }] }, ['error user-reserved users.1.name']],
  [{ users: [admin, { name: 'Ada' }] }, ['error user-name-malformed users.1.name']],
  [{ users: [admin, { name: 'a'.repeat(33) }] }, ['error user-name-malformed users.1.name']],
  [{ users: [admin, { name: '-rf' }] }, ['error user-name-malformed users.1.name']],
  [{ users: [admin, admin] }, ['error duplicate-user users.1.name']],
  [{ users: [{ ...admin, passwordHash: '$y$a$b' }] }, ['error user-two-passwords users.0.passwordSecret']],
  [{ users: [{ ...admin, groups: ['audio', 'wizards'] }] }, ['warning group-unknown users.0.groups.1']],
  [{ network: [{ name: 'a' }, { name: 'a' }] }, ['error duplicate-connection network.1.name']],
  [
    { network: [{ name: 'a', gateway: '192.0.2.1', addresses: ['2001:db8::1/64'] }] },
    ['error gateway-alone network.0.gateway'],
  ],
  [
    { kernelArguments: ['quiet', 'root=/dev/sda', 'rw'] },
    ['error karg-reserved kernelArguments.1', 'error karg-reserved kernelArguments.2'],
  ],
  [{ kernelArguments: ['ostree=/x', 'rootdelay=5'] }, ['error karg-reserved kernelArguments.0']],
  [{ kernelArguments: ['rd.vconsole.keymap=de'] }, []],
  [
    { kernelArguments: ['rd.vconsole.keymap=de'], keyboard: { layout: 'us' } },
    ['error karg-reserved kernelArguments.0'],
  ],
];

describe('what can be said without facts', () => {
  test.each(
    table.map(([change, expected]) => [JSON.stringify(change).slice(0, 100), change, expected] as const),
  )('%s', (_, change, expected) => {
    expect(issues(change)).toEqual(expected);
  });
});

describe('wireless networks', () => {
  const codes = (wifi: WifiConnection): string[] =>
    checkRequest({ version: 1, disk: { only: true }, network: [{ name: 'w', wifi }] })
      .filter(({ path }) => path[0] === 'network')
      .map(({ code, path }) => `${code} ${path.slice(3).join('.')}`.trim());

  test('have a password where they ask for one, and nowhere else', () => {
    expect(codes({ ssid: 'a', security: 'open' })).toEqual([]);
    expect(codes({ ssid: 'a', security: 'personal', passwordSecret: 'p' })).toEqual([]);
    expect(codes({ ssid: 'a', security: 'personal' })).toEqual(['missing-key passwordSecret']);
    expect(codes({ ssid: 'a', security: 'open', passwordSecret: 'p' })).toEqual(['bad-value passwordSecret']);
    expect(codes({ ssid: 'a', security: 'personal', passwordSecret: 'p', identity: 'ada' })).toEqual([
      'bad-value identity',
    ]);
  });

  test('of an enterprise are told to be entered without a look at the certificate', () => {
    expect(codes({ ssid: 'a', security: 'enterprise' })).toEqual([
      'missing-key identity',
      'missing-key passwordSecret',
      'wifi-server-unchecked',
    ]);
  });

  test('have names of at most 32 bytes', () => {
    const named = (ssid: string): boolean =>
      requestSchema.shape.network.safeParse([{ name: 'w', wifi: { ssid, security: 'open' } }]).success;
    expect([named('ü'.repeat(16)), named('ü'.repeat(17)), named('')]).toEqual([true, false, false]);
  });
});

test('one user at most is logged in automatically', () => {
  const users = [
    { ...admin, autologin: true },
    { ...admin, name: 'bob', autologin: false },
    { ...admin, name: 'eve', autologin: true },
  ];
  expect(issues({ users })).toEqual(['error autologin-several users.2.autologin']);
});
