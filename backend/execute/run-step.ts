// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile } from 'node:fs/promises';
import { errorIssue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Step } from '../../core/plan/step.ts';
import { fillTemplate } from '../../core/plan/template.ts';
import type { StepState } from '../../core/run/track-progress.ts';
import { CommandError, type CommandSpec } from '../runner/command.ts';
import type { ActionContext, Actions } from './context.ts';
import { fillDeep } from './fill-deep.ts';
import { stayWithin } from './stay-within.ts';
import { CommandWatch } from './watch-command.ts';
import { writeFileWhole } from './write-file.ts';

/** What a step may use: an action's context, the captured values, the secrets. */
export interface StepContext extends ActionContext {
  readonly actions: Actions;
  readonly values: Map<string, string>;
  /** Reports bytes, and what else is known of the step. */
  readonly onBytes: (doneBytes: number, totalBytes: number, state?: StepState) => void;
}

const POLL_MS = 500;
const UNMOUNT_TRIES = 5;
const UNDO_TIMEOUT_MS = 120_000;

type CommandStep = Extract<Step, { kind: 'command' }>;

function secretOf(name: string, context: StepContext): string {
  const secret = context.secret(name);
  if (secret === undefined) throw new IssueError(errorIssue('secret-missing', [], { name }));
  return secret;
}

function stdinOf(step: CommandStep, context: StepContext): string | undefined {
  if (step.stdin === undefined) return undefined;
  if ('text' in step.stdin) return fillTemplate(step.stdin.text, context.values);
  const end = step.stdin.exact === true ? '' : '\n';
  return `${step.stdin.prefix}${secretOf(step.stdin.secret, context)}${end}`;
}

function envOf(step: CommandStep, context: StepContext): Record<string, string> {
  const plain = Object.entries(step.env ?? {}).map(([name, value]) => [
    name,
    fillTemplate(value, context.values),
  ]);
  const secret = Object.entries(step.secretEnv ?? {}).map(([name, key]) => [name, secretOf(key, context)]);
  return Object.fromEntries([...plain, ...secret]) as Record<string, string>;
}

async function runCommand(step: CommandStep, context: StepContext): Promise<string> {
  const [program, ...rest] = step.argv.map((arg) => fillTemplate(arg, context.values));
  const stdin = stdinOf(step, context);
  const watch = await CommandWatch.of(step, context);
  const spec: CommandSpec = {
    argv: [program ?? '', ...rest],
    timeoutMs: step.timeoutMs,
    ...(stdin === undefined ? {} : { stdin }),
    env: envOf(step, context),
    ...(step.okExitCodes === undefined ? {} : { okExitCodes: step.okExitCodes }),
    ...watch?.hooks,
  };
  context.log({ event: 'command', step: step.id, argv: spec.argv });
  // Before it starts: a command that is ended half-way has had its effect too.
  if (step.undo !== undefined) registerUndo(step.undo, context);
  try {
    // Not even begun, when the cancel came first.
    const isUncut = step.uncut === true && !context.signal.aborted;
    const result = await context.runner.run(spec, isUncut ? undefined : context.signal);
    await watch?.end();
    context.log({
      event: 'command-end',
      step: step.id,
      exitCode: result.exitCode,
      durationMs: result.durationMs,
      // systemd-cryptenroll(1) may draw the key it prints as a QR code there.
      stderr: step.captureSecret === undefined ? result.stderr : '',
    });
    return result.stdout.trim();
  } catch (error) {
    if (step.captureSecret === undefined || !(error instanceof CommandError)) throw error;
    // Half a secret is one.
    throw new CommandError(error.reason, { ...error.result, stdout: '' });
  } finally {
    watch?.stop();
  }
}

function registerUndo(undo: NonNullable<CommandStep['undo']>, context: StepContext): void {
  const [program, ...rest] = undo.argv.map((arg) => fillTemplate(arg, context.values));
  context.undo.push(fillTemplate(undo.what, context.values), async () => {
    await context.runner.run({ argv: [program ?? '', ...rest], timeoutMs: UNDO_TIMEOUT_MS });
  });
}

async function isMounted(target: string): Promise<boolean> {
  const mounts = await readFile('/proc/self/mounts', 'utf8');
  return mounts.split('\n').some((line) => line.split(' ')[1] === target);
}

async function runMount(step: Extract<Step, { kind: 'mount' }>, context: StepContext): Promise<void> {
  const source = fillTemplate(step.source, context.values);
  const target = fillTemplate(step.target, context.values);
  await mkdir(target, { recursive: true });
  const argv = ['mount', '--types', step.type, '--options', step.options.join(','), source, target] as const;
  context.log({ event: 'command', step: step.id, argv });
  const register = (): void =>
    context.undo.push(`${source} is still mounted at ${target}`, () => unmount(target, context));
  try {
    await context.runner.run({ argv, timeoutMs: 60_000 }, context.signal);
  } catch (error) {
    // Killed by a cancel or a deadline, mount(8) may have done its work already.
    if (await isMounted(target)) register();
    throw error;
  }
  register();
}

/** umount syncs; a scanner of udev may hold the device for a moment, hence the tries. */
async function unmount(target: string, context: StepContext): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await context.runner.run({ argv: ['umount', target], timeoutMs: 600_000 });
      return;
    } catch (error) {
      if (attempt === UNMOUNT_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

async function runAction(step: Extract<Step, { kind: 'action' }>, context: StepContext): Promise<string> {
  const action = context.actions[step.action];
  if (action === undefined) throw new Error(`no action named ${step.action}`);
  return action(fillDeep(step.params, context.values) as Record<string, unknown>, context);
}

/** What was captured, and the secrets of a file. */
function valuesOf(step: Extract<Step, { kind: 'write' }>, context: StepContext): ReadonlyMap<string, string> {
  if (step.secrets === undefined) return context.values;
  const secrets = Object.entries(step.secrets).map(
    ([hole, name]) => [hole, secretOf(name, context)] as const,
  );
  return new Map([...context.values, ...secrets]);
}

/** Does one step of any kind; captures what it gives. */
export async function runStep(step: Step, context: StepContext): Promise<void> {
  switch (step.kind) {
    case 'command': {
      const { captureSecret } = step;
      if (captureSecret !== undefined && context.keepSecret === undefined)
        throw new Error(`nobody takes the secret ${captureSecret}`);
      const output = await runCommand(step, context);
      if (captureSecret !== undefined) {
        if (output === '') throw new Error(`the secret ${captureSecret} is empty`);
        context.keepSecret?.(captureSecret, output);
      }
      if (step.capture !== undefined) context.values.set(step.capture, output);
      return;
    }
    case 'mount':
      await runMount(step, context);
      return;
    case 'write': {
      const path = fillTemplate(step.path, context.values);
      await stayWithin(path, fillTemplate(step.within, context.values));
      await writeFileWhole(path, fillTemplate(step.content, valuesOf(step, context)), step.mode);
      return;
    }
    case 'action': {
      const output = await runAction(step, context);
      if (step.capture !== undefined) context.values.set(step.capture, output);
      return;
    }
  }
}
