// SPDX-License-Identifier: Apache-2.0
import type { RootFileSystem } from '../../facts/image-content.ts';

/** How bootc is to be called. */
export interface BootcWanted {
  readonly backend: 'composefs' | 'ostree';
  readonly loader: 'systemd' | 'grub';
  /** Whose bootc runs: that of the image in a container, or that of the live system. */
  readonly carrier: 'image' | 'host';
  readonly verb: 'to-disk' | 'to-filesystem';
  readonly rootFileSystem: RootFileSystem;
}
