// SPDX-License-Identifier: Apache-2.0
import type { Request } from '../../request/request.ts';
import { literal } from '../template.ts';
import { fileSystemOf, type Layout } from './layout.ts';
import { optionsAt } from './root-options.ts';

/**
 * What the kernel and the initramfs must be told to find and mount the root as the layout wants it
 * (dracut.cmdline(7): rootflags=, rd.md.uuid=; systemd-hibernate-resume-generator(8): resume=).
 */
export function layoutArguments(layout: Layout, { swap }: Pick<Request, 'swap'>): string[] {
  const root = fileSystemOf(layout, 'root');
  const flags = root === undefined || root.action === 'keep' ? [] : optionsAt(root, '/');
  const mirrors = layout.fileSystems.filter(({ mirror }) => mirror !== null && layout.mountedAt === null);
  const resumes = swap?.kind === 'partition' && swap.hibernate === true;
  return [
    ...(flags.length === 0 ? [] : [`rootflags=${flags.join(',')}`]),
    // dracut assembles what it is told of, and nothing else (dracut.cmdline(7), rd.auto).
    ...mirrors.map(({ id }) => `rd.md.uuid={{${id}MirrorUuid}}`),
    ...(resumes && fileSystemOf(layout, 'swap') !== undefined ? ['resume=UUID={{swapUuid}}'] : []),
    ...(layout.takenOver?.resume == null ? [] : [`resume=${literal(layout.takenOver.resume)}`]),
  ];
}
