// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { imageReference } from '../../core/request/image-reference.ts';
import { RecordingRunner, type Answer } from '../runner/recording-runner.ts';
import { bootcCommands } from './bootc-commands.ts';
import { parseBootcHost, readBootcHost, type BootcHost } from './bootc-host.ts';
import { bootcSystem } from './bootc-status.ts';
import { systemText } from './show-system.ts';
import type { SystemCommands } from './system-commands.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** An entry as docs/src/host-v1.schema.json of bootc 1.16.9 describes it; composefs unless told otherwise. */
function entry(letter: string, extra: object = {}): object {
  return {
    cachedUpdate: null,
    composefs: {
      bootDigest: letter.repeat(64),
      bootType: 'Bls',
      bootloader: 'systemd',
      missingVerityAllowed: false,
      verity: letter.repeat(128),
    },
    downloadOnly: false,
    image: {
      architecture: 'amd64',
      image: { image: 'registry.example.org/os:stable', transport: 'registry' },
      imageDigest: digest(letter),
      timestamp: null,
      version: '13.1',
    },
    incompatible: false,
    ostree: null,
    pinned: false,
    softRebootCapable: false,
    store: null,
    ...extra,
  };
}

/** What bootc says of a host: booted from "b". */
function hostText(status: object = {}, spec: object = {}): string {
  return JSON.stringify({
    apiVersion: 'org.containers.bootc/v1',
    kind: 'BootcHost',
    metadata: { name: 'host' },
    spec: {
      bootOrder: 'default',
      image: { image: 'registry.example.org/os:stable', transport: 'registry' },
      ...spec,
    },
    status: {
      booted: entry('b'),
      otherDeployments: [],
      readOnly: false,
      rollback: null,
      rollbackQueued: false,
      staged: null,
      type: 'bootcHost',
      usrOverlay: null,
      ...status,
    },
  });
}

function host(status: object = {}, spec: object = {}): BootcHost {
  const parsed = parseBootcHost(hostText(status, spec));
  if (parsed === null) throw new Error('no host');
  return parsed;
}

interface Told {
  readonly status: number;
  readonly out: string;
  readonly err: string;
  readonly lines: readonly string[];
}

/** Runs one command on a host; bootc answers as told, and says `after` of the host when it is asked again. */
async function tell(
  before: BootcHost,
  work: (commands: SystemCommands) => Promise<number>,
  {
    after = hostText(),
    json = false,
    aborted = false,
    ...answer
  }: Answer & {
    after?: string;
    json?: boolean;
    aborted?: boolean;
  } = {},
): Promise<Told> {
  let out = '';
  let err = '';
  const controller = new AbortController();
  if (aborted) controller.abort();
  const proxy = { HTTPS_PROXY: 'http://proxy.example.org:3128' };
  const runner = new RecordingRunner((line) => (line === 'bootc status --json' ? { stdout: after } : answer));
  const output = {
    json,
    out: (text: string): void => void (out += text),
    err: (text: string): void => void (err += text),
  };
  const status = await work(bootcCommands(before, { runner, output, signal: controller.signal, proxy }));
  // /proc shows its argument list to everyone, and its environment to root alone.
  const told = runner.commands.filter(({ argv }) => argv[1] !== 'status');
  expect(told.map(({ env }) => env)).toEqual(told.map(() => proxy));
  return { status, out, err, lines: runner.lines().filter((line) => line !== 'bootc status --json') };
}

const upgrade = (commands: SystemCommands): Promise<number> => commands.update(null);
const to = (reference: string) => (commands: SystemCommands) =>
  commands.update(imageReference.parse(reference));
const rollback = (commands: SystemCommands): Promise<number> => commands.rollback();
const staged = hostText({ staged: entry('c') });

