// SPDX-License-Identifier: Apache-2.0
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parse } from 'yaml';
import { textOf, type Proof } from './finding.ts';

const REGISTRIES = 'containers/registries.d';
const registries = z.object({ docker: z.record(z.string(), z.unknown()).optional() });

async function scopesOf(path: string): Promise<string[]> {
  try {
    return Object.keys(registries.parse(parse((await textOf(path)) ?? '')).docker ?? {});
  } catch {
    return []; // containers/image will say what is wrong with the image's own file
  }
}

/** Two files that name one repository are an error to containers/image (containers-registries.d(5)): no update would come. */
async function collisions(etc: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  const ours = Object.keys(files).find((path) => path.startsWith(REGISTRIES));
  if (ours === undefined) return [];
  const wanted = await scopesOf(join(etc, ours));
  const names = (await readdir(join(etc, REGISTRIES))).filter((name) => /\.ya?ml$/.test(name));
  const findings: string[] = [];
  for (const name of names) {
    if (join(REGISTRIES, name) === ours) continue;
    const twice = (await scopesOf(join(etc, REGISTRIES, name))).filter((scope) => wanted.includes(scope));
    for (const scope of twice) findings.push(`the image's own ${REGISTRIES}/${name} names ${scope} too`);
  }
  return findings;
}

/** The policy for updates stands where containers/image reads it, word for word. */
export const proveTrust: Proof = async ({ deployment, files }) => {
  const etc = join(deployment, 'etc');
  const findings: string[] = [];
  for (const [path, content] of Object.entries(files))
    if ((await textOf(join(etc, path))) !== content) findings.push(`/etc/${path} is not what was planned`);
  return findings.length > 0 ? findings : collisions(etc, files);
};
