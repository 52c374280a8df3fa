// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { Runner } from '../runner/command.ts';
import { inspectOci } from './inspect-oci.ts';
import { inspectBySkopeo } from './inspect-skopeo.ts';
import { machineArchitecture } from './machine.ts';

export interface InspectOptions {
  readonly source: ImageReference;
  /** containers-auth.json(5). */
  readonly authFile?: string | undefined;
  /** containers-certs.d(5) directory with the registry's CA. */
  readonly certDir?: string | undefined;
  /** Proxy URL for the registry. */
  readonly proxy?: string | undefined;
  /** Read the layers although no label says that the image is for bootc. */
  readonly wantContent?: boolean;
  /** Read the layers for what the image logs people in with, unless its builder wrote that down. */
  readonly wantLogin?: boolean;
}

export type Inspected =
  | { readonly ok: true; readonly image: ImageFacts }
  | { readonly ok: false; readonly issue: Issue };

/**
 * Looks into an image without unpacking or pulling it. Files are read here, because skopeo would copy an
 * archive into memory first; registries and containers-storage are asked through skopeo.
 * Rejects only with CommandError when cancelled, or on a bug.
 */
export async function inspectImage(
  runner: Runner,
  options: InspectOptions,
  signal?: AbortSignal,
): Promise<Inspected> {
  const { transport, name } = splitReference(options.source);
  const architecture = machineArchitecture();
  const inFile = transport === 'oci' || transport === 'oci-archive';
  try {
    const image = inFile
      ? await inspectOci(options.source, name, architecture)
      : await inspectBySkopeo(runner, options, architecture, signal);
    // Reading layers takes seconds to minutes: only bootc, whose failures come late, needs it, and only of an image
    // whose builder did not write down what is in it.
    const wanted = image.content === null && (image.bootc || options.wantContent === true);
    const wantsLogin = image.content?.login === undefined && options.wantLogin === true;
    if (!(wanted || wantsLogin) || transport === 'registry') return { ok: true, image };
    return { ok: true, image: await withContent(image, transport, name, signal) };
  } catch (error) {
    if (error instanceof IssueError) return { ok: false, issue: error.issue };
    throw error;
  }
}

async function withContent(
  image: ImageFacts,
  transport: 'oci' | 'oci-archive' | 'containers-storage',
  name: string,
  signal: AbortSignal | undefined,
): Promise<ImageFacts> {
  // Loaded on demand: nobody else needs to read TOML and tar.
  const { inspectContent, layersAt } = await import('./content/inspect-content.ts');
  const found = await inspectContent(image.digest, () => layersAt(image, transport, name), signal);
  if (found === null) return image;
  return { ...image, content: found.content, installedBytes: image.installedBytes ?? found.unpackedBytes };
}
