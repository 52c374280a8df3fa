// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { RealRunner } from '../../runner/real-runner.ts';
import { foundUnlock } from './found-unlock.ts';
import { lookInside } from './look-inside.ts';
import type { Look } from './look.ts';

const HEADER = '2c1d7a40-9a51-4a4e-8f5e-3f0a7a6a1d11';
const INSIDE = 'b7c0f7d2-53a1-4d0e-9a3f-1d8d7a0c9e55';
const OTHER = '00000000-9a51-4a4e-8f5e-3f0a7a6a1d11';

const look = (files: Readonly<Record<string, string>>): Look => ({
  partition: 'sda3',
  uuid: null,
  found: { usedBytes: null, minimumBytes: null, files: new Map(Object.entries(files)) },
});
const entry = (version: number, ...words: string[]): string =>
  `title x\nversion ${version}\noptions root=UUID=${INSIDE} rw ${words.join(' ')}\n`;

test('the newest entry that names both says how the root is opened', () => {
  const looks = [
    look({
      'loader/entries/ostree-1.conf': entry(1, `rd.luks.name=${HEADER}=old`, 'rd.luks.options=tries=3'),
      'loader/entries/ostree-2.conf': entry(
        2,
        `rd.luks.name=${HEADER}=particleos-root`,
        'rd.luks.options=discard',
        `rd.luks.options=${OTHER}=nofail`,
        `rd.luks.options=${HEADER}=tries=0,tpm2-device=auto`,
      ),
      'loader/entries/ostree-3.conf': `version 3\noptions root=UUID=${OTHER} rd.luks.name=${HEADER}=stranger\n`,
    }),
  ];
  expect(foundUnlock(looks, HEADER, INSIDE)).toEqual({
    mapper: 'particleos-root',
    options: ['tries=0', 'tpm2-device=auto'],
    files: [],
  });
});

test.each<readonly [string, ...string[]]>([
  ['no entry names the header', `rd.luks.name=${OTHER}=root`],
  ['a name with a path in it', `rd.luks.name=${HEADER}=../root`],
  ['options that are no options', `rd.luks.name=${HEADER}=root`, `rd.luks.options=${HEADER}=a;b`],
])('%s: nobody can say how', (_what, ...words) => {
  expect(foundUnlock([look({ 'loader/entries/a.conf': entry(1, ...words) })], HEADER, INSIDE)).toBeNull();
});

test('what enrols the TPM is found in a real tree, its link too', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'unlock-'));
  const etc = 'ostree/deploy/particleos/deploy/abc.0/etc';
  const unit = `${etc}/systemd/system/particleos-tpm2-enrol.service`;
  const wants = `${etc}/systemd/system/multi-user.target.wants/particleos-tpm2-enrol.service`;
  try {
    for (const path of [`${etc}/particleos/tpm2-enrol`, unit, wants])
      await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, `${etc}/particleos/tpm2-enrol`), '#!/bin/sh\n');
    await writeFile(join(directory, unit), '[Unit]\n');
    await symlink('../particleos-tpm2-enrol.service', join(directory, wants));
    const found = await lookInside(new RealRunner(), { directory, fileSystem: 'ext4' });
    if (found === null) throw new Error('nothing was found');
    const boot = look({ 'loader/entries/a.conf': entry(1, `rd.luks.name=${HEADER}=root`) });
    expect(foundUnlock([boot, { ...boot, found }], HEADER, INSIDE)?.files).toEqual([
      `${etc}/particleos/tpm2-enrol`,
      wants,
      unit,
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
}, 120_000);

test('whatever an entry says, nothing comes of it that a command line or a file would misread', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.string({ maxLength: 30 }).map((text) => `rd.luks.name=${HEADER}=${text}`),
    fc.string({ maxLength: 30 }).map((text) => `rd.luks.options=${text}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const found = foundUnlock([look({ 'loader/entries/a.conf': entry(1, ...words) })], HEADER, INSIDE);
      if (found === null) return;
      expect(found.mapper).toMatch(/^[\w.-]+$/);
      for (const option of found.options) expect(option).toMatch(/^[\w.:/=+-]+$/);
    }),
    { numRuns: 2000 },
  );
});
