// SPDX-License-Identifier: Apache-2.0
import type { LayoutDisk, PlannedFileSystem, PlannedPartition } from '../../core/plan/storage/layout.ts';
import type { Step } from '../../core/plan/step.ts';
import { isKeyStep, isMade, makers, must, program, stays, type Case, type Rule } from './storage-rules.ts';

const resizers = ['ntfsresize', 'resize2fs', 'e2fsck', 'unshare'];
/** What writes to no disk by its node, or reads only, or opens and closes. */
const harmless = ['blkid', 'udevadm', 'efibootmgr', 'podman', 'umount', 'swapoff', 'lvchange'];
const openers: Readonly<Record<string, readonly string[]>> = {
  cryptsetup: ['luksUUID', 'open', 'close'],
  mdadm: ['--stop'],
};

/** What a node is: a disk, a partition, or what lies on partitions. */
interface Node {
  readonly disk: LayoutDisk | undefined;
  readonly partitions: readonly PlannedPartition[];
  readonly fileSystem: PlannedFileSystem | undefined;
}

type Find = (path: string) => Node;

function finderFor({ plan }: Case): Find {
  const { disks, fileSystems } = plan.layout;
  const partitions = disks.flatMap((disk) => disk.partitions.filter(stays));
  return (path) => {
    const disk = disks.find(({ identity }) => identity.path === path);
    const fileSystem = fileSystems.find(
      ({ luks, mirror, partitions: on }) => luks?.path === path || mirror?.path === path || on.includes(path),
    );
    const isLayer = fileSystem !== undefined && !fileSystem.partitions.includes(path);
    const on = isLayer ? fileSystem.partitions : [path];
    return { disk, fileSystem, partitions: partitions.filter((p) => on.includes(p.path)) };
  };
}

/** Nodes that a step's program is given, without those of its lock. */
function nodesOf(step: Step): string[] {
  return program(step)
    .filter((arg) => /^(of=)?\/dev\/[a-z]/.test(arg))
    .map((arg) => arg.replace('of=', ''));
}

function isHarmless(step: Step): boolean {
  const [name = '', verb = ''] = program(step);
  return harmless.includes(name) || openers[name]?.includes(verb) === true;
}

const isUnshared = (step: Step, inner: string): boolean =>
  program(step)[0] === 'unshare' && program(step).some((arg) => arg.includes(inner));

/** Whether a program may write to a node. */
function mayWrite(step: Step, path: string, find: Find): boolean {
  const [name = '', verb = ''] = program(step);
  const { disk, partitions, fileSystem } = find(path);
  const made = partitions.length > 0 && partitions.every(isMade);
  if (name === 'sfdisk') return disk !== undefined;
  if (['dd', 'blkdiscard'].includes(name)) return disk?.table === 'new';
  if (name === 'bootc' || isUnshared(step, 'bootc')) return disk?.table === 'new';
  if (name === 'grub-install')
    return disk?.partitions.some((p) => p.role === 'bios-boot' && stays(p)) === true;
  // Below a layer nothing is made but the layer; what was there is wiped.
  const top = fileSystem?.luks?.path ?? fileSystem?.mirror?.path ?? path;
  if (name === 'wipefs') return made && partitions[0]?.path === path;
  if (makers.includes(name)) return made && fileSystem?.action === 'make' && top === path;
  if (isUnshared(step, 'subvolume create')) return fileSystem?.action === 'make' && top === path;
  if (isKeyStep(step))
    return made && fileSystem?.luks != null && (fileSystem.mirror?.path ?? partitions[0]?.path) === path;
  if (name === 'mdadm' && verb === '--create') return made && fileSystem?.mirror != null;
  return (
    resizers.includes(name) &&
    partitions.every(({ action }) => action === 'resize') &&
    partitions.length === 1
  );
}

/** Every program that is given a node of a disk writes there what the layout says, and nowhere else. */
const writesWhereItMay: Rule = (one) => {
  const find = finderFor(one);
  for (const step of one.plan.steps) {
    if (isHarmless(step)) continue;
    for (const path of nodesOf(step))
      // bootc to-disk is run in a container, which is given /dev.
      must(path === '/dev:/dev' || mayWrite(step, path, find), `${step.id}: ${program(step).join(' ')}`);
  }
  // What is made lies in no partition that is kept: by the table, whose overlaps were looked for.
  for (const { action, partitions } of one.plan.layout.fileSystems)
    for (const path of partitions)
      must(find(path).partitions.some(isMade) === (action === 'make'), `${path} is ${action}`);
};

