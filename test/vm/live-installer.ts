// SPDX-License-Identifier: Apache-2.0
import { runSchema, type Run } from '../../core/run/run.ts';
import type { Live } from './live.ts';

const INSTALL_MS = 1_800_000;
const POWER_OFF_MS = 300_000;

/** How an `apply` ended. */
export interface Applied {
  readonly status: number;
  /** What a person read. */
  readonly words: string;
  /** The run, or the issues of a refusal. */
  readonly result: unknown;
}

/** The installer as root uses it in a live system; the machine is gone when its scope ends. */
export class LiveInstaller implements AsyncDisposable {
  readonly live: Live;

  constructor(live: Live) {
    this.live = live;
  }

  /** Runs a line of shell that must succeed; returns its output. */
  async sh(script: string, deadlineMs?: number): Promise<string> {
    const { status, output } = await this.live.shell.run(script, deadlineMs);
    if (status !== 0) throw await this.live.machine.failure(`status ${status}: ${script}\n${output}`);
    return output;
  }

  /** `apply --yes` of an answer file, with more arguments and redirections. */
  async apply(answers: string, more = ''): Promise<Applied> {
    return this.applyBy('', `${answers} ${more}`);
  }

  /** The same through another program, which gets it as its last arguments. */
  async applyBy(program: string, words: string): Promise<Applied> {
    const apply = `${program} particleos-installer apply --yes --json ${words}`;
    const { status } = await this.live.shell.run(`${apply} > /run/apply.json 2> /run/apply.err`, INSTALL_MS);
    const json = await this.sh('cat /run/apply.json');
    return {
      status,
      words: await this.sh('cat /run/apply.err'),
      result: json === '' ? null : (JSON.parse(json) as unknown),
    };
  }

  /** What the installer says of the last run. */
  async lastRun(): Promise<Run> {
    return runSchema.parse(JSON.parse(await this.sh('particleos-installer status --json')));
  }

  /** As a person ends a live system: what was written is on the disks afterwards. */
  async powerOff(): Promise<void> {
    const { machine, shell } = this.live;
    const ended = machine.waitForEnd(POWER_OFF_MS);
    // It is gone before it answers.
    shell.run('systemctl poweroff').catch(() => undefined);
    const end = await ended;
    if (end !== 'poweroff') throw await machine.failure(`the live system ended by ${end}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.live.machine.stop();
  }
}
