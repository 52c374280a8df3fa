// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Disk } from '../../core/facts/facts.ts';
import { loadRequest } from '../../core/request/load.ts';
import type { Converted } from '../../core/convert/convert-calamares.ts';
import { codes, convert, disk, erase, read } from './calamares-storages.ts';

describe('erase', () => {
  test('is an answer file with all that was chosen, the disk by its identity, and no secret', () => {
    const { request, issues } = convert(erase);
    expect(issues).toEqual([]);
    expect(request).toEqual({
      version: 1,
      disk: { serial: 'TARGET' },
      hostname: 'workshop',
      locale: 'de_DE.UTF-8',
      keyboard: { layout: 'de' },
      timezone: 'Europe/Berlin',
      users: [{ name: 'ada', fullName: 'Ada  Lovelace  Countess', passwordSecret: 'ada', sudo: true }],
      after: 'stay',
    });
    expect(JSON.stringify(request)).not.toContain('canary');
    expect(loadRequest(JSON.stringify(request)).ok).toBe(true);
  });

  test('names the disk by what tells it from the others', () => {
    const on = (first: Partial<Disk>, second: Partial<Disk>): unknown =>
      convert(erase, 'disks', [disk('vda', first), disk('nvme0n1', second)]).request?.disk;
    const same = { serial: 'SAME' };
    expect(on(same, { ...same, wwn: 'eui.1' })).toEqual({ wwn: 'eui.1' });
    expect(on(same, { ...same, byId: ['nvme-X'] })).toEqual({ byId: 'nvme-X' });
    expect(on({ unsuitable: 'live-medium' }, {})).toEqual({ only: true });
    expect(codes(convert(erase, 'disks', [disk('vda', {}), disk('nvme0n1', {})]))).toEqual([
      'calamares-disk-nameless',
    ]);
    expect(codes(convert(erase, 'disks', [disk('vda', {})]))).toEqual(['calamares-disk-unknown']);
  });
});

describe('what Calamares 3.3.14 of Debian left behind after its partition page and jobs', () => {
  /** A loop device stood for the disk of the capture; nothing else was there. */
  test('erase, under UEFI', () => {
    const storage = read('calamares/erase-uefi.calamares-3.3.14.json');
    const { request, issues } = convert(storage, 'disks', [disk('loop1', { serial: 'CAPTURED' })]);
    expect(issues).toEqual([]);
    expect(request).toEqual({
      version: 1,
      disk: { serial: 'CAPTURED' },
      hostname: 'particleos',
      locale: 'en_US.UTF-8',
      keyboard: { layout: 'us' },
      timezone: 'Europe/London',
      users: [{ name: 'adal', fullName: 'Ada Lovelace', passwordSecret: 'adal', sudo: true }],
      after: 'stay',
    });
  });
});

describe('what the jobs of Calamares on the ISO gave to particleos-install, secrets taken out', () => {
  /** A virtual machine with one empty disk; German keyboard, English language. */
  test('erase with encryption, under UEFI', () => {
    const storage = read('calamares/encrypted-uefi.calamares-3.3.14.json');
    const converted = convert(storage, 'disks', [disk('vda', { serial: 'CAPTURED' })]);
    expect(codes(converted)).toEqual(['calamares-formats']);
    expect(converted.request).toEqual({
      version: 1,
      disk: { serial: 'CAPTURED' },
      releaseDisk: true,
      encryption: {
        kind: 'luks2',
        passphraseSecret: 'disk.passphrase',
        recoveryKey: { show: true },
      },
      hostname: 'particleos',
      locale: 'en_US.UTF-8',
      keyboard: { layout: 'de' },
      timezone: 'Europe/Berlin',
      users: [{ name: 'muessig', fullName: 'Jörg Müßig', passwordSecret: 'muessig', sudo: true }],
      after: 'stay',
    });
  });
});

describe('what cannot be said in an answer file', () => {
  test.each([
    [{ partitionChoices: { install: 'replace', swap: 'none' }, reuseHome: true }],
    [{ setRootPassword: true }],
    [{ partitionChoices: { install: 'erase', swap: 'reuse' } }],
    [{ partitionChoices: { install: 'alongside', swap: 'small' }, particleos: { layout: 'mounted' } }],
  ])('%j stops, before and after the partition page', (more) => {
    for (const stage of ['choices', 'disks'] as const) {
      const converted = convert({ ...erase, ...more }, stage);
      expect(converted.request).toBeNull();
      expect(codes(converted)).toEqual(['calamares-unmapped']);
    }
  });

  test('encryption whose recovery key nobody would get, or in what Calamares has mounted', () => {
    const asked: readonly [object, string][] = [
      [{}, 'calamares-no-recovery-key'],
      [{ layout: 'mounted', recoveryKey: { show: true } }, 'calamares-encryption-mounted'],
    ];
    for (const [particleos, code] of asked) {
      const storage = {
        ...erase,
        luksPassphrase: true,
        particleos,
        rootMountPoint: '/tmp/calamares-root-x1',
      };
      for (const stage of ['choices', 'disks'] as const) {
        expect(convert(storage, stage).request).toBeNull();
        expect(codes(convert(storage, stage))).toEqual([code]);
      }
    }
  });

  test('a password that Calamares cannot hand over, before the partition page', () => {
    for (const stage of ['choices', 'disks'] as const)
      expect(codes(convert({ ...erase, particleos: { lostCharacters: true } }, stage))).toEqual([
        'calamares-password-lost',
      ]);
  });

  test('a system without a place', () => {
    expect(codes(convert({ ...erase, partitions: [] }))).toEqual(['calamares-no-root']);
  });

  test('other formats and a second layout are told, and no reason to stop', () => {
    const more = {
      localeConf: { LANG: 'ru_RU.utf8 UTF-8', LC_TIME: 'en_US.UTF-8' },
      keyboardLayout: 'ru',
      keyboardAdditionalLayout: 'de',
    };
    const converted = convert({ ...erase, ...more });
    expect(codes(converted)).toEqual(['calamares-formats', 'calamares-second-layout']);
    expect(converted.request).toMatchObject({ locale: 'ru_RU.UTF-8', keyboard: { layout: 'ru' } });
  });

  test('the US layout beside one without Latin letters is what the system gets anyway', () => {
    const two = { keyboardLayout: 'ru', keyboardAdditionalLayout: 'us' };
    expect(codes(convert({ ...erase, ...two }))).toEqual([]);
    expect(codes(convert({ ...erase, ...two, keyboardLayout: 'de' }))).toEqual(['calamares-second-layout']);
  });
});

