// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../../issues/issue.ts';
import type { BootcCheck } from './bootc-check.ts';
import { configOf, findsRoot } from './bootc-choice.ts';
import { imageLacks } from './lacks.ts';

/** direct is asked for on bootc's command line; it refuses what is not in the list, after wiping (baseline.rs). */
function checkBlock(block: readonly string[]): Issue[] {
  if (!block.includes('direct'))
    return [errorIssue('image-encryption-only', ['image'], { block: block.join(', ') || 'none' })];
  const [first = 'direct'] = block;
  return first === 'direct' ? [] : [warningIssue('image-prefers-encryption', ['image'], { block: first })];
}

/** The image says how it wants to be installed, or the person says it; nobody guesses. */
export function checkInstallConfig({ content, wanted, facts, settings }: BootcCheck): Issue[] {
  const { installConfig } = content;
  const issues: Issue[] = [];
  if (!settings.asksRootFileSystem && installConfig?.rootFileSystem == null) {
    const what =
      installConfig === null
        ? 'an install configuration (/usr/lib/bootc/install/*.toml)'
        : 'a file system for the root in its install configuration';
    issues.push(
      imageLacks(what, 'bootc does not know the file system of the root, unless you set rootFileSystem'),
    );
  }
  // bootc asks for a block setup only when it partitions the disk itself.
  if (installConfig !== null && !settings.encrypted) issues.push(...checkBlock(installConfig.block));
  if (installConfig !== null && wanted.carrier === 'image' && installConfig.unknownKeys.length > 0) {
    const keys = installConfig.unknownKeys.join(', ');
    issues.push(warningIssue('install-toml-unknown-key', ['image'], { keys }));
  }
  if (wanted.verb === 'to-disk' && !findsRoot(content, wanted, configOf(content, wanted, facts)))
    issues.push(warningIssue('root-by-discovery', ['install', 'verb']));
  return issues;
}
