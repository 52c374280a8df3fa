// SPDX-License-Identifier: Apache-2.0
import type { Disk } from '../../core/facts/facts.ts';
import type { Translator } from '../i18n/translate.ts';

/** A disk among others, in one line: its model, its size and its node. */
export function diskName(
  { model, sizeBytes, path }: Pick<Disk, 'model' | 'sizeBytes' | 'path'>,
  words: Translator,
): string {
  return `${model ?? words.t('disk.unnamed')}, ${words.size(sizeBytes)} (${path})`;
}
