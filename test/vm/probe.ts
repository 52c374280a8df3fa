// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Machine } from './machine.ts';
import { ProbeReport, wireSchema } from './probe-report.ts';

/** A line of shell to run in the guest, as root, after the facts were read. */
export interface ProbeCommand {
  readonly name: string;
  readonly script: string;
  /** 120 when absent. */
  readonly deadlineSeconds?: number;
}

export interface ProbeOptions {
  readonly commands?: readonly ProbeCommand[];
  /** What the guest does when its report was written; "stay" when absent. */
  readonly after?: 'poweroff' | 'reboot' | 'stay';
}

const DEFAULT_COMMAND_SECONDS = 120;

/**
 * systemd-debug-generator(8) makes a unit of this credential. Type=simple, because the start job of a longer one would
 * be what `is-system-running --wait` waits for.
 */
const unit = `[Unit]
Description=Report to the test of this machine
After=multi-user.target

[Service]
ExecStart=/bin/sh %d/particleos.probe
LoadCredential=particleos.probe
LoadCredential=particleos.commands
LoadCredential=particleos.token
LoadCredential=particleos.after
`;

/** A look inside the guest: its credentials go to startMachine, its token is what the report must end with. */
export class Probe {
  readonly credentials: Readonly<Record<string, string>>;
  readonly #token: string;

  private constructor(token: string, credentials: Readonly<Record<string, string>>) {
    this.#token = token;
    this.credentials = credentials;
  }

  static async make(options: ProbeOptions = {}): Promise<Probe> {
    const token = randomBytes(16).toString('hex');
    return new Probe(token, {
      'systemd.extra-unit.particleos-probe.service': unit,
      'systemd.unit-dropin.multi-user.target': '[Unit]\nWants=particleos-probe.service\n',
      'particleos.probe': await readFile(new URL('probe.sh', import.meta.url), 'utf8'),
      'particleos.commands': commandScript(options.commands ?? []),
      'particleos.token': `${token}\n`,
      'particleos.after': options.after ?? 'stay',
    });
  }

  /** Waits for the token of this run (deadline in milliseconds), and keeps the report as report.json. */
  async report(machine: Machine, deadlineMs: number): Promise<ProbeReport> {
    const lines = await machine.report.waitForToken(this.#token, deadlineMs);
    const report = new ProbeReport(wireSchema.parse(JSON.parse(lines.at(-1) ?? '')));
    await machine.directory.writeJson('report.json', report);
    return report;
  }
}

/** Lines for probe.sh to source; never empty, because QEMU and systemd refuse empty values. */
export function commandScript(commands: readonly ProbeCommand[]): string {
  const lines = commands.map(({ name, script, deadlineSeconds = DEFAULT_COMMAND_SECONDS }) => {
    if (!/^[\w:./-]+$/.test(name)) throw new Error(`not a command name: ${name}`);
    return `script ${name} ${String(deadlineSeconds)} '${script.replaceAll("'", `'\\''`)}'\n`;
  });
  return `# commands of the test\n${lines.join('')}`;
}
