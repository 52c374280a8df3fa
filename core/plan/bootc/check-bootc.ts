// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../../facts/facts.ts';
import type { Issue } from '../../issues/issue.ts';
import type { Settings } from '../settings.ts';
import type { BootcWanted } from './bootc-choice.ts';

/** Everything that would fail only after bootc has partitioned the disk. */
export function checkBootc(
  _image: ImageFacts,
  _facts: Facts,
  _settings: Settings,
  _wanted: BootcWanted,
): Issue[] {
  return [];
}
