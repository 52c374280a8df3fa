// SPDX-License-Identifier: Apache-2.0
import type { HostBootc } from '../../../core/facts/image-content.ts';
import { DiskTree } from './disk-tree.ts';
import { contentOf } from './image-content.ts';

/** What a bootc of this system finds in it. Throws IssueError for an install TOML that it refuses. */
export function hostBootcOf(root: string): HostBootc {
  const { installConfig, composefs, systemdBoot, programs } = contentOf(new DiskTree(root));
  return { installConfig, composefs, systemdBoot, programs };
}
