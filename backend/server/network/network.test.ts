// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { RecordingRunner, type Answer } from '../../runner/recording-runner.ts';
import { enterWifi } from './enter-wifi.ts';
import { RealRunner } from '../../runner/real-runner.ts';
import { fieldsOf, throughPipe } from './nmcli.ts';
import { readNetwork, securityOf } from './read-network.ts';
import { setWired } from './set-wired.ts';

/** In the form of nmcli 1.52 (nmcli(1), --terse). */
const SHOW = `GENERAL.DEVICE:enp1s0
GENERAL.TYPE:ethernet
GENERAL.STATE:100 (connected)
GENERAL.CONNECTION:Wired connection 1
IP4.ADDRESS[1]:192.0.2.7/24
IP6.ADDRESS[1]:2001:db8::7/64

GENERAL.DEVICE:wlan0
GENERAL.TYPE:wifi
GENERAL.STATE:30 (disconnected)
GENERAL.CONNECTION:--

GENERAL.DEVICE:enp2s0
GENERAL.TYPE:ethernet
GENERAL.STATE:20 (unavailable)
GENERAL.CONNECTION:

GENERAL.DEVICE:lo
GENERAL.TYPE:loopback
GENERAL.STATE:100 (connected (externally))
GENERAL.CONNECTION:lo
`;
const LIST = String.raw`wlan0:office\: 2nd floor:40:WPA2
wlan0:office\: 2nd floor:82:WPA2
wlan0::90:WPA2
wlan0:guests:55:
wlan0:campus:70:WPA2 802.1X
wlan0:new:61:WPA3
`;

const answers = (line: string): Answer | undefined => {
  if (line.includes('device show')) return { stdout: SHOW };
  return line.includes('wifi list') ? { stdout: LIST } : undefined;
};

describe('readNetwork', () => {
  test('reads cards, addresses and the strongest access point of each name', async () => {
    const { managed, devices } = await readNetwork(new RecordingRunner(answers), true);
    expect(managed).toBe(true);
    expect(devices.map(({ name, kind, state }) => [name, kind, state])).toEqual([
      ['enp1s0', 'wired', 'connected'],
      ['wlan0', 'wifi', 'disconnected'],
      ['enp2s0', 'wired', 'unavailable'],
    ]);
    expect(devices[0]).toMatchObject({
      connection: 'Wired connection 1',
      addresses: ['192.0.2.7/24', '2001:db8::7/64'],
    });
    expect(devices[1]?.connection).toBeNull();
    expect(devices[1]?.networks).toEqual([
      { ssid: 'office: 2nd floor', strength: 82, security: 'personal' },
      { ssid: 'campus', strength: 70, security: 'enterprise' },
      { ssid: 'new', strength: 61, security: 'personal' },
      { ssid: 'guests', strength: 55, security: 'open' },
    ]);
  });

  test('calls a wireless connection by the name of its network', async () => {
    const show = SHOW.replace('30 (disconnected)', '100 (connected)').replace(
      'CONNECTION:--',
      'CONNECTION:particleos-wifi-wlan0',
    );
    // As nmcli 1.52 marks it: a star for the one in use, a blank for the others.
    const list = 'wlan0:guests:55::\u0020\nwlan0:campus:70:WPA2 802.1X:*\n';
    const runner = new RecordingRunner((line) => ({ stdout: line.includes('device show') ? show : list }));
    const { devices } = await readNetwork(runner, false);
    expect(devices[1]).toMatchObject({ state: 'connected', connection: 'campus' });
    expect(runner.lines().some((line) => line.includes('IN-USE'))).toBe(true);
  });

  test('looks for networks anew only when it is told to', async () => {
    const runner = new RecordingRunner(answers);
    await readNetwork(runner, false);
    await readNetwork(runner, true);
    expect(
      runner
        .lines()
        .filter((line) => line.includes('--rescan'))
        .map((line) => line.split(' ').at(-1)),
    ).toEqual(['no', 'yes']);
  });

  test('says that nobody manages it where NetworkManager does not answer', async () => {
    expect(await readNetwork(new RecordingRunner(() => ({ exitCode: 8 })), true)).toEqual({
      managed: false,
      devices: [],
    });
  });

  test('fields may hold what separates them', () => {
    expect(fieldsOf(String.raw`a\:b:c\\:`)).toEqual(['a:b', 'c\\', '']);
    expect(['WPA1 WPA2', 'WPA2 802.1X', 'WEP', '', 'OWE', 'what'].map(securityOf)).toEqual([
      'personal',
      'enterprise',
      'unsupported',
      'open',
      'open',
      'unsupported',
    ]);
  });
});

