// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../facts/facts.ts';
import { errorIssue, uncheckedIssue, type Issue } from '../issues/issue.ts';
import type { Settings } from './settings.ts';

/** glibc's own spelling of a locale's code set is lower case without a dash (locale -a). */
function sameLocale(a: string, b: string): boolean {
  const plain = (locale: string): string => locale.toLowerCase().replace('utf-8', 'utf8');
  return plain(a) === plain(b);
}

function checkLanguage(image: ImageFacts, settings: Settings): Issue[] {
  const issues: Issue[] = [];
  const { locale, keymap } = settings;
  if (image.locales === null) {
    issues.push(uncheckedIssue('locale-unchecked', ['locale'], { locale }));
  } else if (!image.locales.some((known) => sameLocale(known, locale))) {
    issues.push(errorIssue('locale-absent', ['locale'], { locale, available: image.locales.join(', ') }));
  }
  if (keymap !== null && image.keymaps !== null && !image.keymaps.includes(keymap)) {
    issues.push(errorIssue('keymap-absent', ['keyboard'], { keymap }));
  }
  return issues;
}

/** Everything about the inspected image that forbids or warns of an install. */
export function checkImage(image: ImageFacts, facts: Facts, settings: Settings): Issue[] {
  const issues: Issue[] = [];
  if (!image.bootable) {
    const reason = 'it has neither the label ostree.bootable nor containers.bootc';
    issues.push(errorIssue('image-not-bootable', ['image'], { source: image.source, reason }));
  }
  if (image.architecture !== facts.architecture) {
    issues.push(
      errorIssue('image-wrong-arch', ['image'], { found: image.architecture, expected: facts.architecture }),
    );
  }
  // Tools show either digest of an image for several architectures; a list names its manifests by their digests.
  const digests = [image.digest, ...(image.indexDigests ?? [])];
  if (settings.digest !== null && !digests.includes(settings.digest)) {
    issues.push(
      errorIssue('image-digest-mismatch', ['image', 'digest'], {
        found: image.digest,
        expected: settings.digest,
      }),
    );
  }
  return [...issues, ...checkLanguage(image, settings)];
}
