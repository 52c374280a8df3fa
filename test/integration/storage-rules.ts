// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../core/facts/facts.ts';
import type { Issue } from '../../core/issues/issue.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Step } from '../../core/plan/step.ts';
import type { LayoutDisk, PlannedPartition } from '../../core/plan/storage/layout.ts';
import type { Request } from '../../core/request/request.ts';

/** One plan, what it was made from, and what was said beside it. */
export interface Case {
  readonly plan: Plan;
  readonly facts: Facts;
  readonly request: Request;
  readonly issues: readonly Issue[];
}
/** Throws when a plan breaks it. */
export type Rule = (one: Case) => void;

/** expect() is too slow for a million comparisons. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

export function diskOf({ facts }: Case, planned: LayoutDisk): Disk {
  const found = facts.disks.find(({ path }) => path === planned.identity.path);
  if (found === undefined) throw new Error(`${planned.identity.path} is no disk of this machine`);
  return found;
}

export const stays = ({ action }: PlannedPartition): boolean => action !== 'delete';
export const isNew = ({ action }: PlannedPartition): boolean => action === 'create';
/** What was on it is gone, by what the layout says. */
export const isMade = ({ action }: PlannedPartition): boolean => action === 'create' || action === 'format';

/** The program of a step without the lock around it. */
export function program(step: Step): readonly string[] {
  if (step.kind !== 'command') return [];
  const at = step.argv[0] === 'udevadm' ? step.argv.indexOf('--') + 1 : 0;
  return step.argv.slice(at);
}

/** Indexes of the steps for which something holds. */
export function stepsAt({ plan }: Case, holds: (step: Step) => boolean): number[] {
  return plan.steps.flatMap((step, index) => (holds(step) ? [index] : []));
}

/** Programs that make a file system, or take one away. */
export const makers = ['wipefs', 'mkfs.ext4', 'mkfs.btrfs', 'mkfs.xfs', 'mkfs.vfat', 'mkswap'];

/** Whether a step writes a header of LUKS: a new one, or a key into it. */
export function isKeyStep(step: Step): boolean {
  const [name, verb, script] = program(step);
  if (name === 'cryptsetup') return verb === 'luksFormat' || verb === 'luksAddKey';
  return name === 'sh' && script?.includes('systemd-cryptenroll') === true;
}

/** Whether bootc writes the table itself, where no step of the plan is. */
export function bootcLaysOut({ plan }: Case): boolean {
  return plan.steps.some((step) => step.kind === 'command' && step.argv.includes('to-disk'));
}
