// SPDX-License-Identifier: Apache-2.0
import type { Disk, Facts } from '../../facts/facts.ts';
import type { RootFileSystem } from '../../facts/image-content.ts';
import type { Issue } from '../../issues/issue.ts';
import type { Request } from '../../request/request.ts';
import type { Layout } from './layout.ts';
import type { Scheme } from './partition-sizes.ts';

/** All that a layout is made from. */
export interface LayoutQuestion {
  readonly facts: Pick<Facts, 'disks' | 'volumes' | 'firmware' | 'memoryBytes' | 'image'>;
  readonly request: Pick<
    Request,
    'layout' | 'swap' | 'fileSystem' | 'releaseDisk' | 'encryption' | 'kernelArguments'
  >;
  /** The disk that `disk` of the request names. */
  readonly disk: Disk;
  readonly scheme: Scheme;
  readonly engine: 'ostree' | 'bootc';
  readonly rootFileSystem: RootFileSystem;
  /** Least bytes of the root. */
  readonly rootBytes: number;
  /** Size of a swap partition that is to be made; null or left out: none. */
  readonly swapBytes?: number | null;
}

/** The layout when nothing forbids it, and every issue found. */
export interface LaidOut {
  readonly layout: Layout | null;
  readonly issues: readonly Issue[];
}

/** No layout, for these reasons. */
export function refusedLayout(...issues: readonly Issue[]): LaidOut {
  return { layout: null, issues };
}
