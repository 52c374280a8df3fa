// SPDX-License-Identifier: Apache-2.0
import { madeDraft } from './made-draft.ts';
import type { OpenOptions } from './open-wizard.ts';
import type { Run } from '../../core/run/run.ts';
import { allPageIds, type PageId } from './page-ids.ts';

type Look = Readonly<Record<string, unknown>>;

/** A page to look at: how to open it, and the run that the service then tells of. */
export interface ShownPage {
  readonly name: string;
  readonly open: (look: Look) => OpenOptions;
  readonly run?: Run;
  /** What a picture has to show, by CSS selector; the top of the page when absent. */
  readonly focus?: string;
}

const ended = {
  durationMs: 754_000,
  phases: [
    { phase: 'verify', durationMs: 60_000, bytes: null },
    { phase: 'import', durationMs: 300_000, bytes: null },
  ],
  leftovers: [],
} satisfies Partial<Extract<Run, { durationMs: number }>>;

const running: Run = {
  state: 'running',
  disk: 'system-incomplete',
  progress: {
    phase: 'import',
    stepId: 'import-tree',
    title: 'Import the tree into the ostree repository',
    fraction: 0.62,
    doneBytes: 1_172_000_000,
    totalBytes: 1_889_785_610,
    detail: null,
    remainingSeconds: 287,
  },
};

const failed: Run = {
  state: 'failed',
  stepId: 'mkfs-root',
  disk: 'formatted',
  issues: [
    {
      code: 'command-failed',
      severity: 'error',
      path: [],
      params: {
        step: 'Make the file system of root on /dev/nvme0n1p4',
        command: 'mkfs.ext4 -q -F -L particleos-root -O verity -m 1 /dev/nvme0n1p4',
        detail: 'mkfs.ext4: Input/output error while writing out and closing file system',
      },
    },
  ],
  ...ended,
};

const WINDOWS = { partUuid: '8d3c1a50-0000-4000-8000-000000000003' };
const undecided = { rootFileSystem: null, layout: null };
const toErase = { rootFileSystem: null, layout: { kind: 'erase' } };
const beside = { rootFileSystem: null, layout: { kind: 'alongside', shrink: WINDOWS, to: '200 GB' } };
const byHand = {
  rootFileSystem: null,
  layout: {
    kind: 'manual',
    disks: [
      {
        disk: { serial: '20481H801234' },
        table: 'keep',
        partitions: [
          { action: 'keep', partition: { partUuid: '8d3c1a50-0000-4000-8000-000000000001' }, role: 'esp' },
          { action: 'create', role: 'boot', size: '1 GiB' },
          { action: 'create', role: 'root' },
        ],
      },
    ],
  },
};
const PHOTOS = { partUuid: '4f1f8f0c-0000-4000-8000-000000000001' };
const withMore = {
  rootFileSystem: null,
  layout: { kind: 'erase' },
  swap: 'partition',
  swapSize: '16 GB',
  hibernate: true,
  further: [
    { disk: { serial: 'WX12D80R4K7L' }, use: 'data', mount: '/srv', content: PHOTOS },
    { disk: { serial: '2139E5D3A7B4' }, use: 'data', mount: '/home', content: 'xfs' },
  ],
};
const twoDisks = {
  rootFileSystem: null,
  layout: {
    ...byHand.layout,
    disks: [
      ...byHand.layout.disks,
      {
        disk: { serial: '2139E5D3A7B4' },
        table: 'new',
        partitions: [{ action: 'create', role: 'data', mount: '/home' }],
      },
    ],
  },
};
const encrypted = { isOn: true, typedWith: 'us', tpm2: true, pcrs: [0, 7], pin: false, fido2: false };

/** A page on the same machine, with a disk that is in use and an empty one. */
function onBusy(name: string, id: PageId, answers: Readonly<Record<string, Look>>, focus: string): ShownPage {
  return {
    name,
    focus,
    open: (look) => ({ machine: 'busy', draft: madeDraft(id, { look, serial: '20481H801234', answers }) }),
  };
}

/** A page on the machine with Windows and Debian. */
function onDualBoot(
  name: string,
  id: PageId,
  answers: Readonly<Record<string, Look>>,
  focus?: string,
): ShownPage {
  return {
    name,
    ...(focus === undefined ? {} : { focus }),
    open: (look) => ({
      machine: 'dualboot',
      draft: madeDraft(id, { look, serial: '20481H801234', answers }),
    }),
  };
}

/** Every page that a person can come to. */
export const shownPages: readonly ShownPage[] = [
  ...allPageIds.map((name) => ({ name, open: (look: Look) => ({ draft: madeDraft(name, { look }) }) })),
  {
    name: 'disk-busy',
    open: (look) => ({ machine: 'busy', draft: madeDraft('disk', { look, serial: 'WX12D80R4K7L' }) }),
    focus: '[data-field=disk]',
  },
  onDualBoot('layout-beside', 'layout', { layout: beside }, '.room'),
  onDualBoot('layout-by-hand', 'layout', { layout: byHand }, '.manual'),
  {
    name: 'layout-locked',
    open: (look) => ({
      machine: 'locked',
      draft: madeDraft('layout', { look, serial: '82KA20F5K7N2', answers: { layout: undecided } }),
    }),
  },
  onBusy(
    'layout-more',
    'layout',
    { disk: { disk: { serial: '20481H801234' }, release: true }, layout: withMore },
    '#further',
  ),
  onBusy('layout-two-disks', 'layout', { layout: twoDisks }, '.panel:has(> .disk-bar)'),
  onDualBoot('encryption-ways', 'encryption', { layout: toErase, encryption: encrypted }, '#ways'),
  onDualBoot('encryption-on', 'encryption', { layout: toErase, encryption: encrypted }),
  onDualBoot('review-beside', 'review', { layout: beside }),
  { name: 'unfinished', open: (look) => ({ machine: 'cut', draft: madeDraft('welcome', { look }) }) },
  { name: 'progress', open: (look) => ({ draft: madeDraft('review', { look }) }), run: running },
  {
    name: 'done',
    open: (look) => ({ draft: madeDraft('review', { look }) }),
    run: { state: 'succeeded', warnings: [], disk: 'bootable', ...ended },
  },
  { name: 'failed', open: (look) => ({ draft: madeDraft('review', { look }) }), run: failed },
];
