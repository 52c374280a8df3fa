// SPDX-License-Identifier: Apache-2.0
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { chosenOf, xkbGroups } from '../../core/request/xkb-groups.ts';
import { readIfThere } from '../probe/read-if-there.ts';
import { takeTurns } from '../probe/storage/take-turns.ts';
import { CommandError, type Runner } from '../runner/command.ts';
import { readLayouts } from './read-layouts.ts';

/** XKB names; an empty variant is none. */
export interface KeyboardLayout {
  readonly layout: string;
  readonly variant: string;
}

/** labwc reads it at its start and again on SIGHUP, keyboards included (labwc-config(5), "environment"). Root's alone. */
const ENVIRONMENT = 'run/particleos-kiosk-config/environment';
const UNIT = 'particleos-kiosk.service';
const SHORT_MS = 30_000;

/** What the kiosk was told last. */
export async function kioskLayout(root: string): Promise<KeyboardLayout> {
  const text = (await readIfThere(join(root, ENVIRONMENT))) ?? '';
  const value = (name: string): string => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  return chosenOf({ layout: value('XKB_DEFAULT_LAYOUT') || 'us', variant: value('XKB_DEFAULT_VARIANT') });
}

async function isKnown(root: string, { layout, variant }: KeyboardLayout): Promise<boolean> {
  const known = (await readLayouts(root)).find((entry) => entry.layout === layout);
  return known !== undefined && (variant === '' || known.variants.some((entry) => entry.variant === variant));
}

/** One after the other: who moves through a list of layouts by its arrow keys asks for many, and the last one must stay. */
const inTurn = takeTurns();

/**
 * Switches the running kiosk's keyboard. False where no kiosk runs. Throws IssueError bad-value for a layout or variant
 * that xkeyboard-config does not have: with one the compositor would have no keyboard at all.
 */
export async function switchKeyboard(runner: Runner, root: string, wanted: KeyboardLayout): Promise<boolean> {
  return inTurn(() => switchNow(runner, root, wanted));
}

async function switchNow(runner: Runner, root: string, wanted: KeyboardLayout): Promise<boolean> {
  if (!(await isKnown(root, wanted))) {
    const value = `${wanted.layout} ${wanted.variant}`.trim();
    throw new IssueError(
      errorIssue('bad-value', ['keyboard'], { value, message: 'no such keyboard layout' }),
    );
  }
  const file = join(root, ENVIRONMENT);
  await mkdir(dirname(file), { recursive: true });
  const groups = xkbGroups(wanted.layout, wanted.variant === '' ? null : wanted.variant);
  // All of them each time: labwc keeps in its environment what a file before has set.
  const lines = [
    `XKB_DEFAULT_LAYOUT=${groups.layout}`,
    `XKB_DEFAULT_VARIANT=${groups.variant}`,
    `XKB_DEFAULT_OPTIONS=${groups.options}`,
  ];
  await writeFile(`${file}.new`, `${lines.join('\n')}\n`, { mode: 0o644 });
  await rename(`${file}.new`, file);
  try {
    const argv = ['systemctl', 'kill', '--kill-whom=main', '--signal=HUP', UNIT] as const;
    await runner.run({ argv, timeoutMs: SHORT_MS });
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}
