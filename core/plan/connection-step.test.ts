// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { NetworkRequest } from '../request/request.ts';
import { connectionStep } from './connection-step.ts';
import { keyfileSsid, keyfileValue } from './keyfile-value.ts';

function fileOf(connection: NetworkRequest): { content: string; secrets: unknown; mode: number } {
  const step = connectionStep(connection, 0);
  if (step.kind !== 'write') throw new Error(`it is a ${step.kind}`);
  return { content: step.content, secrets: step.secrets, mode: step.mode };
}

describe('a connection of the installed system', () => {
  test('that is wired and has fixed addresses', () => {
    const { content, secrets, mode } = fileOf({
      name: 'office',
      interface: 'eno1',
      addresses: ['192.0.2.10/24'],
      gateway: '192.0.2.1',
    });
    expect(content).toContain('type=ethernet\ninterface-name=eno1\n');
    expect(content).toContain('[ipv4]\nmethod=manual\naddress1=192.0.2.10/24,192.0.2.1\n');
    expect([secrets, mode]).toEqual([undefined, 0o600]);
  });

  test('that is wireless and has one password: the password is a hole, at the end of its section', () => {
    const { content, secrets, mode } = fileOf({
      name: 'home',
      wifi: { ssid: 'Particle Lab', hidden: true, security: 'personal', passwordSecret: 'wlan' },
    });
    expect(content).toContain('[wifi]\nmode=infrastructure\nssid=Particle Lab\nhidden=true\n');
    expect(content).toMatch(/\n\[wifi-security\]\nkey-mgmt=wpa-psk\npsk=\{\{wifi-password\}\}\n$/);
    expect([secrets, mode]).toEqual([{ 'wifi-password': 'wifi-password:home' }, 0o600]);
  });

  test('that asks for a user name', () => {
    const wifi = {
      ssid: 'eduroam',
      security: 'enterprise',
      identity: 'ada\\x',
      passwordSecret: 'uni',
    } as const;
    const { content } = fileOf({ name: 'uni', wifi });
    expect(content).toContain('[wifi-security]\nkey-mgmt=wpa-eap\n');
    expect(content).toMatch(
      /\n\[802-1x\]\neap=peap;\nidentity=ada\\\\x\nphase2-auth=mschapv2\npassword=\{\{wifi-password\}\}\n$/,
    );
  });

  test('that is open has no secret, and what looks like a hole in a name is none', () => {
    const { content, secrets } = fileOf({ name: 'cafe', wifi: { ssid: '{{rootUuid}}', security: 'open' } });
    expect(content).toContain('ssid={{braces}}rootUuid}}\n');
    expect(content).not.toContain('security');
    expect(secrets).toBeUndefined();
  });
});

test.each([
  ['plain', 'plain'],
  ['a;b', '97;59;98;'],
  ['12;', '49;50;59;'],
  [' x', '32;120;'],
  ['Café', '67;97;102;195;169;'],
  ['back\\slash', '98;97;99;107;92;115;108;97;115;104;'],
])('the network "%s" is %s in a keyfile', (ssid, written) => {
  expect(keyfileSsid(ssid)).toBe(written);
});

test.each([
  ['  two blanks ', '\\s\\stwo blanks\\s'],
  ['a\\b;c#d', 'a\\\\b;c#d'],
  ['x\n[ipv4]', 'x\\n[ipv4]'],
])('the value %j is %s in a keyfile', (value, written) => {
  expect(keyfileValue(value)).toBe(written);
});
