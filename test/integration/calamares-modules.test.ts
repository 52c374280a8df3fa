// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineArchitecture } from '../../backend/probe/machine.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';

const modules = fileURLToPath(new URL('../../calamares-modules', import.meta.url));
const installer = fileURLToPath(new URL('../../backend/cli/installer.ts', import.meta.url));
const lsblk = new URL('../fixtures/facts/virtio-no-serial.lsblk-2.41.json', import.meta.url);
let directory = '';

/** An OCI directory that can be planned, and never installed. */
async function makeImage(): Promise<string> {
  const image = join(directory, 'image');
  await mkdir(join(image, 'blobs/sha256'), { recursive: true });
  const blob = async (content: string): Promise<{ digest: string; size: number }> => {
    const hex = createHash('sha256').update(content).digest('hex');
    await writeFile(join(image, 'blobs/sha256', hex), content);
    return { digest: `sha256:${hex}`, size: content.length };
  };
  const labels = { 'ostree.bootable': '1', 'org.particleos.installed-bytes': '1000000' };
  const config = await blob(
    JSON.stringify({ architecture: machineArchitecture(), config: { Labels: labels } }),
  );
  const layer = { ...(await blob('layer')), mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' };
  const manifest = await blob(JSON.stringify({ schemaVersion: 2, config, layers: [layer] }));
  await writeFile(join(image, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [manifest] }));
  return `oci:${image}`;
}

/** A machine with one empty disk vdy, told by an lsblk of our own. */
async function makeMachine(): Promise<string> {
  const bin = join(directory, 'bin');
  await mkdir(bin);
  const text = (await readFile(lsblk, 'utf8')).replaceAll('vda', 'vdy').replaceAll('254:0', '254:240');
  const listed = JSON.parse(text) as { blockdevices: { name: string; serial: string | null }[] };
  for (const disk of listed.blockdevices) if (disk.name === 'vdy') disk.serial = 'target';
  await writeFile(join(directory, 'lsblk.json'), JSON.stringify(listed));
  await writeFile(join(bin, 'lsblk'), `#!/bin/sh\nexec cat '${join(directory, 'lsblk.json')}'\n`);
  const program = join(directory, 'particleos-installer');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${installer}' "$@"\n`);
  for (const file of [join(bin, 'lsblk'), program]) await chmod(file, 0o755);
  return bin;
}

let image = '';
let bin = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'calamares-'));
  [image, bin] = await Promise.all([makeImage(), makeMachine()]);
});
afterAll(() => rm(directory, { recursive: true }));

/** Python that has the modules and `installer` at hand. */
async function python(script: string): Promise<unknown> {
  const head = `import json\nfrom particleos_calamares.installer import Installer, Refused\ninstaller = Installer(${JSON.stringify(join(directory, 'particleos-installer'))})\n`;
  const ended = await new RealRunner().run({
    argv: ['python3', '-c', head + script],
    timeoutMs: 100_000,
    env: { PYTHONPATH: modules, PYTHONDONTWRITEBYTECODE: '1', PATH: `${bin}:/usr/bin:/bin` },
  });
  return JSON.parse(ended.stdout) as unknown;
}

const chosen = (device: string): string =>
  JSON.stringify({
    username: 'ada',
    password: true,
    sudoersGroup: 'sudo',
    partitionChoices: { install: 'erase', swap: 'none' },
    partitions: [{ device, mountPoint: '/', fs: 'ext4' }],
    particleos: { image },
  }).replaceAll('true', 'True');

test("the modules' own tests", async () => {
  const ended = await new RealRunner().run({
    argv: ['python3', '-m', 'unittest', 'discover', '-s', join(modules, 'tests')],
    timeoutMs: 100_000,
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(ended.stderr).toMatch(/^Ran \d\d tests/m);
  expect(ended.stderr).toMatch(/^OK$/m);
});

describe('with the real installer', () => {
  test('a choice becomes an answer file and a plan for the disk that was chosen', async () => {
    const planned = await python(
      `answers, warnings = installer.answers(${chosen('/dev/vdy2')})\nprint(json.dumps([answers, installer.plan(answers)]))`,
    );
    const [answers, hash] = planned as [string, string];
    expect(answers).toContain('serial: target');
    expect(answers).toContain('passwordSecret: ada');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('what cannot be installed is said in a sentence, before and after the partition page', async () => {
    const refused = (work: string): Promise<unknown> =>
      python(`try:\n    ${work}\nexcept Refused as refused:\n    print(json.dumps(refused.for_calamares()))`);
    expect(await refused(`installer.answers(${chosen('/dev/sdq1')})`)).toEqual([
      expect.stringContaining('/dev/sdq1 is on no disk') as string,
      expect.stringContaining('Restart Calamares') as string,
    ]);
    expect(await refused(`installer.check_choices({"setRootPassword": True})`)).toEqual([
      expect.stringContaining('a password of root') as string,
      expect.any(String) as string,
    ]);
    expect(await refused(`installer.plan("version: 1\\ndisk: { serial: none }\\n")`)).toEqual([
      expect.any(String) as string,
      expect.stringContaining('No disk has serial none.') as string,
    ]);
  });

  test('choices that are fine pass, though no disk was chosen yet', async () => {
    const warnings = await python(
      `print(json.dumps(installer.check_choices({"localeConf": {"LANG": "C.UTF-8"}, "particleos": {"image": "${image}"}}).warnings))`,
    );
    expect(warnings).toEqual(expect.arrayContaining([expect.stringContaining('updates come from')]));
  });
});
