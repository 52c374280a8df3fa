// SPDX-License-Identifier: Apache-2.0
import type { ImageContent, RootFileSystem } from '../../facts/image-content.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { Request } from '../../request/request.ts';
import type { LayoutQuestion } from './layout-question.ts';
import type { Layout } from './layout.ts';

/** Debian's own ostree and GRUB are set up for this one only. */
const byOstree = 'ext4';

/** A file system with fs-verity is what a sealed image is read from. */
function isSealed({ ukis, composefs }: ImageContent): boolean {
  return ukis.length > 0 || composefs === 'verity' || composefs === 'signed';
}

/** Why the engine cannot install this image on a root of that kind; none: it can. */
export function checkRootFileSystem(
  rootFileSystem: RootFileSystem,
  { engine, content }: { engine: LayoutQuestion['engine']; content: ImageContent | null },
  at: Issue['path'] = ['rootFileSystem'],
): Issue[] {
  if (engine === 'ostree') {
    if (rootFileSystem === byOstree) return [];
    return [errorIssue('file-system-engine', at, { rootFileSystem, engine, fitting: byOstree })];
  }
  if (content === null || !isSealed(content) || rootFileSystem !== 'xfs') return [];
  return [errorIssue('file-system-verity', at, { rootFileSystem })];
}

/** Where a layout says what its root is. */
function placeOf({ layout }: Pick<Request, 'layout'>): Issue['path'] {
  if (layout?.kind === 'manual') {
    for (const [disk, { partitions }] of layout.disks.entries()) {
      const line = partitions.findIndex((one) => 'role' in one && one.role === 'root');
      if (line >= 0) return ['layout', 'disks', disk, 'partitions', line, 'fileSystem'];
    }
  }
  return layout?.kind === 'mounted' ? ['layout', 'root'] : ['layout'];
}

/**
 * The root of a finished layout, which may be another one than the request asks for in general: by hand each line says
 * its own, and what is kept or mounted is what somebody made it.
 */
export function checkRoot(
  { fileSystems }: Layout,
  question: Pick<LayoutQuestion, 'engine' | 'rootFileSystem'> & {
    readonly request: Pick<Request, 'layout'>;
    readonly content: ImageContent | null;
  },
): Issue[] {
  const type = fileSystems.find(({ id }) => id === 'root')?.type;
  // What was asked for in general was judged with the engine.
  if (type === undefined || type === 'vfat' || type === 'swap' || type === question.rootFileSystem) return [];
  return checkRootFileSystem(type, question, placeOf(question.request));
}