describe('what bootc says', () => {
  const says = (stdout: string, exitCode = 0): Promise<BootcHost | null> =>
    readBootcHost(new RecordingRunner(() => ({ stdout, exitCode })));

  test('is believed only of a system that it manages', async () => {
    expect(await says(hostText())).not.toBeNull();
    expect(await says(hostText({ type: null, booted: null }, { image: null }))).toBeNull();
    const ostree = { checksum: 'a'.repeat(64), deploySerial: 0, stateroot: 'debian' };
    const plain = entry('b', { composefs: null, ostree, image: null });
    expect(await says(hostText({ type: null, booted: plain }, { image: null }))).toBeNull();
    expect(await says(hostText(), 1)).toBeNull();
    expect(await says('no JSON')).toBeNull();
    expect(await says('{}')).toBeNull();
  });

  test('is believed of a real composefs system, whose type bootc 1.16.9 does not say', async () => {
    const capture = new URL('../../test/fixtures/bootc/1.16.9/status-composefs.json', import.meta.url);
    const real = await says(await readFile(capture, 'utf8'));
    expect(real === null ? null : bootcSystem(real)).toMatchObject({
      updater: 'bootc',
      deployments: [
        {
          backend: 'composefs',
          booted: true,
          next: true,
          origin: { image: 'registry:10.0.2.100:5000/particleos/corona:stable' },
        },
      ],
    });
  });

  test('is shown in boot order, with what the next boot starts', () => {
    const { deployments } = bootcSystem(host({ staged: entry('c'), rollback: entry('a') }));
    expect(deployments.map(({ id, booted, staged, next }) => [id[0], booted, staged, next])).toEqual([
      ['c', false, true, true],
      ['b', true, false, false],
      ['a', false, false, false],
    ]);
    expect(deployments[1]).toMatchObject({
      backend: 'composefs',
      version: '13.1',
      origin: { image: 'registry:registry.example.org/os:stable', digest: digest('b') },
    });
  });

  test('a rollback that is queued starts next, a download alone does not', () => {
    const queued = bootcSystem(host({ rollback: entry('a'), rollbackQueued: true }));
    expect(queued.deployments.map(({ next }) => next)).toEqual([false, true]);
    const fetched = bootcSystem(host({ staged: entry('c', { downloadOnly: true }) }));
    expect(fetched.deployments.map(({ next }) => next)).toEqual([false, true]);
  });

  test('an ostree deployment has the name of its directory', () => {
    const ostree = { checksum: 'a'.repeat(64), deploySerial: 1, stateroot: 'default' };
    const [deployment] = bootcSystem(host({ booted: entry('b', { composefs: null, ostree }) })).deployments;
    expect(deployment).toMatchObject({ id: `${'a'.repeat(64)}.1`, backend: 'ostree' });
  });

  test('in words', () => {
    const text = systemText(bootcSystem(host({ staged: entry('c'), rollback: entry('a', { image: null }) })));
    expect(text).toBe(`  cccccccccccc  staged for the next start
    image    registry:registry.example.org/os:stable
    digest   ${digest('c')}
    version  13.1
    backend  composefs
* bbbbbbbbbbbb  running, not started again by the next boot
    image    registry:registry.example.org/os:stable
    digest   ${digest('b')}
    version  13.1
    backend  composefs
  aaaaaaaaaaaa  kept for a rollback
    backend  composefs
`);
  });
});