describe('encryption', () => {
  const particleos = { recoveryKey: { show: true } };
  const encryption = { kind: 'luks2', passphraseSecret: 'disk.passphrase', recoveryKey: { show: true } };

  test("is the plan's own, whether it was chosen or made; what Calamares left open is closed", () => {
    const made = erase.partitions.map((one) =>
      one.mountPoint === '/'
        ? { ...one, fsName: 'luks2', luksMapperName: 'luks-1', luksPassphrase: true }
        : one,
    );
    for (const storage of [{ luksPassphrase: true }, { partitions: made }])
      expect(convert({ ...erase, ...storage, particleos }).request).toMatchObject({
        disk: { serial: 'TARGET' },
        releaseDisk: true,
        encryption,
      });
    expect(convert({ ...erase, luksPassphrase: '', particleos }).request).not.toHaveProperty('encryption');
  });

  test('may put the recovery key on a stick', () => {
    const stick = { recoveryKey: { stick: 'KEYS' } };
    expect(convert({ ...erase, luksPassphrase: true, particleos: stick }, 'choices').request).toMatchObject({
      encryption: { recoveryKey: { stick: 'KEYS' } },
    });
  });
});

describe('the image', () => {
  const image = (more: object): unknown => convert({ ...erase, ...more }).request?.image;
  test('is the one on the medium, one of the catalogue, or the one of the configuration', () => {
    expect(image({ packagechooser_image: 'embedded' })).toBeUndefined();
    expect(image({ packagechooser_image: 'corona' })).toEqual({
      source: 'registry:registry.example.org/particleos/corona:stable',
    });
    expect(image({ packagechooser_image: 'apex' })).toHaveProperty('digest', `sha256:${'d'.repeat(64)}`);
    expect(image({ particleos: { image: 'oci:/srv/os', track: 'registry:a.example/b:c' } })).toEqual({
      source: 'oci:/srv/os',
      track: 'registry:a.example/b:c',
    });
  });

  test('that nobody offered, or that is no reference, stops', () => {
    expect(codes(convert({ ...erase, packagechooser_image: 'nope' }))).toEqual(['calamares-image-unknown']);
    expect(codes(convert({ ...erase, particleos: { image: 'debian' } }))).toEqual(['bad-value']);
  });
});

test('before anything was asked nothing is missing but the disk', () => {
  expect(convert({}, 'choices')).toEqual({
    request: { version: 1, disk: { only: true }, after: 'stay' },
    issues: [],
  });
  expect(codes(convert({}))).toEqual(['calamares-no-root']);
});

describe('into what Calamares has mounted', () => {
  const mounted = (more: object, stage: 'choices' | 'disks' = 'disks'): Converted =>
    convert({ ...erase, particleos: { layout: 'mounted' }, ...more }, stage);
  const rootMountPoint = '/tmp/calamares-root-x1';

  test.each(['erase', 'replace', 'alongside', 'manual'])('%s', (install) => {
    const partitionChoices = { install, swap: 'none' };
    expect(codes(mounted({ partitionChoices }, 'choices'))).toEqual([]);
    expect(mounted({ partitionChoices, rootMountPoint }).request).toMatchObject({
      disk: { serial: 'TARGET' },
      layout: { kind: 'mounted', root: rootMountPoint },
    });
  });

  test('needs its job "mount"', () => {
    expect(codes(mounted({}))).toEqual(['calamares-not-mounted']);
  });
});

test('logging in at the start is a setting of the user', () => {
  const user = (more: object): unknown => convert({ ...erase, ...more }).request?.users?.[0];
  expect(user({ autoLoginUser: 'ada' })).toHaveProperty('autologin', true);
  expect(user({})).not.toHaveProperty('autologin');
});

test('kernel arguments come from the configuration', () => {
  const { request } = convert({ ...erase, particleos: { kernelArguments: ['quiet'] } });
  expect(request?.kernelArguments).toEqual(['quiet']);
});

test('any JSON is answered with a request that loads or with issues, and never repeats a secret', () => {
  const keys = Object.keys(erase);
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(...(Object.values(erase) as unknown[])),
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...keys), value),
      fc.string({ minLength: 12 }),
      (storage, secret) => {
        const { request, issues } = convert({ ...storage, password: secret });
        expect(request !== null || issues.some((issue) => issue.severity === 'error')).toBe(true);
        expect(JSON.stringify([request, issues])).not.toContain(JSON.stringify(secret).slice(1, -1));
      },
    ),
    { numRuns: 300 },
  );
  for (const odd of [null, [], 'text', 4]) expect(codes(convert(odd))).toEqual(['calamares-unreadable']);
});