/** What writes by a node holds the locks of its disks: udev and others keep off meanwhile. */
const holdsTheLock: Rule = (one) => {
  const find = finderFor(one);
  for (const step of one.plan.steps) {
    if (step.kind !== 'command' || isHarmless(step)) continue;
    const [name = ''] = program(step);
    const nodes = nodesOf(step);
    if (nodes.length === 0 || name === 'bootc' || isUnshared(step, 'bootc')) continue;
    if (name === 'sfdisk') {
      must(step.argv.includes('--lock=yes') || step.argv.includes('--dump'), `${step.id} takes no lock`);
      continue;
    }
    const locks = step.argv.slice(0, step.argv.indexOf('--')).filter((arg) => arg.startsWith('--device='));
    const held = new Set(step.argv[0] === 'udevadm' ? locks.map((arg) => arg.slice('--device='.length)) : []);
    const paths = nodes.flatMap((path) => [path, ...find(path).partitions.map((p) => p.path)]);
    const disks = one.plan.layout.disks.filter(({ identity, partitions }) =>
      [identity.path, ...partitions.map((p) => p.path)].some((path) => paths.includes(path)),
    );
    must(disks.length > 0, `${step.id} writes to a disk that nobody named`);
    for (const { identity } of disks)
      must(held.has(identity.path), `${step.id} does not hold ${identity.path}`);
  }
};

/** What was mounted or kept is mounted from where it lies, and nothing else is. */
const mountsWhatItMade: Rule = (one) => {
  const find = finderFor(one);
  for (const step of one.plan.steps) {
    if (step.kind !== 'mount' || !step.source.startsWith('/dev/')) continue;
    const { fileSystem, partitions } = find(step.source);
    // An ESP is mounted by its partition, and by bootc's to-disk the root as well.
    const top = fileSystem?.luks?.path ?? fileSystem?.mirror?.path ?? partitions[0]?.path;
    must(top === step.source, `${step.id} mounts ${step.source}`);
  }
};

/** Whether a step does anything with a node but wait for it to appear. */
function uses(step: Step, node: string): boolean {
  if (step.kind === 'mount') return step.source === node;
  return program(step)[0] !== 'udevadm' && nodesOf(step).includes(node);
}

/**
 * What is mounted as before stays byte for byte: no step uses its partition, whose place in the table stays, and nothing
 * is made of it. The new system is told of it in the words of the one before, and a name of today is in none of them.
 */
const leavesWhatItTakesOver: Rule = ({ plan }) => {
  const { disks, fileSystems, takenOver } = plan.layout;
  if (takenOver === undefined) return;
  must(plan.layout.kind === 'keep-data', 'taken over from nobody');
  const fstab = plan.steps.flatMap((step) =>
    step.kind === 'write' && step.id === 'fstab' ? step.content : [],
  );
  const lines = fstab.join('').split('\n');
  for (const { from, line } of takenOver.mounts) {
    must(lines.includes(line), `fstab lacks ${line}`);
    must(!/^\/dev\/(?!mapper\/|disk\/)/.test(line), `${line} may be another disk tomorrow`);
    if (from === null) must(line.includes('nofail'), `${line} holds up the start`);
    for (const name of from?.split(', ') ?? []) {
      const node = `/dev/${name}`;
      for (const step of plan.steps) must(!uses(step, node), `${step.id} uses ${node}`);
      must(!fileSystems.some(({ partitions }) => partitions.includes(node)), `${node} is used`);
      for (const { path, action, role } of disks.flatMap(({ partitions }) => partitions))
        must(path !== node || (action === 'keep' && role === 'other'), `${node} is ${action}`);
    }
  }
};

export const writeRules: Readonly<Record<string, Rule>> = {
  writesWhereItMay,
  holdsTheLock,
  mountsWhatItMade,
  leavesWhatItTakesOver,
};