describe('upgrade', () => {
  test('stages what is new', async () => {
    expect(await tell(host(), upgrade, { after: staged })).toEqual({
      status: 0,
      out: '',
      err: 'The new system is staged; it starts at the next boot.\n',
      lines: ['bootc upgrade'],
    });
  });

  test('says when there is nothing new, staged already or not', async () => {
    const words = (letter: string): string =>
      `Up to date: registry:registry.example.org/os:stable is ${digest(letter)}.\n`;
    expect(await tell(host(), upgrade)).toMatchObject({ status: 0, err: words('b') });
    const again = await tell(host({ staged: entry('c') }), upgrade, { after: staged });
    expect(again).toMatchObject({ status: 0, err: words('c') });
  });

  test('speaks JSON', async () => {
    const { out } = await tell(host(), upgrade, { after: staged, json: true });
    expect(JSON.parse(out)).toEqual({ state: 'succeeded', digest: digest('c') });
    const { out: same } = await tell(host(), upgrade, { json: true });
    expect(JSON.parse(same)).toEqual({ state: 'current', digest: digest('b') });
  });

  test('of a system that follows nothing is refused', async () => {
    await expect(tell(host({}, { image: null }), upgrade)).rejects.toMatchObject({
      issue: { code: 'image-no-update-ref' },
    });
  });

  test.each([
    [
      'the registry does not answer',
      3,
      'registry-unreachable',
      'error: Upgrading: Preparing import: Fetching manifest: failed to invoke method OpenImage: pinging container registry registry.example.org: Get "https://registry.example.org/v2/": dial tcp: lookup registry.example.org: no such host',
    ],
    [
      'the disk is full',
      1,
      'bootc-no-space',
      'error: Pulling composefs repository: Object write task failed: No space left on device (os error 28)',
    ],
    ['nobody knows why', 1, 'bootc-failed', 'error: Upgrading: a thing nobody has seen'],
  ])('%s: status %d, %s', async (_name, status, code, stderr) => {
    const told = await tell(host(), upgrade, { exitCode: 1, stderr, json: true });
    expect(told.status).toBe(status);
    expect(told.err).toContain(`[${code}]`);
    expect(JSON.parse(told.out)).toMatchObject({ state: 'failed', issues: [{ code }] });
  });

  test('cancelled', async () => {
    expect(await tell(host(), upgrade, { aborted: true })).toMatchObject({ status: 130, err: '' });
  });
});

describe('switch', () => {
  test.each([
    [
      'registry:registry.example.org/os:next',
      'bootc switch --transport registry registry.example.org/os:next',
    ],
    ['oci:/run/media/stick/os', 'bootc switch --transport oci /run/media/stick/os'],
    ['oci-archive:/run/media/stick/os.tar', 'bootc switch --transport oci-archive /run/media/stick/os.tar'],
    ['containers-storage:localhost/os:1', 'bootc switch --transport containers-storage localhost/os:1'],
  ])('%s', async (reference, line) => {
    expect(await tell(host(), to(reference), { after: staged })).toMatchObject({ status: 0, lines: [line] });
  });

  test('a system that asks for signatures goes on doing so', async () => {
    const image = { image: 'r/os', transport: 'registry', signature: 'containerPolicy' };
    const { lines } = await tell(host({}, { image }), to('oci:/stick'), { after: staged });
    expect(lines).toEqual(['bootc switch --transport oci --enforce-container-sigpolicy /stick']);
  });
});

test("the loader is bootc's own business", async () => {
  await expect(tell(host(), (commands) => commands.renewLoader())).rejects.toMatchObject({
    issue: { code: 'bootc-loader' },
  });
});

describe('rollback', () => {
  const other = { rollback: entry('a') };
  const words = 'The next boot starts aaaaaaaaaaaa.\n';

  test('queues the other deployment', async () => {
    expect(await tell(host(other), rollback)).toEqual({
      status: 0,
      out: '',
      err: words,
      lines: ['bootc rollback'],
    });
  });

  test('said twice does not take it back, as bootc would', async () => {
    const queued = host({ ...other, rollbackQueued: true });
    expect(await tell(queued, rollback)).toMatchObject({ status: 0, err: words, lines: [] });
  });

  test('with an update staged since, it is said again: bootc drops what is staged', async () => {
    const both = host({ ...other, staged: entry('c'), rollbackQueued: true });
    expect(await tell(both, rollback)).toMatchObject({ err: words, lines: ['bootc rollback'] });
  });

  test('what bootc says of a queued one is not believed for UKIs', async () => {
    const composefs = { verity: 'b'.repeat(128), bootType: 'Uki', bootloader: 'systemd' };
    const uki = host({ ...other, booted: entry('b', { composefs }), rollbackQueued: true });
    expect(await tell(uki, rollback)).toMatchObject({ lines: ['bootc rollback'] });
  });

  test('without another deployment it is refused', async () => {
    expect(await tell(host(), rollback)).toEqual({
      status: 3,
      out: '',
      err: 'There is no other deployment to go back to.\n',
      lines: [],
    });
  });
});