describe('enterWifi', () => {
  const wanted = {
    device: 'wlan0',
    ssid: '-x; reboot',
    hidden: true,
    security: 'personal',
    passwordSecret: 'w',
  } as const;
  const secret = (): string => 'canary pass';

  test('gives the password by standard input, and the name as one word', async () => {
    const runner = new RecordingRunner(answers);
    expect(await enterWifi(runner, wanted, secret)).toEqual([]);
    const add = runner.commands.find(({ argv }) => argv.includes('add'));
    expect(add?.argv).toEqual(
      expect.arrayContaining(['save', 'no', 'ssid', '-x; reboot', 'wifi.hidden', 'yes', 'wpa-psk']),
    );
    const up = runner.commands.find(({ argv }) => argv.includes('up'));
    expect(up?.argv.slice(-2)).toEqual(['passwd-file', '/dev/stdin']);
    expect(up?.stdin).toBe('802-11-wireless-security.psk:canary pass\n');
    expect(runner.lines().join()).not.toContain('canary');
    expect(up?.argv.slice(0, 5)).toEqual(throughPipe(['nmcli']));
  });

  test('a real program can open the standard input by its name, and its status is kept', async () => {
    const stdin = 'canary pass';
    const read = { argv: throughPipe(['head', '--bytes=6', '/dev/stdin']), stdin, timeoutMs: 20_000 };
    expect((await new RealRunner().run(read)).stdout).toBe('canary');
    const fail = { argv: throughPipe(['sh', '-c', 'exit 7']), stdin, timeoutMs: 20_000, okExitCodes: [7] };
    expect((await new RealRunner().run(fail)).exitCode).toBe(7);
  });

  test.each([
    ['new', 'personal', 'sae'],
    ['office: 2nd floor', 'personal', 'wpa-psk'],
    ['campus', 'enterprise', 'wpa-eap'],
  ] as const)('%s is entered by %s with %s', async (ssid, security, management) => {
    const runner = new RecordingRunner(answers);
    await enterWifi(runner, { ...wanted, ssid, security, identity: 'ada@example.org' }, secret);
    const add: readonly string[] = runner.commands.find(({ argv }) => argv.includes('add'))?.argv ?? [];
    expect(add[add.indexOf('wifi-sec.key-mgmt') + 1]).toBe(management);
    expect(add.includes('802-1x.identity')).toBe(security === 'enterprise');
  });

  test('needs no password for an open one', async () => {
    const runner = new RecordingRunner(answers);
    expect(
      await enterWifi(
        runner,
        { device: 'wlan0', ssid: 'guests', hidden: false, security: 'open' },
        () => undefined,
      ),
    ).toEqual([]);
    expect(runner.lines().join()).not.toMatch(/key-mgmt|passwd-file/);
  });

  test.each([
    ['Error: Connection activation failed: (7) Secrets were required, but not provided.', 'wifi-password'],
    ['Error: Connection activation failed: The Wi-Fi network could not be found', 'wifi-absent'],
    ['Error: Device wlan0 is strange.', 'network-failed'],
  ])('tells "%s" as %s, and forgets the connection', async (stderr, code) => {
    const runner = new RecordingRunner((line) =>
      line.includes(' up ') ? { exitCode: 4, stderr } : answers(line),
    );
    expect(await enterWifi(runner, wanted, secret)).toMatchObject([{ code }]);
    expect(runner.lines().at(-1)).toMatch(/connection delete id particleos-wifi-wlan0$/);
  });

  test.each(['a\nb:c', 'a\r', '\0'])('refuses a password that would be two lines', async (password) => {
    const runner = new RecordingRunner(answers);
    expect(await enterWifi(runner, wanted, () => password)).toMatchObject([{ code: 'wifi-password' }]);
    expect(runner.commands).toEqual([]);
  });

  test('says when no password was handed over', async () => {
    expect(await enterWifi(new RecordingRunner(answers), wanted, () => undefined)).toMatchObject([
      { code: 'secret-missing' },
    ]);
  });
});

describe('setWired', () => {
  test('gives each family its own, and lets the other find them', async () => {
    const runner = new RecordingRunner();
    const wanted = {
      device: 'enp1s0',
      addresses: ['192.0.2.7/24'],
      gateway: '192.0.2.1',
      dns: ['192.0.2.53', '2001:db8::53'],
    };
    expect(await setWired(runner, wanted)).toEqual([]);
    const add = runner.lines().find((line) => line.includes(' add ')) ?? '';
    expect(add).toContain(
      'ipv4.method manual ipv4.addresses 192.0.2.7/24 ipv4.gateway 192.0.2.1 ipv4.dns 192.0.2.53',
    );
    expect(add).toContain('ipv6.method auto ipv6.dns 2001:db8::53');
    expect(runner.lines().at(-1)).toMatch(/connection up id particleos-wired-enp1s0 ifname enp1s0$/);
  });

  test('says what NetworkManager said', async () => {
    const runner = new RecordingRunner((line) =>
      line.includes(' up ') ? { exitCode: 4, stderr: 'Error: no cable.' } : undefined,
    );
    expect(await setWired(runner, { device: 'enp1s0', addresses: [], dns: [] })).toMatchObject([
      { code: 'network-failed', params: { device: 'enp1s0', message: 'no cable.' } },
    ]);
  });
});
