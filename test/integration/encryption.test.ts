// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, boolean, constantFrom, property, record, uniqueArray, integer, option } from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readKeymapCharacters } from '../../backend/probe/read-keymap.ts';
import { headerFindings, headerSchema } from '../../backend/engines/proof/prove-encryption.ts';
import { executePlan } from '../../backend/execute/execute-plan.ts';
import { makeKeyFile } from '../../backend/engines/make-key-file.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { SecretStore } from '../../backend/secrets/secret-store.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { OPEN_BY_KEY, RECOVERY_KEY } from '../../core/plan/storage/encryption.ts';
import type { EncryptionProof } from '../../core/plan/storage/encryption-parts.ts';
import { holesOf } from '../../core/plan/template.ts';
import { untypeablePlaces } from '../../core/policy/typeable.ts';
import type { EncryptionRequest } from '../../core/request/encryption-request.ts';
import { loadRequest } from '../../core/request/load.ts';

const folder = new URL('../fixtures/plans/encrypted-ostree/', import.meta.url);
const facts = {
  ...factsSchema.parse(JSON.parse(readFileSync(new URL('facts.json', folder), 'utf8'))),
  securityKeys: [{ path: '/dev/hidraw3', asksPin: false }],
};
const PASSPHRASE = 'Zaubertruhe-Yacht:grün';

function planWith(encryption: EncryptionRequest): Plan {
  const loaded = loadRequest(readFileSync(new URL('request.yaml', folder), 'utf8'));
  if (!loaded.ok) throw new Error('the fixture is broken');
  const { plan, issues } = makePlan(facts, { ...loaded.request, encryption });
  if (plan === null) throw new Error(issues.map(({ code }) => code).join());
  return plan;
}

const base = {
  kind: 'luks2',
  passphraseSecret: 'disk',
  recoveryKey: { show: true },
  tpm2: { pcrs: [7], pin: false },
} as const satisfies EncryptionRequest;

