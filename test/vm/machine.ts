// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Accelerator } from './accelerator.ts';
import type { FatalName } from './fatal-patterns.ts';
import type { Sockets } from './qemu-arguments.ts';
import type { QemuProcess } from './qemu-process.ts';
import { QmpClient, type QmpEvent } from './qmp.ts';
import { ReportPort } from './report-port.ts';
import type { RunDirectory } from './run-directory.ts';
import { SerialConsole } from './serial.ts';
import { VmError } from './vm-error.ts';
import type { VmLock } from './vm-lock.ts';
import { Watchdog, type MachineEnd } from './watchdog.ts';

const SCREENSHOT_DEADLINE_MS = 5000;
const DRAIN_DEADLINE_MS = 3000;
const SERIAL_TAIL_LINES = 30;

/** What startMachine made; the machine owns it from then on. */
export interface MachineParts {
  readonly directory: RunDirectory;
  readonly accelerator: Accelerator;
  readonly sockets: Readonly<Record<keyof Sockets, Socket>>;
  readonly qemu: QemuProcess;
  readonly ignoreFatal: readonly FatalName[];
  /** The test lets a disk fail; else what this host cannot write ends the run. */
  readonly disksMayFail: boolean;
  /** Frees the slot and the scratch files; called once. */
  readonly release: () => Promise<void>;
}

/** A running virtual machine, for one boot. Use it with `await using`, so that it is gone after the test. */
export class Machine implements AsyncDisposable {
  /** When it was switched on, on the clock of performance.now(). */
  readonly startedMs = performance.now();
  readonly directory: RunDirectory;
  readonly accelerator: Accelerator;
  readonly serial: SerialConsole;
  readonly qmp: QmpClient;
  readonly report: ReportPort;
  readonly #watchdog = new Watchdog((problem) => this.#explain(problem));
  readonly #qemu: QemuProcess;
  readonly #gone: Promise<void>;
  #shutdownReason = '';
  #stopped = false;

  constructor({ directory, accelerator, sockets, qemu, ignoreFatal, disksMayFail, release }: MachineParts) {
    this.directory = directory;
    this.accelerator = accelerator;
    this.#qemu = qemu;
    const log = (name: string) => ({ logPath: directory.file(`${name}.log`), ignoreFatal });
    this.serial = new SerialConsole(sockets.serial, this.#watchdog, log('serial'));
    // Nothing waits for SeaBIOS's words: they are read for "No bootable device" and for the log.
    void new SerialConsole(sockets.firmware, this.#watchdog, log('firmware'));
    this.report = new ReportPort(sockets.report, this.#watchdog);
    this.qmp = new QmpClient(sockets.qmp);
    this.qmp.onEvent(({ event, data }) => {
      if (event === 'SHUTDOWN') this.#shutdownReason = String(data['reason']);
      if (event === 'BLOCK_IO_ERROR' && !disksMayFail) this.#loseDisk(data);
    });
    this.#gone = this.#watchEnd(Object.values(sockets), release);
  }

  /** Waits until the guest has powered off or rebooted; a panic, a shell for repairs or the deadline is an error. */
  async waitForEnd(deadlineMs: number): Promise<MachineEnd> {
    const end = await this.#watchdog.waitForEnd(deadlineMs);
    await this.#gone;
    return end;
  }

  /** Waits for a promise of the test itself, with the same early ends as everything else. */
  async waitFor<T>(promise: Promise<T>, what: string, deadlineMs: number): Promise<T> {
    return this.#watchdog.wait(promise, what, deadlineMs);
  }

  /** Takes a picture of the screen into the run directory; returns its path. */
  async screenshot(what: string): Promise<string> {
    const path = this.directory.nextScreenshot(what);
    await this.qmp.screendump(path);
    return path;
  }

  /** An error of the test's own, with the same evidence as those of the harness. */
  async failure(problem: string): Promise<VmError> {
    return this.#explain(problem);
  }

  /** Stops the guest's processors, and with them its clock, until released: another machine may run in this one's slot. */
  async standStill(): Promise<VmLock> {
    await this.qmp.execute('stop');
    return { release: async () => void (await this.qmp.execute('cont')) };
  }

  /** Pulls the plug if the machine still runs. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#qemu.kill();
    await this.#gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #watchEnd(sockets: readonly Socket[], release: () => Promise<void>): Promise<void> {
    // error: when the socket broke before; the exit says more than ECONNRESET.
    const closed = Promise.allSettled(
      sockets.filter((one) => !one.destroyed).map((one) => once(one, 'close')),
    );
    const code = await this.#qemu.exited;
    // The last words are in the sockets when QEMU is gone already.
    await Promise.race([closed, pause(DRAIN_DEADLINE_MS)]);
    if (code !== 0 && !this.#stopped) {
      this.#watchdog.fail(`QEMU ended with ${String(code)}: ${this.#qemu.errors()}`);
    }
    await release();
    this.#watchdog.end(this.#howItEnded());
  }

  /** RunState's shutdown causes, see QEMU's qapi/run-state.json. */
  #howItEnded(): MachineEnd {
    if (this.#stopped) return 'stopped';
    if (this.#shutdownReason === 'guest-shutdown') return 'poweroff';
    return this.#shutdownReason === 'guest-reset' ? 'reboot' : 'crash';
  }

  /** A full file system stops the machine, anything else the guest gets as an error of its disk (QEMU's werror=enospc). */
  #loseDisk(data: QmpEvent['data']): void {
    const disk = String(data['device'] || data['node-name']);
    this.#watchdog.fail(`this host cannot ${String(data['operation'])} ${disk}: ${String(data['reason'])}`);
  }

  async #explain(problem: string): Promise<VmError> {
    const path = this.directory.nextScreenshot('failure');
    const taken = this.qmp.screendump(path).then(
      () => path,
      () => null,
    );
    return new VmError(problem, {
      directory: this.directory.path,
      serialTail: this.serial.tail(SERIAL_TAIL_LINES),
      screenshot: await Promise.race([taken, pause(SCREENSHOT_DEADLINE_MS)]),
      qemuErrors: this.#qemu.errors(),
    });
  }
}

/** Resolves with null after a time in milliseconds, without keeping the process alive. */
function pause(milliseconds: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, milliseconds).unref();
  });
}
