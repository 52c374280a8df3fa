// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../facts/facts.ts';
import { errorIssue, uncheckedIssue, warningIssue, type Issue } from '../issues/issue.ts';
import type { Request } from '../request/request.ts';
import { checkAutologin } from './autologin.ts';
import { bootcRootBytesNeeded, bootcScheme } from './bootc/bootc-disk-bytes.ts';
import { isImagesOwnLayout } from './bootc/bootc-choice.ts';
import { bootcPlan } from './bootc/bootc-plan.ts';
import { checkBootc } from './bootc/check-bootc.ts';
import { checkDisk } from './check-disk.ts';
import { checkImage } from './check-image.ts';
import { checkTrust } from './check-trust.ts';
import { chooseEngine, type EngineChoice } from './choose-engine.ts';
import { checkOstree } from './ostree/check-ostree.ts';
import { unpackedBytes } from './ostree/image-steps.ts';
import { ostreePlan } from './ostree/ostree-plan.ts';
import type { PlanInput } from './plan-input.ts';
import type { Plan } from './plan.ts';
import { withRelease } from './release-steps.ts';
import { selectDisk } from './select-disk.ts';
import { settle, type Settings } from './settings.ts';
import type { Step } from './step.ts';
import { lostBy } from './storage/content-lost.ts';
import { bootDisk } from './storage/layout.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './storage/layout-question.ts';
import { diskBytesAround, rootBytesNeeded } from './storage/partition-sizes.ts';
import { checkRoot } from './storage/check-root.ts';
import { checkKeptUnlock, checkUnlock } from './storage/check-unlock.ts';
import { keptEncryption } from './storage/kept-encryption.ts';
import { encryptLayout } from './storage/encrypt-layout.ts';
import { encryptionOf, plannedEncryption } from './storage/planned-encryption.ts';
import { planLayout } from './storage/plan-layout.ts';
import { planTrust } from './trust.ts';

/** What the planner answers: the plan when nothing forbids it, and every issue found. */
export interface Planned {
  readonly plan: Plan | null;
  readonly issues: readonly Issue[];
}

/** Least memory of the live system, in bytes: the import itself works on the disk. */
const MEMORY_NEEDED_BYTES = 768 * 1024 * 1024;

function machineIssues(facts: Facts): Issue[] {
  const issues: Issue[] = [];
  if (facts.firmware === null) issues.push(uncheckedIssue('firmware-unchecked'));
  if (facts.memoryBytes < MEMORY_NEEDED_BYTES) {
    issues.push(
      warningIssue('memory-low', [], { foundBytes: facts.memoryBytes, neededBytes: MEMORY_NEEDED_BYTES }),
    );
  }
  if (facts.onBattery === true) issues.push(warningIssue('power-battery'));
  return issues;
}

/** The disk of the request, and why it cannot be used. */
function chooseDisk(
  facts: Facts,
  request: Request,
  { scheme, rootBytes }: Pick<LayoutQuestion, 'scheme' | 'rootBytes'>,
): { disk: Disk | null; issues: Issue[] } {
  const unread = facts.unread.find((entry) => entry.what === 'disks');
  if (unread !== undefined) {
    return { disk: null, issues: [uncheckedIssue('disks-unchecked', ['disk'], { reason: unread.reason })] };
  }
  const neededBytes = rootBytes === 0 ? 0 : diskBytesAround(rootBytes, scheme);
  const chosen = selectDisk(facts, request.disk, neededBytes);
  if (Array.isArray(chosen)) return { disk: null, issues: chosen };
  return {
    disk: chosen,
    issues: checkDisk(chosen, facts, neededBytes, {
      kind: request.layout?.kind,
      release: request.releaseDisk,
    }),
  };
}

/** Names of the secrets that steps ask for, each once, in their order. */
function secretsOf(planned: readonly Step[]): string[] {
  const names = planned.flatMap((step) => {
    if (step.kind === 'write') return Object.values(step.secrets ?? {});
    if (step.kind !== 'command') return [];
    const stdin = step.stdin !== undefined && 'secret' in step.stdin ? [step.stdin.secret] : [];
    return [...Object.values(step.secretEnv ?? {}), ...stdin];
  });
  // What the run makes itself, nobody hands over.
  const made = planned.flatMap((step) => (step.kind === 'command' ? [step.captureSecret] : []));
  return [...new Set(names)].filter((name) => !made.includes(name));
}

