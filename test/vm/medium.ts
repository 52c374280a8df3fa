// SPDX-License-Identifier: Apache-2.0
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Phases } from '../../iso-builder/phases.ts';
import { buildMedium } from './demo-build.ts';

/** Where the VM tests keep what they build. */
export const outputDirectory = fileURLToPath(new URL('../../out/test', import.meta.url));

/** The ISO under test and the image it carries. */
export interface Medium {
  readonly iso: string;
  readonly image: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

let medium: Promise<Medium> | undefined;

/**
 * The ISO and the image, built once for a file of tests. PARTICLEOS_ISO and PARTICLEOS_IMAGE name ready ones: set by
 * test/run.ts for all files, and by a developer who runs one VM test again and again.
 */
export function testMedium(): Promise<Medium> {
  medium ??= makeMedium();
  return medium;
}

/** Tells an ISO from any other, for what one run leaves to a later one. */
export async function mediumKey({ iso }: Medium): Promise<string> {
  const { size, mtimeMs } = await stat(iso);
  return [iso, size, mtimeMs].join(' ');
}

async function makeMedium(): Promise<Medium> {
  const { PARTICLEOS_ISO: iso, PARTICLEOS_IMAGE: image } = process.env;
  if (iso !== undefined && image !== undefined) {
    await Promise.all([access(iso), access(image)]);
    return { iso, image };
  }
  const phases = new Phases('tests', say);
  const built = await buildMedium(phases, outputDirectory, say);
  say(phases.table());
  return { iso: built, image: join(outputDirectory, 'image') };
}
