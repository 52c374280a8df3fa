// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { LiveInstaller } from './live-installer.ts';
import { openSession } from './console-session.ts';
import { BOOT_DEADLINE_MS, chooseInMenu, ROOT_PROMPT, type LiveOptions } from './live.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './start-machine.ts';
import { markOfLeft, screenColours, type Colours } from './screen-colours.ts';

const NODE = '/usr/lib/particleos/node';
const PAINT_MS = 900_000;
const POLL_MS = 1000;
/** A cursor may blink for ever. */
const STILL_LOOKS = 10;
/** Smooth letters have more colours than this, everything before them less. */
const COLOURS_OF_A_PAGE = 24;

/** Posts a verb to the service's socket; prints the answer, or the name of the error. */
const POST = `const r=require("http").request({socketPath:"/run/particleos/service.sock",path:"/api/"+process.argv[1],method:"POST",headers:{"content-type":"application/json"}},m=>m.pipe(process.stdout));r.on("error",e=>console.log(e.code));r.end(process.argv[2])`;
/** Connects to a port of the loopback; prints "connected", or the name of the error. */
const CONNECT = `const s=require("net").connect(+process.argv[1],"127.0.0.1",()=>{console.log("connected");s.destroy()});s.on("error",e=>console.log(e.code))`;

export type LiveUser = 'root' | 'installer' | 'nobody';

function as(user: LiveUser): string {
  return user === 'root' ? '' : `setpriv --reuid=${user} --regid=$(id -g ${user}) --init-groups `;
}

/** What can be read off a picture of the screen now, a PPM. */
async function readScreen<T>(machine: Machine, read: (file: string) => Promise<T>): Promise<T> {
  const file = machine.directory.file('screen.ppm');
  await machine.qmp.execute('screendump', { filename: file, format: 'ppm' });
  const found = await read(file);
  await rm(file);
  return found;
}

/** Waits until a page with letters is on the screen; returns when that was. */
async function paintedAt(machine: Machine, least: number): Promise<number> {
  const until = performance.now() + PAINT_MS;
  for (;;) {
    const colours = await readScreen(machine, screenColours);
    const now = performance.now();
    if (colours.distinct >= least) return now;
    if (now > until) throw await machine.failure(`nothing was painted: ${JSON.stringify(colours)}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Seconds from power-on. */
export interface KioskTimes {
  /** The entry was chosen: firmware and boot menu are over. */
  readonly chosen: number;
  /** A page with letters was on the screen. */
  readonly painted: number;
}

export interface KioskOptions extends LiveOptions {
  /** How many colours the page has that is waited for; any page with letters when absent. */
  readonly coloursOfPage?: number;
}

/** A live system that shows the wizard, with root's shell on the serial console beside it. */
export class KioskSession extends LiveInstaller {
  readonly times: KioskTimes;

  private constructor(live: LiveInstaller['live'], times: KioskTimes) {
    super(live);
    this.times = times;
  }

  /** Starts the machine, chooses the wizard, and waits for its first page. */
  static async start({ coloursOfPage = COLOURS_OF_A_PAGE, ...options }: KioskOptions): Promise<KioskSession> {
    const machine = await startMachine({ desktop: true, ...options });
    try {
      await chooseInMenu(machine, options.entry ?? 'w');
      const seconds = (ms: number): number => Math.round((ms - machine.startedMs) / 100) / 10;
      const chosen = seconds(performance.now());
      // Both at once: the picture is not to wait for the shell.
      const [painted] = await Promise.all([
        paintedAt(machine, coloursOfPage),
        machine.serial.expect(ROOT_PROMPT, BOOT_DEADLINE_MS),
      ]);
      const shell = await openSession(machine);
      const live = { machine, shell, [Symbol.asyncDispose]: () => machine.stop() };
      return new KioskSession(live, { chosen, painted: seconds(painted) });
    } catch (error) {
      await machine.stop();
      throw error;
    }
  }

  /** One verb, as a user of the live system; the answer's text, or the name of an error such as EACCES. */
  async ask(user: LiveUser, verb: string, input: unknown = {}): Promise<string> {
    return this.sh(`${as(user)}${NODE} -e '${POST}' ${verb} '${JSON.stringify(input)}'`);
  }

  /** Whether a user of the live system reaches a port of the loopback. */
  async connect(user: LiveUser, port: number): Promise<string> {
    return this.sh(`${as(user)}${NODE} -e '${CONNECT}' ${port}`);
  }

  /** Memory of a unit's processes as they share it, in KiB (proc_pid_smaps(5), Pss). */
  async pssKiB(unit: string): Promise<number> {
    const processes = `/sys/fs/cgroup/system.slice/${unit}/cgroup.procs`;
    const sum = `awk '/^Pss:/ { sum += $2 } END { print sum + 0 }'`;
    return Number(await this.sh(`sed 's#.*#/proc/&/smaps_rollup#' ${processes} | xargs cat | ${sum}`));
  }

  /** What is on the screen now, by its colours. */
  async colours(): Promise<Colours> {
    return readScreen(this.live.machine, screenColours);
  }

  /** A mark of the left part of the screen, a share of its width: another picture there has another mark. */
  async leftMark(share: number): Promise<string> {
    return readScreen(this.live.machine, (file) => markOfLeft(file, share));
  }

  /** Waits until the screen has been the same for a moment: what the page says of itself is there before its picture. */
  async untilStill(): Promise<void> {
    let before = '';
    for (let looks = 0; looks < STILL_LOOKS; looks += 1) {
      const now = await this.leftMark(1);
      if (now === before) return;
      before = now;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
