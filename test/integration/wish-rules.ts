// SPDX-License-Identifier: Apache-2.0
import { unreleasable } from '../../core/plan/release-steps.ts';
import { isKeyStep, makers, must, program, stepsAt, type Case, type Rule } from './storage-rules.ts';

/** The root is one that the engine and the image can use, whoever chose it. */
const rootFits: Rule = ({ plan, facts }) => {
  const root = plan.layout.fileSystems.find(({ id }) => id === 'root');
  const sealed = facts.image?.content?.composefs === 'verity';
  if (plan.engine === 'ostree') must(root?.type === 'ext4', `ostree on ${root?.type ?? 'nothing'}`);
  else must(!sealed || root?.type !== 'xfs', 'a sealed image on xfs');
};

const discards: Rule = (one) => {
  const { plan, facts, request, issues } = one;
  const asked = request.layout?.kind === 'erase' && request.layout.discard === true;
  const done = plan.steps.flatMap((step) => {
    const [name, ...args] = program(step);
    return name === 'blkdiscard' ? [args.at(-1) ?? ''] : [];
  });
  const erased = plan.layout.disks
    .filter(({ table }) => table === 'new')
    .map(({ identity }) => identity.path);
  const able = facts.disks
    .filter(({ path, discard }) => discard && erased.includes(path))
    .map(({ path }) => path);
  must(done.toSorted().join() === (asked ? able.toSorted().join() : ''), `discarded: ${done.join()}`);
  const said = issues.filter(({ code }) => code === 'discard-cannot').length;
  must(said === (asked ? erased.length - able.length : 0), 'a disk is not discarded, and that is not said');
};

const releases: Rule = (one) => {
  const { plan, facts, request } = one;
  const used = new Set(plan.layout.disks.map(({ identity }) => identity.path));
  const disks = facts.disks.filter(({ path }) => used.has(path));
  const steps = plan.steps.filter(({ id }) => id.startsWith('release-'));
  const commands = steps.map((step) => program(step).join(' '));
  must(new Set(commands).size === commands.length, 'let go of twice');
  if (plan.layout.mountedAt !== null || request.releaseDisk !== true) {
    must(steps.length === 0, 'let go without leave');
    must(
      plan.layout.mountedAt !== null || disks.every(({ holders }) => holders.length === 0),
      'a disk is in use',
    );
    return;
  }
  must(
    disks.every((disk) => unreleasable(disk, facts).length === 0),
    'a disk stays in use',
  );
  const holders = new Set(
    disks.flatMap((disk) =>
      disk.holders.map(({ kind, name, device }) => (kind === 'swap' ? device : `${kind}${name}`)),
    ),
  );
  must(steps.length === holders.size, `${holders.size} hold the disks, ${steps.length} are let go of`);
  const [first = Infinity] = stepsAt(one, ({ id }) => id === 'backup-table');
  must(
    stepsAt(one, ({ id }) => id.startsWith('release-')).every((at) => at < first),
    'let go of too late',
  );
  // What lies on the mirror goes first.
  const order = ['umount', 'cryptsetup', 'mdadm'].map((name) =>
    commands.findIndex((line) => line.startsWith(name)),
  );
  must(
    order.every((at, index) => at >= (order[index - 1] ?? -1)),
    `in this order: ${commands.join('; ')}`,
  );
};

const encrypts: Rule = (one) => {
  const { plan, request } = one;
  const { encryption } = request;
  const keySteps = plan.steps.filter((step) => program(step)[1] === 'luksFormat');
  if (encryption === undefined) {
    const isKept = plan.layout.fileSystems.some(({ action, luks }) => action === 'keep' && luks !== null);
    must(keySteps.length === 0 && (isKept || plan.encryption === undefined), 'encrypted, and nobody asked');
    return;
  }
  const made = plan.layout.fileSystems.filter(
    ({ action, id }) => action === 'make' && !/^(esp\d*|boot)$/.test(id),
  );
  must(
    made.some(({ id }) => id === 'root'),
    'the root is not encrypted',
  );
  must(made.length === keySteps.length, `${made.length} file systems, ${keySteps.length} headers`);
  for (const { id, luks } of made) {
    must(luks !== null, `${id} is not encrypted`);
    const [header = Infinity] = stepsAt(one, (step) => step.id === `luks-format-${id}`);
    const [open = -1] = stepsAt(one, (step) => step.id === `luks-open-${id}`);
    const [make = -1] = stepsAt(
      one,
      (step) => makers.includes(program(step)[0] ?? '') && step.id === `mkfs-${id}`,
    );
    must(header < open && open < make, `${id} is made before it is encrypted and open`);
  }
  must(plan.secrets.includes(encryption.passphraseSecret), 'nobody is asked for the passphrase');
  const text = JSON.stringify(plan.steps);
  must(text.includes('rd.luks.name='), 'nothing opens the root at boot');
  must(
    plan.steps.every(
      (step) => !step.id.startsWith('fido2-') || step.kind !== 'command' || step.optional !== true,
    ),
    'a key may be left out',
  );
  const [look = Infinity] = stepsAt(one, ({ id }) => id === 'look-security-key');
  const [write = Infinity] = stepsAt(one, ({ leaves }) => leaves !== undefined && leaves !== 'untouched');
  const enrolled = stepsAt(one, ({ id }) => id === 'fido2-root').length;
  must(encryption.fido2 === (enrolled === 1), 'the security key is not enrolled as asked');
  must(!encryption.fido2 || look < write, 'nobody looks for the security key before the first write');
  must((encryption.tpm2 !== undefined) === text.includes('tpm2-enrol'), 'the TPM is not enrolled as asked');
};

