// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import { errorIssue, type Issue } from '../../issues/issue.ts';
import type { Request } from '../../request/request.ts';
import { checkRootFileSystem } from '../storage/check-root.ts';

/** An image can only be started by the loaders it brings; the disk is made for BIOS and UEFI alike when both are there. */
function checkLoaders(image: ImageFacts, facts: Facts): Issue[] {
  if (facts.architecture !== 'amd64') {
    const missing = `a loader for ${facts.architecture}; this installer writes those of amd64 only`;
    return [errorIssue('image-no-loader', ['image'], { firmware: 'this machine', missing })];
  }
  if (image.loaders === null || facts.firmware === null) return [];
  const needed = facts.firmware.kind === 'bios' ? ['grub-bios'] : ['grub-uefi', 'shim'];
  const missing = needed.filter((loader) => !image.loaders?.includes(loader));
  if (missing.length === 0) return [];
  const firmware = facts.firmware.kind === 'bios' ? 'BIOS' : 'UEFI';
  return [errorIssue('image-no-loader', ['image'], { firmware, missing: missing.join(', ') })];
}

/** Everything that forbids an install by Debian's own ostree and GRUB. */
export function checkOstree(
  image: ImageFacts,
  facts: Facts,
  request: Pick<Request, 'rootFileSystem'>,
): Issue[] {
  const { rootFileSystem } = request;
  const root =
    rootFileSystem === undefined
      ? []
      : checkRootFileSystem(rootFileSystem, { engine: 'ostree', content: image.content });
  return [...checkLoaders(image, facts), ...root];
}
