// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

const base64Text = z.base64().transform((text) => Buffer.from(text, 'base64').toString('utf8'));

/** What probe.sh writes. */
export const wireSchema = z.array(
  z.strictObject({
    kind: z.enum(['fact', 'command']),
    name: z.string(),
    status: z.int(),
    output: base64Text,
    errors: base64Text,
  }),
);

export interface ProbeEntry {
  /** Exit status; 124 when the time was up, 127 when the program is not there. */
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

const mountSchema = z.object({
  filesystems: z.array(
    z.object({
      target: z.string(),
      source: z.string(),
      fsroot: z.string(),
      fstype: z.string(),
      options: z.string(),
      uuid: z.string().nullable(),
    }),
  ),
});
export type Mount = z.infer<typeof mountSchema>['filesystems'][number];

/** What a system looks like from inside; names are those of probe.sh. */
export class ProbeReport {
  readonly #facts = new Map<string, ProbeEntry>();
  readonly #commands = new Map<string, ProbeEntry>();

  constructor(entries: z.infer<typeof wireSchema>) {
    for (const { kind, name, ...entry } of entries) {
      (kind === 'fact' ? this.#facts : this.#commands).set(name, entry);
    }
  }

  /** Output of a fact without the space around it; an error when the probe has no such fact. */
  text(name: string): string {
    return entryOf(this.#facts, name).output.trim();
  }

  lines(name: string): string[] {
    return this.text(name)
      .split('\n')
      .filter((line) => line !== '');
  }

  fact(name: string): ProbeEntry {
    return entryOf(this.#facts, name);
  }

  /** What became of a command of the test. */
  command(name: string): ProbeEntry {
    return entryOf(this.#commands, name);
  }

  get kernelArguments(): string[] {
    return this.text('cmdline').split(' ');
  }

  /** Names of failed units. */
  get failedUnits(): string[] {
    return this.lines('failed-units').map((line) => line.split(' ', 1)[0] ?? line);
  }

  /** Zone name, e.g. "Europe/Berlin". */
  get timezone(): string {
    return this.text('timezone').replace(/^.*\/zoneinfo\//, '');
  }

  /** Ordinary users with their groups. */
  get users(): Map<string, string[]> {
    return new Map(
      this.lines('user-groups').map((line) => {
        const [name = '', groups = ''] = line.split(': ');
        return [name, groups.split(' ')];
      }),
    );
  }

  /** What is mounted at a path, null when nothing is. */
  mount(target: '/' | '/boot' | '/boot/efi' | '/sysroot' | '/var'): Mount | null {
    const { status, output } = this.fact(`mount:${target}`);
    return status === 0 ? (mountSchema.parse(JSON.parse(output)).filesystems[0] ?? null) : null;
  }

  /** Is Secure Boot enforced? False for BIOS too. */
  get secureBoot(): boolean {
    return this.text('secure-boot') === '1';
  }

  toJSON(): unknown {
    return { facts: Object.fromEntries(this.#facts), commands: Object.fromEntries(this.#commands) };
  }
}

function entryOf(entries: ReadonlyMap<string, ProbeEntry>, name: string): ProbeEntry {
  const entry = entries.get(name);
  if (entry === undefined)
    throw new Error(`the probe has no "${name}"; it has: ${[...entries.keys()].join(', ')}`);
  return entry;
}
