#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Phases } from '../../iso-builder/phases.ts';
import { bootDisk } from './boot-disk.ts';
import { demoAnswers, demoUser } from './demo-answers.ts';
import { buildMedium } from './demo-build.ts';
import { checkLine, demoChecks } from './demo-checks.ts';
import { makeEmptyDisk, usedBytes } from './disk-images.ts';
import { installByIso } from './install.ts';
import { whoBySudo } from './login.ts';
import type { Firmware } from './machine-options.ts';

/**
 * `npm run demo`: builds the image and the ISO, installs in a virtual machine without a person, starts the disk alone
 * and looks at it from inside. Ends with 0 only when the installed system is what the answer file asked for.
 */
const usage = `npm run demo -- [--iso FILE] [--firmware bios|uefi|secureboot] [--output DIRECTORY]
  --iso       install from this ISO instead of building one
  --firmware  of the virtual machine (default: uefi)
  --output    where image, ISO and disk go (default: out/demo)`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const DISK_BYTES = 10 * 1024 ** 3;
const REPORT_DEADLINE_MS = 600_000;
const PROMPT_DEADLINE_MS = 120_000;

function isFirmware(text: string): text is Firmware {
  return ['bios', 'uefi', 'secureboot'].includes(text);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs it all; true when every check held. */
async function demo(firmware: Firmware, output: string, iso: string | undefined): Promise<boolean> {
  const phases = new Phases('demo', say);
  const medium = iso ?? (await buildMedium(phases, output, say));
  const disk = await makeEmptyDisk(join(output, 'disk.img'), DISK_BYTES);
  const target = { path: disk, bus: 'virtio', serial: 'DEMO-DISK' } as const;
  const install = { name: 'demo-install', firmware, disks: [target], say };
  const logs: string[] = [];
  const failed: string[] = [];

  await phases.run('install', async () => {
    const answers = { text: demoAnswers, by: 'volume' } as const;
    const result = await installByIso({ ...install, iso: { path: medium, bus: 'cdrom' }, answers });
    // The installer's own table of phases is indented; what follows is systemd's.
    for (const line of result.journal.filter((line) => /^ {2}\S/.test(line))) say(line);
    logs.push(result.directory);
    return usedBytes(disk);
  });

  await phases.run('start and examine the disk', async () => {
    const boot = { name: 'demo-boot', firmware, disk: target, deadlineMs: REPORT_DEADLINE_MS };
    await bootDisk({
      ...boot,
      during: async (machine, report) => {
        logs.push(machine.directory.path);
        const checks = demoChecks(report);
        const who = await whoBySudo(machine, demoUser.name, demoUser.password, PROMPT_DEADLINE_MS);
        checks.push({ what: 'password login and sudo', wanted: 'root', found: who, ok: who === 'root' });
        for (const check of checks) say(checkLine(check));
        failed.push(...checks.filter(({ ok }) => !ok).map(({ what }) => what));
      },
    });
    return usedBytes(disk);
  });

  say(`\n  ISO         ${medium}\n  disk        ${disk}`);
  for (const directory of logs) say(`  logs        ${directory}`);
  say(`\n${phases.table()}`);
  say(
    failed.length === 0
      ? '\ndemo: the installed system is what was asked for'
      : `\ndemo: FAILED: ${failed.join(', ')}`,
  );
  return failed.length === 0;
}

const { values } = parseArgs({
  options: {
    iso: { type: 'string' },
    firmware: { type: 'string', default: 'uefi' },
    output: { type: 'string', default: join(root, 'out/demo') },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || !isFirmware(values.firmware)) {
  say(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  try {
    process.exitCode = (await demo(values.firmware, values.output, values.iso)) ? 0 : 1;
  } catch (error) {
    say(`\ndemo: FAILED: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
