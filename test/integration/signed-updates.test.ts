// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { actions } from '../../backend/engines/actions.ts';
import { inspectImage } from '../../backend/probe/image.ts';
import { probeTrust } from '../../backend/probe/trust/probe-trust.ts';
import { CommandError } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { holdToPolicy } from '../../backend/system/hold-to-policy.ts';
import type { Facts, ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { updateSteps } from '../../core/plan/ostree/image-steps.ts';
import { placeOf } from '../../core/plan/target.ts';
import { trustFiles, trustSteps } from '../../core/plan/trust-steps.ts';
import { imageReference, type ImageReference } from '../../core/request/image-reference.ts';
import { SigningLab } from '../tools/signing-lab.ts';
import { givenContext } from '../../backend/execute/given-context.ts';

const runner = new RealRunner();
const { signal } = new AbortController();
const begun = await SigningLab.start().then(
  (lab) => ({ lab, reason: '' }),
  (error: unknown) => ({ lab: null, reason: String(error).split('\n')[0] ?? '' }),
);
let lab: SigningLab;
let home: string;
/** containers/image looks here before /etc (containers-policy.json(5)). */
let etc: string;

beforeAll(() => {
  if (begun.lab !== null) lab = begun.lab;
});
beforeEach(async ({ skip }) => {
  skip(begun.lab === null, `no registry or no skopeo with sigstore: ${begun.reason}`);
  home = await mkdtemp(join(tmpdir(), 'updates-'));
  etc = join(home, '.config');
});
afterEach(() => rm(home, { recursive: true, force: true }));
afterAll(() => begun.lab?.[Symbol.asyncDispose]());

async function inspected(source: ImageReference): Promise<ImageFacts> {
  const found = await inspectImage(runner, { ...lab.access, source });
  if (!found.ok) throw new Error(found.issue.code);
  return found.image;
}

/** What an install from a signed image leaves in /etc, written to `etc`. */
async function installed(track: ImageReference): Promise<Facts['trust']> {
  const source = await lab.push('image', 'u/corona:stable', { keys: ['right'] });
  const image = await inspected(source);
  const signature = { publicKey: lab.at('right.pub') };
  const trust = await probeTrust(runner, { ...lab.access, signature, source, track, image });
  for (const [path, content] of Object.entries(trustFiles({ trust }))) {
    await mkdir(dirname(join(etc, path)), { recursive: true });
    await writeFile(join(etc, path), content);
  }
  return trust;
}

const reference = (name: string): ImageReference => imageReference.parse(`registry:${lab.host}/${name}`);

/** "accepted", "insists" when its origin is to ask for signatures as well, or the code of the refusal. */
async function held(source: ImageReference): Promise<string> {
  const image = await inspected(source);
  const update = { source, image, access: lab.access };
  try {
    return (await holdToPolicy(runner, update, signal, join(etc, 'containers'))) ? 'insists' : 'accepted';
  } catch (error) {
    if (error instanceof IssueError) return error.issue.code;
    throw error;
  }
}

describe('an update on an installed system that was given a key', () => {
  beforeEach(() => installed(reference('u/corona:stable')));

  test('signed with it', async () => {
    expect(await held(await lab.push('other', 'u/corona:stable', { keys: ['right'] }))).toBe('insists');
  });

  test('not signed, signed with another key, or from elsewhere', async () => {
    await lab.makeImage('bare');
    expect(await held(await lab.push('bare', 'u/corona:stable'))).toBe('signature-missing');
    await lab.makeImage('foreign');
    expect(await held(await lab.push('foreign', 'u/corona:stable', { keys: ['wrong'] }))).toBe(
      'signature-wrong-key',
    );
    expect(await held(await lab.push('other', 'v/elsewhere:1', { keys: ['right'] }))).toBe('policy-rejects');
  });

  test('from a stick: by the signature beside it', async () => {
    const local = (name: string): ImageReference => imageReference.parse(`oci:${lab.at(name)}`);
    await lab.makeImage('stick');
    expect(await held(local('stick'))).toBe('signature-missing');
    await lab.push('stick', 'u/corona:2', { keys: ['right'] });
    const tag = `${(await lab.digestOf('stick')).replace(':', '-')}.sig`;
    await lab.copy('--quiet', lab.docker(`u/corona:${tag}`), `oci:${lab.at('stick')}:${tag}`);
    expect(await held(local('stick'))).toBe('accepted');
  });

  test("skopeo's own fetch is held to it too, and copies what is signed", async () => {
    const fetch = async (source: ImageReference): Promise<string> => {
      const image = await inspected(source);
      const place = placeOf(join(home, 'sysroot'));
      const what = { source, image, track: source, access: lab.access, signed: true };
      const step = updateSteps(what, place, null).find(({ id }) => id === 'fetch');
      if (step?.kind !== 'command') throw new Error('no fetch step');
      await mkdir(place.scratch, { recursive: true });
      const [program = '', ...rest] = step.argv;
      try {
        await runner.run({ argv: [program, ...rest], env: { HOME: home }, timeoutMs: 60_000 });
        return 'copied';
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        return error.result.stderr;
      }
    };
    expect(await fetch(await lab.push('other', 'u/corona:stable', { keys: ['right'] }))).toBe('copied');
    await lab.makeImage('bare');
    expect(await fetch(await lab.push('bare', 'u/corona:stable'))).toContain(
      'Source image rejected: A signature was required, but no signature exists',
    );
  });
});

test("without a policy of one's own: Debian's accepts anything, and none is no hindrance", async () => {
  const source = await lab.push('image', 'u/corona:stable');
  expect(await held(source)).toBe('accepted');
  await mkdir(join(etc, 'containers'), { recursive: true });
  await writeFile(join(etc, 'containers/policy.json'), '{"default":[{"type":"insecureAcceptAnything"}]}');
  expect(await held(source)).toBe('accepted');
  expect(await held(imageReference.parse(`oci:${lab.at('image')}`))).toBe('accepted');
  await writeFile(join(etc, 'containers/policy.json'), '{"default":[');
  expect(await held(source)).toBe('policy-malformed');
});

describe('the step before the first write', () => {
  const context = givenContext({ runner, signal });

  test('judges the very digest of the plan once more', async () => {
    const source = reference('u/corona:stable');
    const trust = await installed(source);
    const image = await inspected(source);
    const request = { version: 1, disk: { only: true }, image: lab.access } as const;
    const [step] = trustSteps({ facts: { trust }, request, source, image }).look;
    if (step?.kind !== 'action') throw new Error('no step');
    const again = (change: object): Promise<string> =>
      actions['verify-signature']?.({ ...step.params, ...change }, context) ??
      Promise.reject(new Error('none'));
    expect(await again({})).toBe('');
    // The tag has moved on to an unsigned image: the planned one is still meant, and still good.
    await lab.makeImage('later');
    const other = await lab.push('later', 'u/corona:stable');
    expect(await again({})).toBe('');
    await expect(again({ image: await inspected(other) })).rejects.toMatchObject({
      issue: { code: 'signature-missing', severity: 'error' },
    });
  });
});
