// SPDX-License-Identifier: Apache-2.0
import { errorIssue } from '../../issues/issue.ts';
import { canonicalMount } from '../../request/canonical-mount.ts';
import { checkDataMounts } from './check-parts.ts';
import { refusedLayout, type LaidOut, type LayoutQuestion } from './layout-question.ts';

/** Gives a btrfs root its subvolumes and its compression. */
export function withBtrfs(question: LayoutQuestion, laid: LaidOut): LaidOut {
  const { fileSystem } = question.request;
  const { layout } = laid;
  if (layout === null || fileSystem === undefined) return laid;
  const root = layout.fileSystems.find(({ id }) => id === 'root');
  if (root?.type !== 'btrfs') {
    const rootFileSystem = root?.type ?? question.rootFileSystem;
    return refusedLayout(
      ...laid.issues,
      errorIssue('options-file-system', ['fileSystem'], { rootFileSystem }),
    );
  }
  if (root.action === 'keep') {
    const why = 'it uses the root as it is; its maker chooses subvolumes and compression';
    const params = { kind: layout.kind, engine: 'this installer', why };
    return refusedLayout(...laid.issues, errorIssue('layout-engine', ['fileSystem'], params));
  }
  const subvolumes = (fileSystem.subvolumes ?? []).map(({ name, mount }) => ({
    name,
    mount: canonicalMount(mount),
  }));
  const at = ['fileSystem', 'subvolumes'];
  const issues = [
    ...laid.issues,
    ...checkDataMounts(
      question,
      subvolumes.map(({ mount }) => ({ mount, path: at })),
    ),
  ];
  if (issues.some(({ severity }) => severity === 'error')) return refusedLayout(...issues);
  const { compression } = fileSystem;
  const options = compression === undefined || compression === 'none' ? [] : [`compress=${compression}`];
  const fileSystems = layout.fileSystems.map((one) => (one === root ? { ...one, subvolumes, options } : one));
  return { layout: { ...layout, fileSystems }, issues };
}
