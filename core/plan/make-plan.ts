// SPDX-License-Identifier: Apache-2.0
import { identityOf } from '../facts/disk-identity.ts';
import type { Disk, Facts, ImageFacts } from '../facts/facts.ts';
import { errorIssue, uncheckedIssue, warningIssue, type Issue } from '../issues/issue.ts';
import type { Request } from '../request/request.ts';
import { accessSteps } from './access-steps.ts';
import { bootSteps, nvramSteps } from './boot-steps.ts';
import { checkDisk, contentLost } from './check-disk.ts';
import { checkImage } from './check-image.ts';
import { configureSteps } from './configure-steps.ts';
import { diskSteps } from './disk-steps.ts';
import { deploySteps, importSteps, unpackedBytes, verifySteps } from './image-steps.ts';
import { kernelArguments } from './kernel-arguments.ts';
import { diskBytesNeeded, eraseLayout, type Layout } from './layout.ts';
import type { Plan } from './plan.ts';
import { proofStep } from './proof-step.ts';
import { selectDisk } from './select-disk.ts';
import { settle, type Settings } from './settings.ts';
import type { Step } from './step.ts';

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

function chooseDisk(
  facts: Facts,
  request: Request,
  neededBytes: number,
): { disk: Disk | null; issues: Issue[] } {
  const unread = facts.unread.find((entry) => entry.what === 'disks');
  if (unread !== undefined) {
    return { disk: null, issues: [uncheckedIssue('disks-unchecked', ['disk'], { reason: unread.reason })] };
  }
  const chosen = selectDisk(facts, request.disk, neededBytes);
  if (Array.isArray(chosen)) return { disk: null, issues: chosen };
  return { disk: chosen, issues: checkDisk(chosen, facts, neededBytes) };
}

function steps(
  facts: Facts,
  request: Request,
  settings: Settings,
  disk: Disk,
  image: ImageFacts,
  layout: Layout,
): Step[] {
  const source = settings.source;
  if (source === null) return [];
  const kargs = kernelArguments(settings);
  const access = accessSteps(settings.track, request.image ?? {});
  return [
    ...access.look,
    ...verifySteps(source, image),
    ...diskSteps(identityOf(disk), layout),
    ...importSteps({ source, image, track: settings.track, access: request.image ?? {} }),
    ...deploySteps(kargs),
    ...configureSteps(settings, request),
    ...access.keep,
    ...bootSteps(layout, image.loaders),
    proofStep({ layout, image, settings, request, kernelArguments: kargs }),
    ...(facts.firmware?.kind === 'uefi' ? nvramSteps(layout) : []),
  ];
}

/** Names of the secrets that steps ask for, each once, in their order. */
function secretsOf(planned: readonly Step[]): string[] {
  const names = planned.flatMap((step) => {
    if (step.kind !== 'command') return [];
    const stdin = step.stdin !== undefined && 'secret' in step.stdin ? [step.stdin.secret] : [];
    return [...Object.values(step.secretEnv ?? {}), ...stdin];
  });
  return [...new Set(names)];
}

/**
 * `plan(facts, request) -> plan | issues`, pure: the same facts and request give the same plan.
 * A plan is made only when no issue is an error and nothing it needs went unchecked.
 */
export function makePlan(facts: Facts, request: Request): Planned {
  const settings = settle(facts, request);
  const image = facts.image;
  const issues: Issue[] = machineIssues(facts);
  if (settings.source === null) issues.push(errorIssue('image-missing', ['image']));
  if (image !== null) issues.push(...checkImage(image, facts, settings));
  const neededBytes = image === null ? 0 : diskBytesNeeded(unpackedBytes(image));
  const { disk, issues: diskIssues } = chooseDisk(facts, request, neededBytes);
  issues.push(...diskIssues);
  const forbidden = issues.some((issue) => issue.severity === 'error');
  if (forbidden || disk === null || image === null || settings.source === null) return { plan: null, issues };
  const layout = eraseLayout(disk);
  const planned = steps(facts, request, settings, disk, image, layout);
  const plan: Plan = {
    schema: 1,
    engine: 'ostree',
    engineReason:
      "the image is ostree-bootable and neither it nor this live system carries bootc; Debian's own ostree writes it",
    disk: identityOf(disk),
    lost: contentLost(disk),
    layout,
    image: { source: settings.source, digest: image.digest, track: settings.track },
    secrets: secretsOf(planned),
    after: settings.after,
    steps: planned,
  };
  return { plan, issues };
}