const swaps: Rule = ({ plan, request }) => {
  const { swap, layout } = request;
  const { fileSystems, swapFileBytes } = plan.layout;
  const partitions = fileSystems.filter(({ type }) => type === 'swap').length;
  const byHand = layout?.kind === 'manual';
  must(byHand || partitions === (swap?.kind === 'partition' ? 1 : 0), `${partitions} partitions for swap`);
  must(swapFileBytes > 0 === (swap?.kind === 'file') && swapFileBytes % 2 ** 20 === 0, 'another swap file');
  must(plan.steps.some(({ id }) => id === 'zram') === (swap?.kind === 'zram'), 'zram not as asked');
  const resumes = JSON.stringify(plan.steps).includes('resume=');
  must(resumes === (swap?.kind === 'partition' && swap.hibernate === true), 'resumes otherwise than asked');
};

const subvolumesAreMade: Rule = ({ plan, request: { fileSystem } }) => {
  const root = plan.layout.fileSystems.find(({ id }) => id === 'root');
  const names = (fileSystem?.subvolumes ?? []).map(({ name }) => name);
  must(root?.subvolumes.map(({ name }) => name).join() === names.join(), 'other subvolumes');
  const step = plan.steps.find(({ id }) => id === 'subvolumes-root');
  must((step === undefined) === (names.length === 0), 'subvolumes that nobody makes');
  must(fileSystem === undefined || root?.type === 'btrfs', 'options of btrfs on another root');
};

/** What is kept as a whole, or mounted by somebody: no table and no file system is touched. */
const keepsAll: Rule = (one) => {
  const { layout } = one.plan;
  const root = layout.disks.flatMap((disk) => disk.partitions).find(({ role }) => role === 'root');
  if (layout.kind !== 'keep-data' && layout.kind !== 'mounted') return;
  const writes = stepsAt(one, (step) => {
    const [name = '', ...args] = program(step);
    // A swap file is made in what is kept, by its path.
    if (!args.some((arg) => arg.startsWith('/dev/'))) return false;
    return makers.includes(name) || ['sfdisk', 'dd', 'blkdiscard'].includes(name) || args[0] === '--create';
  });
  must(writes.length === 0, 'it writes to what is kept');
  must((layout.kind === 'keep-data') === (layout.stateroot !== null), 'a stateroot');
  const found = one.facts.disks
    .flatMap(({ partitions }) => partitions)
    .find(({ name }) => `/dev/${name}` === root?.path);
  // What is mounted is empty when it is installed to: that is looked at then.
  const inside = found?.opened?.isOpen === true ? found.opened : found;
  const usedBytes = layout.kind === 'mounted' ? 0 : (inside?.usedBytes ?? 0);
  const freeBytes = (inside?.sizeBytes ?? 0) - usedBytes;
  must(layout.swapFileBytes < freeBytes, 'a swap file larger than the room that is kept');
};

/** A root that is encrypted and kept is opened and no more, and the new system opens it by the same name. */
const keepsEncryption: Rule = (one) => {
  const { plan } = one;
  const root = plan.layout.fileSystems.find(({ id }) => id === 'root');
  const isOurs = plan.layout.mountedAt === null;
  if (root?.action !== 'keep' || root.luks === null || !isOurs) return;
  must(plan.layout.kind === 'keep-data', 'encryption is kept by another layout');
  must(stepsAt(one, isKeyStep).length === 0, 'its header is written to');
  const opens = stepsAt(one, (step) => program(step)[0] === 'cryptsetup' && program(step)[1] === 'open');
  const [mount = -1] = stepsAt(one, (step) => step.kind === 'mount' && step.source === root.luks?.path);
  must(opens.length === 1 && (opens[0] ?? Infinity) < mount, 'it is not opened before it is mounted');
  must(JSON.stringify(plan.steps).includes(`=${root.luks.name}`), 'nothing opens it at boot');
  must(plan.secrets.includes('disk'), 'nobody is asked for its passphrase');
};

/** Of a refusal: with leave to let go of the disks, none is in use that could be let go of. */
export function refusesRightly({ facts, request, issues }: Omit<Case, 'plan'>): void {
  const allowed =
    request.releaseDisk === true && facts.disks.every((disk) => unreleasable(disk, facts).length === 0);
  must(!allowed || issues.every(({ code }) => code !== 'disk-busy'), 'refused for what could be let go of');
}

export const wishRules: Readonly<Record<string, Rule>> = {
  rootFits,
  discards,
  releases,
  encrypts,
  swaps,
  subvolumesAreMade,
  keepsAll,
  keepsEncryption,
};
