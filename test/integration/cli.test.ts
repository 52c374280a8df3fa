// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { machineArchitecture } from '../../backend/probe/machine.ts';
import type { CommandResult } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { contract } from '../../core/contract/contract.ts';
import { factsSchema } from '../../core/facts/facts.ts';
import { issueSchema } from '../../core/issues/issue.ts';
import { planSchema } from '../../core/plan/plan.ts';
import { runSchema } from '../../core/run/run.ts';

const installer = new URL('../../backend/cli/installer.ts', import.meta.url).pathname;
const lsblk = new URL('../fixtures/facts/virtio-no-serial.lsblk-2.41.json', import.meta.url);
const directory = mkdtempSync(join(tmpdir(), 'cli-'));
afterAll(() => rmSync(directory, { recursive: true }));

const calls = join(directory, 'calls');
const image = join(directory, 'image');

/** The only programs on PATH: lsblk shows one empty disk, the rest note that they were called and fail. */
function makePrograms(): string {
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  const disks = join(directory, 'lsblk.json');
  const text = readFileSync(lsblk, 'utf8').replaceAll('vda', 'vdy').replaceAll('254:0', '254:240');
  const listed = JSON.parse(text) as { blockdevices: { name: string; serial: string | null }[] };
  for (const disk of listed.blockdevices) if (disk.name === 'vdy') disk.serial = 'target';
  writeFileSync(disks, JSON.stringify(listed));
  const others =
    'blkid cp chmod chown chpasswd dd efibootmgr fstrim grub-editenv grub-install ln mkdir mkfs.ext4 mkfs.vfat mkpasswd ' +
    'modprobe mount openssl ostree sfdisk skopeo sync systemctl udevadm umoci umount useradd wipefs';
  for (const name of ['lsblk', ...others.split(' ')]) {
    const end = name === 'lsblk' ? `exec /bin/cat '${disks}'` : 'exit 99';
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> '${calls}'\n${end}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

function blob(content: string): { digest: string; size: number } {
  const hex = createHash('sha256').update(content).digest('hex');
  const file = join(image, 'blobs/sha256', hex);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return { digest: `sha256:${hex}`, size: content.length };
}

function makeImage(): string {
  const labels = { 'ostree.bootable': '1', 'org.particleos.installed-bytes': '1000000' };
  const config = blob(JSON.stringify({ architecture: machineArchitecture(), config: { Labels: labels } }));
  const layer = { ...blob('layer'), mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' };
  const manifest = blob(JSON.stringify({ schemaVersion: 2, config, layers: [layer] }));
  writeFileSync(join(image, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  return manifest.digest;
}

const PATH = makePrograms();
const digest = makeImage();
beforeEach(() => writeFileSync(calls, ''));

function answers(name: string, text: string): string {
  const file = join(directory, name);
  writeFileSync(file, text);
  return file;
}

const good = `version: 1
disk: { serial: target }
image:
  source: oci:${image}
  digest: ${digest}
  track: registry:registry.example.org/a:stable
users:
  - name: ada
    passwordHash: $y$j9T$canary$canary
    sudo: true
`;
const goodFile = answers('good.yaml', good);
const misspelt = 'version: 1\ndisk:\n  serial: target\nhostnam: x\n';

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the installer with nothing but the made-up programs around it, and no terminal. */
async function run(words: readonly string[], stdin?: string): Promise<Ended> {
  const ended: CommandResult = await new RealRunner().run({
    argv: [process.execPath, installer, ...words],
    timeoutMs: 30_000,
    okExitCodes: [0, 1, 2, 3, 4, 130],
    env: { PATH },
    ...(stdin === undefined ? {} : { stdin }),
  });
  return { status: ended.exitCode, out: ended.stdout, err: ended.stderr };
}

const programsCalled = (): string[] => [
  ...new Set(
    readFileSync(calls, 'utf8')
      .split('\n')
      .map((line) => line.split(' ', 1).join())
      .filter((name) => name !== ''),
  ),
];

describe('usage', () => {
  test.each([
    [2, []],
    [2, ['no-such-command']],
    [2, ['check']],
    [2, ['check', goodFile, '--no-such-option']],
    [2, ['check', goodFile, 'one too many']],
    [2, ['facts', '--image', 'docker.io/library/debian']],
    [0, ['--help']],
    [0, ['--version']],
    [0, ['apply', '--help']],
  ])('exit %i: %j', async (status, words) => {
    const ended = await run(words);
    expect(ended.status).toBe(status);
    expect(ended.out + ended.err).not.toContain('this is a bug');
    expect(programsCalled()).toEqual([]);
  });
});

describe('check', () => {
  test('a good file: exit 0', async () => {
    const { status, out, err } = await run(['check', goodFile]);
    expect({ status, err: err.includes('error:') }).toEqual({ status: 0, err: false });
    expect(out).toMatch(/good\.yaml: good/);
  });

  test('an unknown key: exit 3, its place, and what was meant', async () => {
    const file = answers('bad.yaml', misspelt);
    const { status, out, err } = await run(['check', file]);
    expect(status).toBe(3);
    expect(err).toContain(`${file}:4:1: error: "hostnam" is not a known setting. Did you mean "hostname"?`);
    expect(out).toBe(`${file}: 1 to mend\n`);
    expect(programsCalled()).toEqual(['lsblk']);
  });

  test('"-" is standard input', async () => {
    const { status, err } = await run(['check', '-'], misspelt);
    expect(status).toBe(3);
    expect(err).toContain('-:4:1: error:');
  });

  test('--json: one object with issues, nothing else on either stream', async () => {
    const bad = await run(['check', '-', '--json'], misspelt);
    expect(bad).toMatchObject({ status: 3, err: '' });
    const { ok, issues } = JSON.parse(bad.out) as { ok: boolean; issues: unknown[] };
    expect(ok).toBe(false);
    expect(issues.map((issue) => issueSchema.parse(issue))).toMatchObject([
      { code: 'unknown-key', severity: 'error', position: { line: 4, column: 1 } },
    ]);
    const fine = await run(['check', goodFile, '--json']);
    expect(fine).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(fine.out)).toMatchObject({ ok: true });
  });

  test('a file that is not there, and one that is no text', async () => {
    const missing = await run(['check', join(directory, 'nowhere.yaml')]);
    expect(missing.status).toBe(3);
    expect(missing.err).toContain('[file-unreadable]');
    const zeros = await run(['check', '-'], '\0\u0001\u001B[2J');
    expect(zeros.status).toBe(3);
    expect(zeros.err).not.toContain('\u001B');
  });

  test('a disk that is not there', async () => {
    const { status, err } = await run(['check', '-'], good.replace('target', 'other'));
    expect(status).toBe(3);
    expect(err).toContain('-:2:7: error: No disk has serial other. Disks found: ');
  });
});

describe('plan', () => {
  test('shows what is lost and done, and no secret', async () => {
    const { status, out } = await run(['plan', goodFile, '--commands']);
    expect(status).toBe(0);
    expect(out).toContain('serial target');
    expect(out).toContain('$ sfdisk --lock=yes');
    expect(out).not.toContain('canary');
    expect(programsCalled()).toEqual(['lsblk']);
  });

  test('--json: the same plan and the same hash every time', async () => {
    const [first, second] = [
      await run(['plan', goodFile, '--json']),
      await run(['plan', goodFile, '--json']),
    ];
    expect(first).toEqual(second);
    expect(first.status).toBe(0);
    const { hash, plan } = JSON.parse(first.out) as { hash: string; plan: unknown };
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(planSchema.parse(plan).image.digest).toBe(digest);
  });

  test('refused: exit 3 and no plan', async () => {
    const { status, out } = await run(['plan', '-', '--json'], good.replace('target', 'other'));
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ hash: null, plan: null });
    const words = await run(['plan', '-'], good.replace('target', 'other'));
    expect(words.err).toContain('There is no plan.');
  });
});

describe('apply', () => {
  /** Nothing but looking was done. */
  const untouched = (): void => {
    expect(programsCalled().filter((name) => name !== 'lsblk')).toEqual([]);
  };

  test('without a terminal and without consent: exit 3, nothing was run', async () => {
    const { status, err } = await run(['apply', goodFile], 'target\ntarget\n');
    expect(status).toBe(3);
    expect(err).toMatch(
      process.getuid?.() === 0 ? /confirm with --yes or --plan-hash/ : /error: Installing needs root/,
    );
    untouched();
  });

  test('another plan than the one that was shown', async () => {
    const { status, err } = await run(['apply', goodFile, '--plan-hash', '0'.repeat(64)]);
    expect(status).toBe(3);
    expect(err).toContain('[plan-changed]');
    untouched();
  });

  test('a refused request, even with --yes; --json says so', async () => {
    const { status, out } = await run(['apply', '-', '--yes', '--json'], good.replace('target', 'other'));
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ state: 'refused' });
    untouched();
  });

  test('in a journal every line of a refusal says whose it is', async () => {
    const { err } = await run(['apply', '-', '--yes'], good.replace('target', 'other'));
    const lines = err.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('particleos: '))).toEqual([]);
    expect(lines.some((line) => line.includes('[disk-not-found]'))).toBe(true);
    expect(lines.at(-1)).toBe('particleos: refused: nothing was written');
  });

  test('a secret that was not given', async () => {
    const asked = good.replace('passwordHash: $y$j9T$canary$canary', 'passwordSecret: ada');
    const { status, out, err } = await run(['apply', '-', '--yes', '--json'], asked);
    expect(status).toBe(3);
    const codes = contract.apply.output.parse(JSON.parse(out));
    expect(codes).toMatchObject({ state: 'refused' });
    // Who is not root hears that first.
    expect(err).toMatch(/^particleos: .*\[(secret-missing|not-root)\]$/m);
    untouched();
  });

  test('without a file', async () => {
    expect((await run(['apply'])).err).toContain('[answers-missing]');
    const unattended = await run(['apply', '--unattended']);
    expect(unattended.status).toBe(3);
    expect(unattended.err).toContain('[unattended-not-asked]');
    untouched();
  });
});

test('schema is JSON Schema and knows every setting', async () => {
  const { status, out } = await run(['schema']);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    $schema: expect.stringContaining('json-schema.org') as string,
    type: 'object',
    properties: { disk: expect.anything() as unknown, users: expect.anything() as unknown },
  });
});

test('facts --json is facts, status --json is a run', async () => {
  const facts = await run(['facts', '--json']);
  expect(facts.status).toBe(0);
  expect(factsSchema.parse(JSON.parse(facts.out)).disks.map((disk) => disk.path)).toContain('/dev/vdy');
  const status = await run(['status', '--json']);
  expect(status.status).toBe(0);
  expect(runSchema.safeParse(JSON.parse(status.out)).success).toBe(true);
});