function has(...programs: string[]): boolean {
  return programs.every((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}

describe('every encryption that can be asked for', () => {
  const asked = record(
    {
      kind: constantFrom('luks2' as const),
      passphraseSecret: constantFrom('disk', 'a b', '$(reboot)'),
      recoveryKey: constantFrom({ show: true as const }, { stick: '{{deployment}}' }, { stick: 'KEYS $(x)' }),
      tpm2: record({ pcrs: uniqueArray(integer({ min: 0, max: 23 }), { minLength: 1 }), pin: boolean() }),
      fido2: boolean(),
      discard: option(boolean(), { nil: undefined }),
    },
    { requiredKeys: ['kind', 'passphraseSecret', 'recoveryKey'] },
  );

  test('fills each hole only after it was captured, and captures the recovery key once', () => {
    assert(
      property(asked, (encryption) => {
        const { discard, ...rest } = encryption;
        const plan = planWith({ ...rest, ...(discard === undefined ? {} : { discard }) });
        const captured = new Set<string>();
        for (const step of plan.steps) {
          for (const hole of holesOf(JSON.stringify(step))) expect(captured).toContain(hole);
          if ('capture' in step && step.capture !== undefined) captured.add(step.capture);
        }
        const keys = plan.steps.filter((step) => step.kind === 'command' && step.captureSecret !== undefined);
        expect(keys).toHaveLength(1);
        expect(plan.secrets).toContain(encryption.passphraseSecret);
        expect(plan.secrets).not.toContain(RECOVERY_KEY);
      }),
      { numRuns: 200 },
    );
  });

  test('is made again as the same plan', () => {
    expect(planWith(base)).toEqual(planWith(base));
  });

  test('opens and tries its volumes by what was handed over, and by no token', () => {
    const opened = planWith({ ...base, fido2: true }).steps.flatMap((step) =>
      step.kind === 'command' && step.argv[1] === 'open' ? [step.argv.slice(0, OPEN_BY_KEY.length)] : [],
    );
    expect(opened).toEqual([OPEN_BY_KEY, OPEN_BY_KEY]);
  });

  test('never mounts the partition itself, and makes no file system on it', () => {
    const plan = planWith(base);
    const root = plan.layout.fileSystems.find(({ id }) => id === 'root')?.partitions[0] ?? '';
    const touching = plan.steps.filter(
      (step) =>
        (step.kind === 'mount' && step.source === root) ||
        (step.kind === 'command' &&
          step.argv.some((arg) => arg.startsWith('mkfs')) &&
          step.argv.includes(root)),
    );
    expect(root).not.toBe('');
    expect(touching).toEqual([]);
  });
});

/** Real programs on a plain file: everything but opening it, which needs device-mapper. */
describe('on a file in place of the partition', () => {
  const canEncrypt = has('cryptsetup', 'systemd-cryptenroll');
  let directory: string;
  let file: string;
  let proof: EncryptionProof['volumes'][number];
  const secrets = new SecretStore();
  const made = new SecretStore();
  const logged: string[] = [];

  const runner = new RealRunner();
  const opens = async (key: string | Uint8Array): Promise<boolean> => {
    const argv = ['cryptsetup', 'open', '--test-passphrase', '--key-file=-', file] as const;
    const { exitCode } = await runner.run({ argv, stdin: key, timeoutMs: 120_000, okExitCodes: [0, 1, 2] });
    return exitCode === 0;
  };

  beforeEach(({ skip }) => skip(!canEncrypt, 'cryptsetup or systemd-cryptenroll is not installed'));
  beforeAll(async () => {
    if (!canEncrypt) return;
    directory = await mkdtemp(join(tmpdir(), 'encryption-'));
    file = join(directory, 'disk');
    await writeFile(file, '');
    await truncate(file, 64 * 1024 * 1024);
    secrets.set('disk', PASSPHRASE);
    const plan = planWith(base);
    const ids = [
      'luks-format-root',
      'luks-uuid-root',
      'recovery-key-root',
      'tpm2-key',
      'tpm2-key-slot',
      'prove-passphrase-root',
    ];
    const volume = plan.encryption?.volumes[0]?.path ?? '';
    const chosen = plan.steps.filter(({ id }) => ids.includes(id));
    if (chosen.length !== ids.length) throw new Error(`steps: ${chosen.map(({ id }) => id).join()}`);
    const text = JSON.stringify(chosen)
      .replaceAll(`"${volume}"`, JSON.stringify(file))
      .replaceAll('{{deployment}}', join(directory, 'deployment'))
      .replaceAll('/run/particleos/target', directory)
      // A lock needs a device, and a machine under test has little time.
      .replaceAll(/"udevadm","lock",(?:"--device=[^"]+",)+"--",/g, '')
      .replace(/--pbkdf-memory=\d+/, '--pbkdf-memory=65536');
    const run = await executePlan(
      { steps: JSON.parse(text) as Step[] },
      {
        runner,
        actions: { 'make-key-file': makeKeyFile },
        secret: (name) => secrets.get(name),
        keepSecret: (name, value) => made.set(name, value),
        signal: new AbortController().signal,
        log: (line) => logged.push(JSON.stringify(line)),
        onRun: () => undefined,
      },
    );
    if (run.state !== 'succeeded') throw new Error(JSON.stringify(run));
    const dump = await runner.run({ argv: ['cryptsetup', 'luksUUID', file], timeoutMs: 60_000 });
    proof = {
      role: 'root',
      diskPaths: [],
      path: file,
      sectorBytes: 4096,
      mapper: 'particleos-root',
      early: true,
      luksUuid: dump.stdout.trim(),
      slots: [0, 1, 7],
      recovery: true,
      isNew: true,
      fido2: false,
    };
  }, 300_000);

  afterAll(async () => {
    if (canEncrypt) await rm(directory, { recursive: true, force: true });
  });

  const headerNow = async () => {
    const argv = ['cryptsetup', 'luksDump', '--dump-json-metadata', file] as const;
    return headerSchema.parse(JSON.parse((await runner.run({ argv, timeoutMs: 60_000 })).stdout));
  };

  test('the header is what the proof asks for', async () => {
    expect(headerFindings(proof, await headerNow())).toEqual([]);
  });

  test('a slot that is missing, one too many and a wrong function are found', async () => {
    const header = await headerNow();
    expect(headerFindings({ ...proof, slots: [0, 1, 5, 7] }, header)).toEqual([`${file} has no key slot 5`]);
    expect(headerFindings({ ...proof, slots: [0, 1] }, header)).toEqual([
      `${file} has a key slot 7 that nobody asked for`,
    ]);
    const slot = { type: 'luks2', kdf: { type: 'pbkdf2' } };
    const weak = { ...header, keyslots: { ...header.keyslots, '0': slot }, tokens: {}, segments: {} };
    expect(headerFindings(proof, weak)).toHaveLength(3);
    expect(headerFindings({ ...proof, fido2: true }, header)).toEqual([`${file} has no security key`]);
  });

  test('passphrase, recovery key and one-time key open it; with a newline none does', async () => {
    const key = made.get(RECOVERY_KEY) ?? '';
    expect(key).toMatch(/^[cbdefghijklnrtuv]{8}(-[cbdefghijklnrtuv]{8}){7}$/);
    expect(await opens(key)).toBe(true);
    expect(await opens(PASSPHRASE)).toBe(true);
    expect(await opens(`${PASSPHRASE}\n`)).toBe(false);
    const oneTime = readFileSync(join(directory, 'deployment/etc/particleos/tpm2-enrol.key'));
    expect(oneTime).toHaveLength(64);
    expect(await opens(oneTime)).toBe(true);
  }, 300_000);

  test('no token of the header is asked: a TPM would answer for a wrong passphrase too', async () => {
    const copy = join(directory, 'bound');
    await copyFile(file, copy);
    const token = { type: 'systemd-tpm2', keyslots: ['0'] };
    const add = ['cryptsetup', 'token', 'import', '--disable-external-tokens', copy] as const;
    await runner.run({ argv: add, stdin: JSON.stringify(token), timeoutMs: 60_000 });
    const tries = async (...open: readonly [string, ...string[]]): Promise<string> => {
      const argv = [...open, '--debug', '--test-passphrase', copy] as const;
      const { stdout } = await runner.run({ argv, stdin: 'wrong', timeoutMs: 120_000, okExitCodes: [2] });
      return stdout;
    };
    const loading = 'libcryptsetup-token-systemd-tpm2.so';
    expect(await tries('cryptsetup', 'open', '--type=luks2', '--key-file=-')).toContain(loading);
    expect(await tries(...OPEN_BY_KEY)).not.toContain(loading);
  }, 300_000);

  test('a security key that is gone when it is to be enrolled ends the install, by its own code', async () => {
    const plan = planWith({ ...base, fido2: true });
    const volume = plan.encryption?.volumes[0]?.path ?? '';
    const [before, step] = ['recovery-key-root', 'fido2-root'].map((id) =>
      plan.steps.findIndex((one) => one.id === id),
    );
    // Once there is a header, and long before the system is written.
    expect(step).toBe((before ?? 0) + 1);
    const text = JSON.stringify([plan.steps[step ?? 0]])
      .replaceAll(`"${volume}"`, JSON.stringify(file))
      .replaceAll('{{securityKey}}', '/dev/no-such-hidraw')
      .replace(/"udevadm","lock",(?:"--device=[^"]+",)+"--",/, '');
    const run = await executePlan(
      { steps: JSON.parse(text) as Step[] },
      {
        runner,
        actions: {},
        secret: (name) => secrets.get(name),
        signal: new AbortController().signal,
        log: () => undefined,
        onRun: () => undefined,
      },
    );
    expect(run).toMatchObject({ state: 'failed', issues: [{ code: 'fido2-not-enrolled' }] });
    const { issues } = run as Extract<typeof run, { state: 'failed' }>;
    expect(issues[0]?.params['message']).toMatch(/FIDO2/);
  });

  test('neither is in the log, and the recovery key is given once', () => {
    const key = made.get(RECOVERY_KEY) ?? '';
    expect(key).not.toBe('');
    expect(logged.join('\n')).not.toContain(key);
    expect(logged.join('\n')).not.toContain(PASSPHRASE);
    expect(made.take(RECOVERY_KEY)).toBe(key);
    expect(made.take(RECOVERY_KEY)).toBeUndefined();
    expect(made.isEmpty).toBe(true);
  });
});

describe("Debian's own keymaps", () => {
  const hasKeymaps = has('loadkeys') && spawnSync('loadkeys', ['-q', '-u', '-m', 'de-latin1']).status === 0;
  beforeEach(({ skip }) => skip(!hasKeymaps, 'loadkeys or the keymaps of console-data are not installed'));
  test.each([
    ['de-latin1', 'Zaubertruhe-Yacht:grün ^`@', []],
    // console-data has the currency sign on that key.
    ['de-latin1', 'fünf €', [6]],
    ['de-latin1', 'naïve Ωmega', [3, 7]],
    ['us', 'grün', [3]],
    ['fr-latin9', 'ça coûte là', []],
    // Its letters are bytes of KOI8-R, which a console in Unicode takes for letters of Latin-1.
    ['ru', 'пароль', [1, 2, 3, 4, 5, 6]],
  ])('%s types %j, all but %j', async (keymap, text, places) => {
    const read = await readKeymapCharacters(new RealRunner(), keymap);
    expect(read.ok && untypeablePlaces(text, read.characters)).toEqual(places);
  });

  test('a keymap that is not there is no table', async () => {
    expect(await readKeymapCharacters(new RealRunner(), 'no-such-keymap')).toMatchObject({ ok: false });
  });
});

test('a program that is not there is said, not thrown', async () => {
  const missing = { run: new RealRunner().run.bind(new RealRunner()) };
  const read = await readKeymapCharacters(
    { run: (spec, signal) => missing.run({ ...spec, argv: ['no-such-loadkeys'] }, signal) },
    'us',
  );
  expect(read).toEqual({ ok: false, message: 'the program loadkeys is missing' });
});
