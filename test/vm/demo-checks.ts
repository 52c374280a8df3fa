// SPDX-License-Identifier: Apache-2.0
import { DEMO_SSH_KEY, demoUser } from './demo-answers.ts';
import type { ProbeReport } from './probe-report.ts';

export interface Check {
  readonly what: string;
  readonly wanted: string;
  readonly found: string;
  readonly ok: boolean;
}

/** A check that two texts are the same. */
export function same(what: string, wanted: string, found: string): Check {
  return { what, wanted, found, ok: wanted === found };
}

function holds(what: string, wanted: string, found: readonly string[]): Check {
  const ok = found.includes(wanted);
  return { what, wanted, found: ok ? wanted : found.join(' '), ok };
}

/** What the initramfs said of the keymap for its prompts; lines after the change to the system's root do not count. */
function keymapInInitramfs(report: ProbeReport): string {
  const lines = report.lines('keymap-log');
  const end = lines.findIndex((line) => line.includes('initrd-switch-root.service'));
  const loaded = lines.slice(0, Math.max(end, 0)).find((line) => line.startsWith('console keymap '));
  return loaded ?? lines.join(' | ');
}

/** What the kernel says when the emulator was starved while it counted timer interrupts: nothing of the system's. */
const ofStarvedEmulator = '..MP-BIOS bug: 8254 timer not connected to IO-APIC';

/** What the key right of T types on the console: y on a US keyboard, z on a German one. */
export function keyRightOfT(report: ProbeReport): string {
  return /=\s*\+?(\w+)/.exec(report.text('keycode-21'))?.[1] ?? '';
}

function journalErrors(report: ProbeReport): string {
  return report
    .lines('journal-errors')
    .filter((line) => line !== ofStarvedEmulator)
    .join(' | ');
}

/** That the system runs, and is what the answer file of the demo asked for, whatever engine wrote it. */
export function answerChecks(report: ProbeReport): Check[] {
  const groups = report.users.get(demoUser.name) ?? [];
  return [
    same('state of the system', 'running', report.text('system-state')),
    same('failed units', '', report.failedUnits.join(' ')),
    same('host name', 'demo', report.text('hostname')),
    same('time zone', 'Europe/Berlin', report.timezone),
    holds('language', 'LANG=de_DE.UTF-8', report.lines('locale')),
    same('keyboard, key right of T', 'z', keyRightOfT(report)),
    same(
      'keyboard at a prompt of the initramfs',
      'console keymap de-latin1 loaded',
      keymapInInitramfs(report),
    ),
    holds('kernel argument', 'particle.demo=1', report.kernelArguments),
    holds('user with sudo', 'sudo', groups),
    same('SSH key', `${demoUser.name}: ${DEMO_SSH_KEY}`, report.text('authorized-keys')),
  ];
}

/** All of that, and what any installed system must be. */
export function systemChecks(report: ProbeReport): Check[] {
  return [
    ...answerChecks(report),
    same('errors in the journal', '', journalErrors(report)),
    same('files of unknown owners', '', report.lines('unowned').join(' ')),
  ];
}

/** All of that, and where updates come from, on a system that Debian's own ostree wrote. */
export function demoChecks(report: ProbeReport): Check[] {
  return [
    ...systemChecks(report),
    {
      what: 'updates come from',
      wanted: 'registry.example.org/particleos/corona:stable',
      found: /container-image-reference=(.*)/.exec(report.text('ostree-origins'))?.[1] ?? '(nothing)',
      ok: report.text('ostree-origins').includes('registry.example.org/particleos/corona:stable'),
    },
  ];
}

/** One line per check for a person. */
export function checkLine({ what, wanted, found, ok }: Check): string {
  return ok
    ? `  ok      ${what}: ${found || 'none'}`
    : `  WRONG   ${what}: wanted "${wanted}", found "${found}"`;
}
