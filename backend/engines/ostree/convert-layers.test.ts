// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { updateSteps } from '../../../core/plan/ostree/image-steps.ts';
import { placeOf } from '../../../core/plan/target.ts';
import { imageReference } from '../../../core/request/image-reference.ts';
import { inspectImage } from '../../probe/image.ts';
import { RealRunner } from '../../runner/real-runner.ts';
import { linkOciLayout } from './link-oci-layout.ts';
import { givenContext } from '../../execute/given-context.ts';

const runner = new RealRunner();
const context = givenContext({ runner });
const run = (...argv: [string, ...string[]]): Promise<unknown> => runner.run({ argv, timeoutMs: 60_000 });
const missing = await Promise.all([run('skopeo', '--version'), run('umoci', '--version')]).then(
  () => false,
  () => true,
);

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'convert-'));
});
afterEach(() => rm(directory, { recursive: true }));

/** An image of one zstd layer; umoci reads gzip and plain layers only. */
async function zstdImage(): Promise<string> {
  const plain = join(directory, 'plain');
  await mkdir(join(directory, 'files'));
  await run('umoci', 'init', '--layout', plain);
  await run('umoci', 'new', '--image', `${plain}:a`);
  await run('umoci', 'insert', '--rootless', '--image', `${plain}:a`, join(directory, 'files'), '/kept');
  const argv = ['copy', '--quiet', '--insecure-policy', '--dest-compress-format=zstd'] as const;
  await run('skopeo', ...argv, `oci:${plain}:a`, `oci:${directory}/zstd:a`);
  return `oci:${directory}/zstd:a`;
}

describe('real skopeo and umoci', () => {
  beforeEach(({ skip }) => skip(missing, 'skopeo or umoci is not installed'));
  test('the planned fetch turns zstd layers into what umoci reads', async () => {
    const source = imageReference.parse(await zstdImage());
    const inspected = await inspectImage(runner, { source });
    if (!inspected.ok) throw new Error(inspected.issue.code);
    expect(inspected.image.layers.map(({ mediaType }) => mediaType)).toEqual([
      'application/vnd.oci.image.layer.v1.tar+zstd',
    ]);
    const place = placeOf(directory);
    const steps = updateSteps(
      { source, image: inspected.image, track: null, access: {}, signed: false },
      place,
      null,
    );
    const [link, fetch] = ['link-layout', 'fetch'].map((id) => steps.find((step) => step.id === id));
    if (fetch?.kind !== 'command' || link?.kind !== 'action') throw new Error('no fetch step');
    await mkdir(place.scratch);
    await linkOciLayout(link.params, context);
    const [program = '', ...rest] = fetch.argv;
    await runner.run({ argv: [program, ...rest], env: fetch.env ?? {}, timeoutMs: 60_000 });
    await run(
      'umoci',
      'raw',
      'unpack',
      '--rootless',
      '--image',
      `${place.scratch}/oci:pinned`,
      `${directory}/out`,
    );
    expect(await readdir(join(directory, 'out'))).toContain('kept');
  });
});
