// SPDX-License-Identifier: Apache-2.0
import type { OfferedImage } from '../../../core/contract/image-catalogue.ts';
import {
  imageReference,
  splitReference,
  type ImageReference,
} from '../../../core/request/image-reference.ts';
import type { WizardState } from '../../app/wizard-state.ts';
import type { ImageFields } from './fields.ts';

type Choice = NonNullable<ImageFields['choice']>;
type Seen = Pick<WizardState, 'answers' | 'known'>;

/** Whether an image is on the medium. */
export function hasEmbedded({ known }: Pick<WizardState, 'known'>): boolean {
  return known.facts?.live?.embeddedImage != null;
}

/** The images that the wizard offers by name; that of the medium stands on its own and is left out. */
export function offeredImages({ known }: Pick<WizardState, 'known'>): OfferedImage[] {
  const embedded = known.facts?.live?.embeddedImage;
  return (known.catalogue?.images ?? []).filter(({ source }) => source !== `oci:${embedded ?? ''}`);
}

/** What was chosen, else what is proposed: the image on the medium. */
export function chosenImage(state: Seen): Choice | null {
  const { choice } = state.answers.image;
  if (choice !== null) return choice;
  return hasEmbedded(state) ? { kind: 'medium' } : null;
}

/** The reference of the choice; null: that of the medium, or what was typed is none. */
export function chosenReference(state: Seen): ImageReference | null {
  const choice = chosenImage(state);
  if (choice === null || choice.kind === 'medium') return null;
  const text =
    choice.kind === 'own'
      ? state.answers.image.reference.trim()
      : offeredImages(state).find(({ id }) => id === choice.id)?.source;
  const parsed = imageReference.safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** Host and port of the registry that a reference names; null: it comes from elsewhere. */
export function registryOf(reference: ImageReference | null): string | null {
  if (reference === null) return null;
  const { transport, name } = splitReference(reference);
  return transport === 'registry' ? (name.split('/')[0] ?? null) : null;
}

/** Registries that the system may come from, each with an image there: of the choice, else of all that is offered. */
export function registriesInView(state: Seen): ReadonlyMap<string, ImageReference> {
  const chosen = chosenReference(state);
  const sources = chosen === null ? offeredImages(state).map(({ source }) => source) : [chosen];
  const registries = new Map<string, ImageReference>();
  for (const source of sources) {
    const parsed = imageReference.safeParse(source);
    const registry = parsed.success ? registryOf(parsed.data) : null;
    if (parsed.success && registry !== null && !registries.has(registry))
      registries.set(registry, parsed.data);
  }
  return registries;
}
