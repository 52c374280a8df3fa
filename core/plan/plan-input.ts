// SPDX-License-Identifier: Apache-2.0
import type { Facts, ImageFacts } from '../facts/facts.ts';
import type { ImageReference } from '../request/image-reference.ts';
import type { Request } from '../request/request.ts';
import type { PlannedEncryption } from './storage/encryption.ts';
import type { KeptEncryption } from './storage/kept-encryption.ts';
import type { Layout } from './storage/layout.ts';
import type { Settings } from './settings.ts';

/** All that an engine makes its steps from, when nothing forbids the install. */
export interface PlanInput {
  readonly facts: Facts;
  readonly request: Request;
  readonly settings: Settings;
  readonly source: ImageReference;
  readonly image: ImageFacts;
  readonly layout: Layout;
  /** Null: nothing is encrypted. */
  readonly encryption: PlannedEncryption | KeptEncryption | null;
}
