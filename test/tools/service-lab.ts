// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { executePlan } from '../../backend/execute/execute-plan.ts';
import type { Runner } from '../../backend/runner/command.ts';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { RecordingRunner, type Answer } from '../../backend/runner/recording-runner.ts';
import { serve, type Serving } from '../../backend/server/serve.ts';
import type { ServiceOptions } from '../../backend/server/service.ts';
import type { Input, Output, Verb } from '../../core/contract/contract.ts';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { Step } from '../../core/plan/step.ts';
import { loadRequest } from '../../core/request/load.ts';
import { runSchema, type Run } from '../../core/run/run.ts';

const request = `version: 1
disk: { serial: S64KNX0T512345 }
users: [{ name: ada, passwordSecret: ada, sudo: true }]
`;
const scenario = new URL('../fixtures/plans/nvme-full/', import.meta.url);

/** Status and JSON of an answer of the service. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

async function textOf(message: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8') as AsyncIterable<string>) text += chunk;
  return text;
}

/** Posts a body as it is to the service behind a socket. */
export function post(
  socketPath: string,
  path: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ socketPath, path, method: 'POST', headers, agent: false }, (message) => {
      textOf(message)
        .then((text) => ({ status: message.statusCode ?? 0, text, body: JSON.parse(text) as unknown }))
        .then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A service with recorded facts whose runs do harmless steps; its files are gone when its scope ends. */
export class ServiceLab implements AsyncDisposable {
  readonly directory: string;
  readonly serving: Serving;
  /** What the service would have run. */
  readonly commands: RecordingRunner;
  /** What the service said to the journal. */
  readonly said: readonly string[];
  /** A request whose plan works on these facts; it asks for the secret "ada". */
  readonly request: string;

  private constructor(lab: Pick<ServiceLab, 'directory' | 'serving' | 'commands' | 'said' | 'request'>) {
    this.directory = lab.directory;
    this.serving = lab.serving;
    this.commands = lab.commands;
    this.said = lab.said;
    this.request = lab.request;
  }

  static async start(
    options: {
      steps?: (directory: string) => readonly Step[];
      answer?: (line: string) => Answer | undefined;
      facts?: (recorded: Facts) => Facts;
      override?: Partial<ServiceOptions>;
      idleMs?: number;
    } = {},
  ): Promise<ServiceLab> {
    const directory = await mkdtemp(join(tmpdir(), 'service-'));
    const recorded = factsSchema.parse(JSON.parse(await readFile(new URL('facts.json', scenario), 'utf8')));
    const said: string[] = [];
    const commands = new RecordingRunner(options.answer ?? hashing);
    const real: Runner = new RealRunner();
    const facts = (): Facts => options.facts?.(recorded) ?? recorded;
    const steps = options.steps?.(directory) ?? [];
    const serving = await serve({
      runner: commands,
      socket: join(directory, 'service.sock'),
      idleMs: options.idleMs ?? 0,
      stateDirectory: join(directory, 'state'),
      logDirectory: join(directory, 'log'),
      root: directory,
      isRoot: true,
      missingTools: async () => [],
      prepare: async (text, { change = (found) => found }) => {
        const loaded = loadRequest(text);
        if (!loaded.ok) return { request: null, facts: null, plan: null, issues: loaded.issues };
        const { plan, issues } = makePlan(change(facts()), loaded.request);
        return { request: loaded.request, facts: change(facts()), plan, issues };
      },
      probe: async () => facts(),
      execute: (_plan, { secrets, signal, journal: _journal, ...rest }) =>
        executePlan(
          { steps: [...steps] },
          {
            ...rest,
            runner: real,
            actions: {},
            secret: (name) => secrets.get(name),
            signal: signal ?? new AbortController().signal,
          },
        ),
      say: (line) => said.push(line),
      ...options.override,
    });
    return new ServiceLab({ directory, serving, commands, said, request });
  }

  get socket(): string {
    return join(this.directory, 'service.sock');
  }

  at(name: string): string {
    return join(this.directory, name);
  }

  /** Opens the gate that a step waits for. */
  async open(gate: string): Promise<void> {
    await writeFile(this.at(gate), '');
  }

  /** One verb, as a face asks it. */
  async ask<V extends Verb>(verb: V, input: Input<V>): Promise<Output<V>> {
    const { status, body, text } = await post(this.socket, `/api/${verb}`, JSON.stringify(input));
    if (status !== 200) throw new Error(`${verb}: ${status} ${text}`);
    return body as Output<V>;
  }

  /** The plan's hash, with the secret it needs handed over. */
  async confirm(): Promise<string> {
    await this.ask('secret', { name: 'ada', value: 'canary-P4ssw0rd' });
    return (await this.ask('plan', { request: this.request })).hash ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.serving.stop();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** The password hasher answers; everything else succeeds without output. */
function hashing(line: string): Answer | undefined {
  return line.startsWith('mkpasswd') ? { stdout: '$y$j9T$canaryHASH$canaryHASH\n' } : undefined;
}

/** Snapshots of a run as one face gets them; `close` hangs up. */
export class Watching {
  readonly runs: Run[] = [];
  readonly #waiting = new Set<() => void>();
  #close: () => void = () => undefined;

  constructor(socketPath: string) {
    const sent = httpRequest({ socketPath, path: '/api/run', agent: false }, (message) => {
      let rest = '';
      message.setEncoding('utf8').on('data', (chunk: string) => {
        const events = (rest + chunk).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events)
          if (event.startsWith('data: ')) this.runs.push(runSchema.parse(JSON.parse(event.slice(6))));
        for (const wake of this.#waiting) wake();
      });
      message.on('error', () => undefined);
    });
    sent.on('error', () => undefined);
    sent.end();
    this.#close = () => sent.destroy();
  }

  close(): void {
    this.#close();
  }

  /** Resolves with the first snapshot, from now or before, of which this is true. */
  async until(isIt: (run: Run) => boolean): Promise<Run> {
    for (;;) {
      const found = this.runs.find(isIt);
      if (found !== undefined) return found;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.add(resolve);
      await promise;
      this.#waiting.delete(resolve);
    }
  }
}

/** A step that waits until a file is there. */
export function gateStep(directory: string, gate: string): Step {
  return {
    kind: 'command',
    id: `wait-${gate}`,
    phase: 'disk',
    title: `Wait for ${gate}`,
    argv: ['sh', '-c', `while [ ! -e '${join(directory, gate)}' ]; do sleep 0.02; done`],
    timeoutMs: 60_000,
  };
}
