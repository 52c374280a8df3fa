// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fillTemplate } from '../../core/plan/template.ts';
import type { EncryptedVolume } from '../../core/plan/storage/encryption.ts';
import { TPM2_KEY, tpm2Script } from '../../core/plan/storage/tpm2-script.ts';

const volume = (role: string): EncryptedVolume => ({
  role,
  diskPaths: [],
  path: `/dev/${role}`,
  sectorBytes: null,
  mapper: `particleos-${role}`,
  early: true,
});

let directory = '';
const at = (name: string): string => join(directory, name);

/** Stand-ins that fail where a test wants them to: no TPM is needed to see what the script makes of it. */
async function program(name: string, text: string): Promise<void> {
  await writeFile(at(name), `#!/bin/sh\n${text}\n`);
  await chmod(at(name), 0o755);
}

async function writeScript(pin: boolean): Promise<void> {
  const uuids = new Map([
    ['rootLuksUuid', 'root'],
    ['swapLuksUuid', 'swap'],
  ]);
  const text = fillTemplate(tpm2Script([volume('root'), volume('swap')], { pcrs: [7], pin }), uuids)
    .replace(`/etc/${TPM2_KEY}`, at('key'))
    .replace('/proc/keys', at('keys'))
    .replace('--tmpdir=/run', `--tmpdir=${directory}`);
  await writeFile(at('script'), text);
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tpm2-'));
  await writeScript(false);
  await writeFile(at('keys'), '');
  // An enrolled TPM opens for any key, where it is asked at all: cryptsetup tries tokens before it looks at a key file.
  await program(
    'cryptsetup',
    'case " $* " in *" --disable-external-tokens "*) ;; *) exit 0 ;; esac; for device; do :; done; case $WIPED in *"${device##*/}"*) exit 2 ;; esac',
  );
  await program(
    'systemd-cryptenroll',
    'read -r key < "${1#*=}"; for device; do :; done; echo "$key ${2#*=} ${device##*/}" >> "$LOG"; [ "$key" != wrong ] && [ "${device##*/}" != "$BROKEN" ]',
  );
  await program('systemd-ask-password', 'printf "wrong\\nright\\n"');
});
afterEach(() => rm(directory, { recursive: true }), 60_000);

function run(env: { BROKEN?: string; WIPED?: string } = {}): { status: number | null; log: string[] } {
  const log = at(`log-${Math.random()}`);
  const { status } = spawnSync('sh', [at('script')], {
    env: { PATH: `${directory}:${process.env['PATH']}`, LOG: log, BROKEN: 'none', WIPED: 'none', ...env },
  });
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status, log: lines };
}

test('the first start enrols both volumes by the one-time key, which goes', async () => {
  await writeFile(at('key'), 'once\n');
  expect(run()).toEqual({ status: 0, log: ['once tpm2,7 root', 'once tpm2,7 swap'] });
  expect(existsSync(at('key'))).toBe(false);
});

test('when one of them fails, the key stays, and the next start does the rest', async () => {
  await writeFile(at('key'), 'once\n');
  expect(run({ BROKEN: 'swap' }).status).not.toBe(0);
  expect(existsSync(at('key'))).toBe(true);
  expect(run({ WIPED: 'root' })).toEqual({ status: 0, log: ['once tpm2,7 swap'] });
  expect(existsSync(at('key'))).toBe(false);
});

test('when the one-time key could not be tried, it stays: nobody knows whether its slot is gone', async () => {
  await writeFile(at('key'), 'once\n');
  // Out of memory, or no such device (cryptsetup(8), RETURN CODES).
  await program('cryptsetup', 'exit 3');
  expect(run()).toEqual({ status: 3, log: [] });
  expect(existsSync(at('key'))).toBe(true);
});

test('a later start does nothing when nothing was typed', () => {
  expect(run()).toEqual({ status: 0, log: [] });
});

test('what opened the disk, of all that was typed, enrols both again', async () => {
  await writeFile(at('keys'), '1a2b I--Q--- 1 perm 3f010000 0 0 user cryptsetup: 12\n');
  expect(run()).toEqual({
    status: 0,
    log: ['wrong tpm2 root', 'right tpm2 root', 'right tpm2 swap'],
  });
  expect(run({ BROKEN: 'swap' }).status).toBe(1);
});

const TYPED = '1a2b I--Q--- 1 perm 3f010000 0 0 user cryptsetup: 12\n';

test('what a TPM cannot read is replaced, although systemd takes the same registers for enrolled already', async () => {
  await writeFile(at('keys'), TYPED);
  await program('systemd-ask-password', 'echo right');
  // Of another TPM, until it was wiped: as after the firmware has cleared it.
  await program('cryptsetup', `case " $* " in *" --token-only "*) [ -e ${at('wiped')} ] ;; esac`);
  await program(
    'systemd-cryptenroll',
    `case $1 in --wipe-slot=*) touch ${at('wiped')}; echo "wipe \${2##*/}" >> "$LOG" ;; *) echo "enrol \${5##*/}" >> "$LOG" ;; esac`,
  );
  expect(run()).toEqual({
    status: 0,
    log: ['enrol root', 'wipe root', 'enrol root', 'enrol swap'],
  });
});

describe('with a PIN', () => {
  beforeEach(async () => {
    await writeScript(true);
    await program(
      'systemd-ask-password',
      'case $1 in --keyname=*) echo cached >> "$LOG"; printf "wrong\\nright\\n" ;; *) echo pin >> "$LOG"; echo 1234 ;; esac',
    );
  });

  test('the first start asks for it twice, and enrols', async () => {
    await writeFile(at('key'), 'once\n');
    expect(run()).toEqual({
      status: 0,
      log: ['pin', 'pin', 'once tpm2,7 root', 'once tpm2,7 swap'],
    });
  });

  test('no PIN is chosen that nothing is enrolled with', async () => {
    await writeFile(at('key'), 'once\n');
    // A start that was cut off before it could remove the key, or a deployment that still has it.
    expect(run({ WIPED: 'root swap' })).toEqual({ status: 0, log: [] });
    expect(existsSync(at('key'))).toBe(false);
  });

  test('what was typed is fetched before a PIN is asked for: the kernel forgets it meanwhile', async () => {
    await writeFile(at('keys'), TYPED);
    const { status, log } = run();
    expect({ status, first: log.slice(0, 3) }).toEqual({ status: 0, first: ['cached', 'pin', 'pin'] });
    expect(log.slice(3)).toEqual(['wrong tpm2 root', 'right tpm2 root', 'right tpm2 swap']);
  });
});
