// SPDX-License-Identifier: Apache-2.0
import { realpath } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

async function nearestReal(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const real = await realpath(at).catch(() => null);
    if (real !== null) return real;
  }
}

/**
 * Throws when writing `path` would leave the directory `within`: an image may have an absolute link in its /etc,
 * which leads into the live system while its root is not ours. Relative links inside are fine (/boot/loader is one).
 */
export async function stayWithin(path: string, within: string): Promise<void> {
  const [real, base] = await Promise.all([nearestReal(dirname(path)), nearestReal(within)]);
  const way = relative(base, real);
  if (way === '..' || way.startsWith('../'))
    throw new Error(`${path} would be written to ${real}, outside of ${within}`);
}
