// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import type { ImageContent } from '../../facts/image-content.ts';
import type { Settings } from '../settings.ts';
import type { BootcWanted } from './bootc-choice.ts';

/** What there is to say of an image that is to be installed in this way, here. */
export interface BootcCheck {
  readonly content: ImageContent;
  readonly wanted: BootcWanted;
  readonly facts: Pick<Facts, 'architecture' | 'firmware' | 'tools' | 'live' | 'consoles' | 'selinux'>;
  readonly settings: Settings;
}
