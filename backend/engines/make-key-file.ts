// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Action } from '../execute/context.ts';
import { stayWithin } from '../execute/stay-within.ts';
import { writeFileWhole } from '../execute/write-file.ts';

/** As many bits as the volume key of aes-xts-plain64. */
const KEY_BYTES = 64;

const params = z.object({ path: z.string(), within: z.string() });

/** Writes a random key to a file that only its owner, root, can read. The key is nowhere else. */
export const makeKeyFile: Action = async (raw) => {
  const { path, within } = params.parse(raw);
  await stayWithin(path, within);
  const key = randomBytes(KEY_BYTES);
  try {
    await writeFileWhole(path, key, 0o600);
  } finally {
    key.fill(0);
  }
  return path;
};