/** What the system needs of a disk: the partitions before the root, and the least size of the root in bytes. */
function roomFor(
  choice: EngineChoice | null,
  facts: Facts,
  settings: Settings,
  isEncrypted: boolean,
): Pick<LayoutQuestion, 'scheme' | 'engine' | 'rootFileSystem' | 'rootBytes'> {
  const { image } = facts;
  const { source } = settings;
  const byOstree = { scheme: 'grub', engine: 'ostree', rootFileSystem: 'ext4' } as const;
  if (image === null || source === null) return { ...byOstree, rootBytes: 0 };
  if (choice?.engine !== 'bootc') return { ...byOstree, rootBytes: rootBytesNeeded(unpackedBytes(image)) };
  const { wanted } = choice;
  const rootBytes = bootcRootBytesNeeded(image, wanted, { facts, source });
  const { rootFileSystem } = wanted;
  return { scheme: bootcScheme(wanted, isEncrypted), engine: 'bootc', rootFileSystem, rootBytes };
}

/** The engine for the image, and what the image lacks for it. */
function engineFor(
  facts: Facts,
  request: Request,
  settings: Settings,
): { choice: EngineChoice | null; issues: Issue[] } {
  const { image } = facts;
  const { source } = settings;
  if (image === null || source === null) return { choice: null, issues: [] };
  const { encryption } = request;
  const unlock = encryption === undefined ? [] : checkUnlock({ facts, image, request: encryption, settings });
  const choice = chooseEngine({ facts, image, source, request });
  if (Array.isArray(choice)) return { choice: null, issues: [...choice, ...unlock] };
  const issues =
    choice.engine === 'ostree'
      ? checkOstree(image, facts, request)
      : checkBootc(image, facts, settings, choice.wanted);
  const toDisk = choice.engine === 'bootc' && choice.wanted.verb === 'to-disk';
  if (toDisk && !isImagesOwnLayout(request)) issues.push(errorIssue('layout-verb', ['install', 'verb']));
  return { choice, issues: [...issues, ...unlock] };
}

/** The layout that was asked for, and below it LUKS, when that was asked for as well. */
function layOut(question: LayoutQuestion, request: Request): LaidOut {
  const laid = planLayout(question);
  if (laid.layout === null) return laid;
  const content = question.facts.image?.content ?? null;
  const unfit = checkRoot(laid.layout, { ...question, content });
  if (unfit.length > 0) return refusedLayout(...laid.issues, ...unfit);
  if (request.encryption === undefined) return laid;
  const { layout, issues } = encryptLayout(laid.layout, request, question.facts.volumes);
  return { layout, issues: [...laid.issues, ...issues] };
}

/**
 * `plan(facts, request) -> plan | issues`, pure: the same facts and request give the same plan.
 * A plan is made only when no issue is an error and nothing it needs went unchecked.
 */
export function makePlan(facts: Facts, request: Request): Planned {
  const settings = settle(facts, request);
  const { image } = facts;
  const { source } = settings;
  const issues: Issue[] = machineIssues(facts);
  if (source === null) issues.push(errorIssue('image-missing', ['image']));
  if (image !== null) issues.push(...checkImage(image, facts, settings), ...checkAutologin(image, request));
  issues.push(...checkTrust(facts, request, settings));
  const { choice, issues: engineIssues } = engineFor(facts, request, settings);
  issues.push(...engineIssues);
  const room = roomFor(choice, facts, settings, request.encryption !== undefined);
  const { disk, issues: diskIssues } = chooseDisk(facts, request, room);
  issues.push(...diskIssues);
  const usable = disk !== null && !diskIssues.some(({ severity }) => severity === 'error');
  const laid = usable ? layOut({ facts, request, disk, ...room }, request) : refusedLayout();
  issues.push(...laid.issues);
  const { layout } = laid;
  const kept = layout === null ? null : keptEncryption(facts, request, layout);
  if (kept !== null && image !== null) issues.push(...checkKeptUnlock({ facts, image, kept, settings }));
  const unjudged = facts.trust !== null && facts.trust.refusal !== null;
  const forbidden = unjudged || issues.some((issue) => issue.severity === 'error');
  if (forbidden || layout === null || image === null || source === null || choice === null)
    return { plan: null, issues };
  const encryption = kept ?? plannedEncryption(facts, request, layout);
  const input: PlanInput = { facts, request, settings, source, image, layout, encryption };
  const made = choice.engine === 'ostree' ? ostreePlan(input) : bootcPlan(input, choice.wanted);
  const written = new Set(layout.disks.map(({ identity }) => identity.path));
  const touched = facts.disks.filter(({ path }) => written.has(path));
  const planned = request.releaseDisk === true ? withRelease(made, touched, facts) : made;
  const plan: Plan = {
    schema: 1,
    engine: choice.engine,
    engineReason: choice.reason,
    disk: bootDisk(layout).identity,
    otherDisks: layout.disks.slice(1).map(({ identity }) => identity),
    lost: lostBy(layout, facts.disks),
    layout,
    image: { source, digest: image.digest, track: settings.track },
    trust: planTrust(facts, request, settings),
    secrets: secretsOf(planned),
    ...encryptionOf(encryption),
    after: settings.after,
    steps: planned,
  };
  return { plan, issues };
}
