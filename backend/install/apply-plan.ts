// SPDX-License-Identifier: Apache-2.0
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import { isSecretProxy, PROXY_SECRET } from '../../core/plan/ostree/image-steps.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { hashSecretName } from '../../core/plan/user-steps.ts';
import { keyfileValue } from '../../core/plan/keyfile-value.ts';
import { wifiSecretName } from '../../core/plan/connection-step.ts';
import type { Request } from '../../core/request/request.ts';
import type { EndedRun, Run } from '../../core/run/run.ts';
import { actions } from '../engines/actions.ts';
import type { RunLog } from '../execute/context.ts';
import { executePlan } from '../execute/execute-plan.ts';
import { journalOfRun, type JournalWish } from '../journal/journal-of-run.ts';
import type { Runner } from '../runner/command.ts';
import { hashPassword } from '../secrets/hash-password.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { onEndSignal } from './end-signals.ts';

async function isOnPath(program: string): Promise<boolean> {
  for (const directory of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      await access(join(directory, program), constants.X_OK);
      return true;
    } catch {
      // not in this directory
    }
  }
  return false;
}

/** The program, and the one that it runs: udevadm(8) lock and unshare(1) have their own words before "--". */
function programsOf(argv: readonly string[]): string[] {
  const [program = '', ...rest] = argv;
  const inner = ['udevadm', 'unshare'].includes(program) ? rest[rest.indexOf('--') + 1] : undefined;
  return rest.includes('--') && inner !== undefined ? [program, inner] : [program];
}

/** Every program the plan calls must be there before the first write. */
export async function missingTools(plan: Plan): Promise<Issue[]> {
  const wanted = new Set(
    plan.steps.flatMap((step) =>
      step.kind === 'command' ? [...programsOf(step.argv), ...(step.programs ?? [])] : [],
    ),
  );
  wanted.add('mount').add('umount').add('sfdisk').add('wipefs');
  const missing: Issue[] = [];
  for (const tool of wanted)
    if (!(await isOnPath(tool))) missing.push(errorIssue('tool-missing', [], { tool }));
  return missing;
}

function givenSecret(secrets: SecretStore, name: string, path: Issue['path']): string {
  const secret = secrets.get(name);
  if (secret === undefined) throw new IssueError(errorIssue('secret-missing', path, { name }));
  return secret;
}

/** A pre-shared key has 8 to 63 characters, or is a key of 64 hexadecimal digits (IEEE 802.11, annex J). */
function isWifiKey(password: string): boolean {
  return /^(\P{Cc}{8,63}|[0-9a-fA-F]{64})$/u.test(password);
}

/** Puts the passwords of wireless networks into the store as a keyfile has them. */
function prepareWifi(request: Request, secrets: SecretStore): void {
  for (const [index, { name, wifi }] of (request.network ?? []).entries()) {
    if (wifi?.passwordSecret === undefined) continue;
    const path = ['network', index, 'wifi', 'passwordSecret'];
    const password = givenSecret(secrets, wifi.passwordSecret, path);
    if (wifi.security === 'personal' && !isWifiKey(password)) {
      const message = 'it needs 8 to 63 characters, or 64 hexadecimal digits';
      throw new IssueError(errorIssue('bad-value', path, { value: `the password of ${wifi.ssid}`, message }));
    }
    secrets.set(wifiSecretName(name), keyfileValue(password));
  }
}

/**
 * Puts every secret into the store in the form, and under the name, that the plan uses: passwords as crypt(5) hashes,
 * a proxy that holds one, those of wireless networks. Throws IssueError secret-missing, and bad-value.
 */
export async function preparePasswords(
  runner: Runner,
  request: Request,
  secrets: SecretStore,
): Promise<void> {
  const proxy = request.image?.proxy;
  if (proxy !== undefined && isSecretProxy(proxy)) secrets.set(PROXY_SECRET, proxy);
  prepareWifi(request, secrets);
  for (const user of request.users ?? []) {
    if (user.passwordHash !== undefined) secrets.set(hashSecretName(user.name), user.passwordHash);
    else if (user.passwordSecret !== undefined) {
      const secret = givenSecret(secrets, user.passwordSecret, ['users']);
      secrets.set(hashSecretName(user.name), await hashPassword(runner, secret));
    }
  }
}

export interface ApplyPlanOptions {
  readonly runner: Runner;
  readonly secrets: SecretStore;
  /** Takes the secrets that the run makes (keep-secrets.ts). */
  readonly keepSecret: (name: string, value: string) => void;
  readonly log: RunLog;
  readonly onRun: (run: Run) => void;
  /** Aborting cancels, as the signals do. */
  readonly signal?: AbortSignal;
  /** Absent: the run keeps no journal. */
  readonly journal?: JournalWish;
}

/** Runs a plan with the real actions; SIGINT, SIGTERM and SIGHUP cancel it. */
export async function applyPlan(plan: Plan, options: ApplyPlanOptions): Promise<EndedRun> {
  const controller = new AbortController();
  const stop = onEndSignal(() => controller.abort());
  try {
    const journaled =
      options.journal === undefined
        ? { plan, log: options.log, journal: null }
        : await journalOfRun(plan, options.journal, options.log);
    const { journal } = journaled;
    const run = await executePlan(journaled.plan, {
      runner: options.runner,
      actions,
      secret: (name) => options.secrets.get(name),
      keepSecret: options.keepSecret,
      signal:
        options.signal === undefined
          ? controller.signal
          : AbortSignal.any([controller.signal, options.signal]),
      log: journaled.log,
      onRun: options.onRun,
      ...(journal === null ? {} : { journal }),
      diskBefore: options.journal?.continues?.found.state.disk ?? 'untouched',
    });
    await journal?.end(run);
    return run;
  } finally {
    stop();
  }
}
