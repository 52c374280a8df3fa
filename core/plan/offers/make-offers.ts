// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts, Partition } from '../../facts/facts.ts';
import { selectorFor } from '../../facts/selector-for.ts';
import type { FoundSystem } from '../../facts/storage-facts.ts';
import type { Issue } from '../../issues/issue.ts';
import type { LayoutRequest, PartitionSelector } from '../../request/layout-request.ts';
import type { Request } from '../../request/request.ts';
import { makePlan } from '../make-plan.ts';
import { selectDisk } from '../select-disk.ts';
import { fileSystemKind, resizable } from '../storage/check-resize.ts';
import { alongsideOffer } from './alongside-offer.ts';
import type { Judge } from './judge.ts';
import { manualOffer } from './manual-offer.ts';
import { noOffers, type FurtherDisk, type Offer, type Offers } from './offer.ts';
import { checkZram } from '../storage/plan-swap.ts';
import { partitionSelectorFor } from './partition-selector-for.ts';

/** Less room than this is no place for a system, and not worth a line to read. */
const LEAST_GIVER_BYTES = 16 * 1024 ** 3;

function rootOf(disk: Disk, { partitions: [root] }: FoundSystem): Partition | null {
  return disk.partitions.find(({ name }) => name === root) ?? null;
}

/** A system's data is kept; what opens an encrypted one is asked for once, and goes with every further question. */
function keepRequest(asked: Request['layout'], system: PartitionSelector): LayoutRequest {
  const isSame = asked?.kind === 'keep-data' && JSON.stringify(asked.system) === JSON.stringify(system);
  const { passphraseSecret } = isSame ? asked : {};
  return { kind: 'keep-data', system, ...(passphraseSecret === undefined ? {} : { passphraseSecret }) };
}

/** Roots that this installer has encrypted and nobody has opened: what is on them is not known, only that they are ours. */
function offersForLocked(disk: Disk, asked: Request['layout'], judge: Judge): Offer[] {
  const open = new Set(disk.systems.map(({ partitions: [root] }) => root));
  return disk.partitions.flatMap((partition): Offer[] => {
    const { name, encryption, label } = partition;
    const selector = partitionSelectorFor(disk, partition);
    if (encryption !== 'luks2' || label !== 'particleos-root' || open.has(name) || selector === null)
      return [];
    const layout = keepRequest(asked, selector);
    return [{ kind: 'keep-data', layout, partition: name, system: null, room: null, issues: judge(layout) }];
  });
}

/** What there is to say of one system: a place beside it, its own place, or its data. */
function offersForSystem(disk: Disk, found: FoundSystem, asked: Request['layout'], judge: Judge): Offer[] {
  const root = rootOf(disk, found);
  if (root === null) return [];
  const selector = partitionSelectorFor(disk, root);
  if (selector === null) return [];
  const about = { partition: root.name, system: { kind: found.kind, name: found.name } };
  const replace: LayoutRequest = { kind: 'replace', system: selector };
  const keep = keepRequest(asked, selector);
  const kept: Offer[] =
    found.kind === 'ostree'
      ? [{ kind: 'keep-data', layout: keep, ...about, room: null, issues: judge(keep) }]
      : [];
  return [
    ...kept,
    { ...about, ...alongsideOffer(disk, root, selector, judge) },
    { kind: 'replace', layout: replace, ...about, room: null, issues: judge(replace) },
  ];
}

/** Partitions of no known system that could give room. Those that cannot are not worth a line. */
function offersForData(disk: Disk, judge: Judge): Offer[] {
  const owned = new Set(disk.systems.flatMap(({ partitions, esp }) => [...partitions, esp]));
  return disk.partitions.flatMap((partition): Offer[] => {
    const kind = fileSystemKind(partition.fileSystem);
    const selector = partitionSelectorFor(disk, partition);
    if (selector === null || owned.has(partition.name)) return [];
    if (partition.sizeBytes < LEAST_GIVER_BYTES || !resizable.some((known) => known === kind)) return [];
    const offer = alongsideOffer(disk, partition, selector, judge);
    return offer.room === null ? [] : [{ partition: partition.name, system: null, ...offer }];
  });
}

/** What stands against the layout of the first disk may not stand against another one that data goes beside. */
function isOfFurther({ path: [first, second] }: Issue): boolean {
  return first === 'layout' && second === 'separate';
}

const isError = ({ severity }: Issue): boolean => severity === 'error';

/** What each further disk could be. */
function furtherDisks(facts: Facts, first: Disk, judge: Judge): FurtherDisk[] {
  return facts.disks.flatMap((disk): FurtherDisk[] => {
    const selector = selectorFor(disk, facts);
    if (disk.path === first.path || disk.unsuitable !== null || selector === null || 'only' in selector)
      return [];
    return [
      {
        path: disk.path,
        disk: selector,
        mirror: judge({ kind: 'erase', raid1: [selector] }),
        data: judge({ kind: 'erase', separate: [{ disk: selector, mount: '/home' }] }).filter(isOfFurther),
      },
    ];
  });
}

/**
 * What can be done with the disk that a request names: every layout that its content suggests, each judged by the
 * planner itself with all else that was asked. Pure; no disk, no offers.
 */
export function makeOffers(facts: Facts, request: Request): Offers {
  const disk = selectDisk(facts, request.disk, 0);
  if (Array.isArray(disk)) return noOffers;
  const judge: Judge = (layout) => makePlan(facts, { ...request, layout }).issues.filter(isError);
  const nothing = { partition: null, system: null, room: null };
  const simple = (layout: Extract<LayoutRequest, { kind: 'erase' | 'free-space' }>): Offer => ({
    kind: layout.kind,
    layout,
    ...nothing,
    issues: judge(layout),
  });
  const beside =
    disk.partitions.length === 0
      ? []
      : [
          simple({ kind: 'free-space' }),
          ...disk.systems.flatMap((found) => offersForSystem(disk, found, request.layout, judge)),
          ...offersForLocked(disk, request.layout, judge),
          ...offersForData(disk, judge),
        ];
  return {
    offers: [
      ...beside,
      simple({ kind: 'erase' }),
      { ...nothing, ...manualOffer(disk, request.disk, facts.firmware?.kind === 'bios', judge) },
    ],
    further: furtherDisks(facts, disk, judge),
    zram: checkZram(facts).filter(isError),
  };
}
