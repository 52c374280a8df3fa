// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { parseOrigin, type Origin } from '../../core/plan/ostree/origin.ts';
import type { Runner } from '../runner/command.ts';

/** One deployment of the running system, in boot order. */
export interface Deployment {
  readonly index: number;
  readonly stateroot: string;
  /** "<checksum>.<serial>": the directory's name. */
  readonly id: string;
  readonly booted: boolean;
  /** Written to disk at the next shutdown. */
  readonly staged: boolean;
  readonly origin: Origin | null;
}

const LINE = /^([* ]) (\S+) ([0-9a-f]{64}\.\d+)(?: \((staged|pending|rollback)\))?/;

/** Reads the text of `ostree admin status` (ostree 2025.2 has no JSON for it). Pure. */
export function parseStatus(text: string): Omit<Deployment, 'origin'>[] {
  const found: Omit<Deployment, 'origin'>[] = [];
  for (const line of text.split('\n')) {
    const match = LINE.exec(line);
    if (match === null) continue;
    const [, mark, stateroot = '', id = '', state] = match;
    found.push({ index: found.length, stateroot, id, booted: mark === '*', staged: state === 'staged' });
  }
  return found;
}

/** A staged deployment's origin stands in /run until shutdown, in a GVariant that no program prints; its commit says the same. */
async function originOf(runner: Runner, deployment: Omit<Deployment, 'origin'>): Promise<Origin | null> {
  const { stateroot, id } = deployment;
  const text = await readFile(`/ostree/deploy/${stateroot}/deploy/${id}.origin`, 'utf8').catch(() => null);
  const parsed = text === null ? null : parseOrigin(text);
  if (parsed !== null) return parsed;
  const read = async (key: string): Promise<string | null> => {
    const argv = [
      'ostree',
      'show',
      '--repo=/ostree/repo',
      `--print-metadata-key=${key}`,
      id.split('.')[0] ?? '',
    ] as const;
    const { stdout, exitCode } = await runner.run({ argv, timeoutMs: 60_000, okExitCodes: [0, 1] });
    return exitCode === 0 ? stdout.trim().replace(/^'(.*)'$/, '$1') : null;
  };
  const [image, digest] = [await read('org.particleos.image'), await read('org.particleos.digest')];
  return image === null || digest === null ? null : { image, source: image, digest };
}

/** Every deployment, the default one first. */
export async function readDeployments(runner: Runner): Promise<Deployment[]> {
  const { stdout } = await runner.run({ argv: ['ostree', 'admin', 'status'], timeoutMs: 60_000 });
  return Promise.all(
    parseStatus(stdout).map(async (entry) => ({ ...entry, origin: await originOf(runner, entry) })),
  );
}
