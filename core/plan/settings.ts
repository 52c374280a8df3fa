// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../facts/facts.ts';
import { consoleKeymap } from '../request/console-keymap.ts';
import { imageReference, splitReference, type ImageReference } from '../request/image-reference.ts';
import type { Request } from '../request/request.ts';

/** The request with every gap filled: defaults are a function of facts, kept apart from what the person set. */
export interface Settings {
  readonly source: ImageReference | null;
  readonly digest: string | null;
  readonly track: ImageReference | null;
  readonly hostname: string;
  readonly locale: string;
  readonly keyboard: { readonly layout: string; readonly variant: string | null };
  /** Console keymap of the boot prompt; null when none is known for the layout. */
  readonly keymap: string | null;
  readonly timezone: string;
  readonly kernelArguments: readonly string[];
  /** The root's file system was asked for, not left to the image. */
  readonly asksRootFileSystem: boolean;
  /** Encryption by the installer, before bootc is called. */
  readonly encrypted: boolean;
  readonly after: 'reboot' | 'poweroff' | 'stay';
}

/** Where the image comes from: what was asked for, else the one on the live medium. */
export function imageSource(facts: Pick<Facts, 'live'>, request: Request): ImageReference | null {
  if (request.image?.source !== undefined) return request.image.source;
  const embedded = facts.live?.embeddedImage ?? null;
  return embedded === null ? null : imageReference.parse(`oci:${embedded}`);
}

/** What updates follow: what was asked for, else a source that is a registry. */
export function updateReference(source: ImageReference | null, request: Request): ImageReference | null {
  if (request.image?.track !== undefined) return request.image.track;
  return source !== null && splitReference(source).transport === 'registry' ? source : null;
}

/** Fills every gap of a request. */
export function settle(facts: Facts, request: Request): Settings {
  const source = imageSource(facts, request);
  const layout = request.keyboard?.layout ?? 'us';
  const variant = request.keyboard?.variant ?? null;
  return {
    source,
    digest: request.image?.digest ?? null,
    track: updateReference(source, request),
    hostname: request.hostname ?? 'particleos',
    locale: request.locale ?? 'C.UTF-8',
    keyboard: { layout, variant },
    keymap: request.keyboard?.keymap ?? consoleKeymap(layout, variant),
    timezone: request.timezone ?? 'Etc/UTC',
    kernelArguments: request.kernelArguments ?? [],
    asksRootFileSystem: request.rootFileSystem !== undefined,
    encrypted: request.encryption !== undefined,
    after: request.after ?? 'stay',
  };
}
