// SPDX-License-Identifier: Apache-2.0
import type { Choices } from '../../core/contract/choices.ts';
import type { ImageCatalogue } from '../../core/contract/image-catalogue.ts';
import type { NetworkState } from '../../core/contract/network-state.ts';
import type { Facts } from '../../core/facts/facts.ts';
import type { LanguageTag } from '../i18n/languages.ts';
import type { Answers } from './draft.ts';

/** What the service knows; null: not told yet. */
export interface Known {
  readonly facts: Facts | null;
  readonly choices: Choices | null;
  readonly catalogue: ImageCatalogue | null;
  readonly network: NetworkState | null;
}

/** What pages decide from: pure functions take this and nothing else. */
export interface WizardState {
  readonly answers: Answers;
  readonly known: Known;
  readonly language: LanguageTag;
}
