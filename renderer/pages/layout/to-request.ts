// SPDX-License-Identifier: Apache-2.0
import { byteSize } from '../../../core/request/byte-size.ts';
import {
  dataMount,
  fileSystemRequest,
  type LayoutRequest,
  type SeparateDisk,
  type SwapRequest,
} from '../../../core/request/layout-request.ts';
import type { Request } from '../../../core/request/request.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import type { FurtherFields, LayoutFields } from './fields.ts';

/** A size as typed; left out: empty, or none that can be read (validate.ts says so). */
function sizeOf(text: string): { size?: string } {
  const size = text.trim();
  return size !== '' && byteSize.safeParse(size).success ? { size } : {};
}

function separateOf({ disk, use, mount, content }: FurtherFields): SeparateDisk[] {
  const place = dataMount.safeParse(mount.trim());
  if (use !== 'data' || !place.success) return [];
  return [
    {
      disk,
      mount: place.data,
      ...(typeof content === 'string' ? { fileSystem: content } : { keep: content }),
    },
  ];
}

/** The layout that was chosen, with the further disks that go with it. */
function wholeLayout({ layout, further, discard, size }: LayoutFields): LayoutRequest | null {
  const isPlain = !discard && further.length === 0;
  const chosen = layout ?? (isPlain ? null : ({ kind: 'erase' } as const));
  if (chosen === null || !takesFurther(chosen)) return chosen;
  const mirrors = further.filter(({ use }) => use === 'mirror').map(({ disk }) => disk);
  const separate = further.flatMap(separateOf);
  const withData = { ...chosen, ...(separate.length === 0 ? {} : { separate }) };
  if (withData.kind === 'free-space') return { ...withData, ...sizeOf(size) };
  if (withData.kind !== 'erase') return withData;
  return {
    ...withData,
    ...(discard ? { discard } : {}),
    ...(mirrors.length === 0 ? {} : { raid1: mirrors }),
  };
}

/** Layouts that may have further disks for data beside them. */
export function takesFurther(
  layout: LayoutRequest,
): layout is Extract<LayoutRequest, { separate?: SeparateDisk[] | undefined }> {
  return ['erase', 'free-space', 'alongside', 'replace'].includes(layout.kind);
}

/** Whether the root is a btrfs, as far as that was said here. */
export function isBtrfsRoot({ rootFileSystem, layout }: LayoutFields): boolean {
  if (layout?.kind !== 'manual') return rootFileSystem === 'btrfs';
  const lines = layout.disks.flatMap(({ partitions }) => partitions);
  const root = lines.find((line) => 'role' in line && line.role === 'root');
  const asked = root !== undefined && 'fileSystem' in root ? root.fileSystem : undefined;
  return (asked ?? rootFileSystem) === 'btrfs';
}

/** Subvolumes as typed; null: a line is no name with a place. */
export function subvolumesOf(text: string): { name: string; mount: string }[] | null {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/\s+/)]));
  const read = lines.map(([name = '', mount = '', ...rest]) => (rest.length === 0 ? { name, mount } : null));
  const found = read.filter((one) => one !== null);
  if (found.length !== read.length) return null;
  return found.length === 0 || fileSystemRequest.safeParse({ subvolumes: found }).success ? found : null;
}

function swapOf({ swap, swapSize, hibernate }: LayoutFields): SwapRequest | null {
  if (swap === 'none') return null;
  if (swap !== 'partition') return { kind: swap, ...sizeOf(swapSize) };
  return { kind: swap, ...sizeOf(swapSize), ...(hibernate ? { hibernate } : {}) };
}

function btrfsOf(fields: LayoutFields): Request['fileSystem'] {
  if (!isBtrfsRoot(fields)) return undefined;
  const { compression } = fields;
  const subvolumes = subvolumesOf(fields.subvolumes) ?? [];
  const asked = {
    ...(compression === '' ? {} : { compression }),
    ...(subvolumes.length === 0 ? {} : { subvolumes }),
  };
  return Object.keys(asked).length === 0 ? undefined : fileSystemRequest.safeParse(asked).data;
}

export function layoutRequestOf({ answers: { layout: fields } }: WizardState): Partial<Request> {
  const { rootFileSystem } = fields;
  const layout = wholeLayout(fields);
  const swap = swapOf(fields);
  const fileSystem = btrfsOf(fields);
  return {
    ...(layout === null ? {} : { layout }),
    ...(rootFileSystem === null ? {} : { rootFileSystem }),
    ...(fileSystem === undefined ? {} : { fileSystem }),
    ...(swap === null ? {} : { swap }),
  };
}
