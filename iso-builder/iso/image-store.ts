// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from '../../backend/runner/command.ts';
import { packSquashfs } from './pack-squashfs.ts';

const HOUR_MS = 3_600_000;

/** The image's name in the store; no registry can be meant by it. */
const NAME = 'localhost/particleos:embedded';

/**
 * Unpacks an image, named in skopeo's words, into a containers-storage and packs that into a squashfs `file`: podman runs
 * the image from there, read-only, without a copy in memory (containers-storage.conf(5), "additionalimagestores").
 * As files of the ISO the store would lose extended attributes: Rock Ridge has none. Returns the bytes of `file`.
 */
export async function makeImageStore(
  runner: Runner,
  image: string,
  scratch: string,
  file: string,
  level: number,
): Promise<number> {
  const store = join(scratch, 'store');
  await mkdir(store);
  const target = `containers-storage:[overlay@${store}+${join(scratch, 'store-run')}]${NAME}`;
  const copy = [
    // The overlay driver leaves a bind mount on its directory; in a namespace of its own that goes with skopeo.
    'unshare',
    '--mount',
    'skopeo',
    // Whether this image is trusted was decided by who put it on the ISO.
    '--insecure-policy',
    'copy',
    '--quiet',
    image,
    target,
  ] as const;
  await runner.run({ argv: copy, timeoutMs: HOUR_MS });
  return packSquashfs(runner, store, { file, level });
}
