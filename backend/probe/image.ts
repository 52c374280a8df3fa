// SPDX-License-Identifier: Apache-2.0
import type { ImageFacts } from '../../core/facts/facts.ts';
import { IssueError } from '../../core/issues/issue-error.ts';
import type { Issue } from '../../core/issues/issue.ts';
import { splitReference, type ImageReference } from '../../core/request/image-reference.ts';
import type { Runner } from '../runner/command.ts';
import { inspectContent } from './content/inspect-content.ts';
import { inspectOci, splitOciName } from './inspect-oci.ts';
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
    if (!inFile) return { ok: true, image: await inspectBySkopeo(runner, options, architecture, signal) };
    const image = await inspectOci(options.source, name, architecture);
    // Reading layers takes seconds to minutes: only bootc, whose failures come late, needs it, and only of an image
    // whose builder did not write down what is in it.
    if (!image.bootc || image.content !== null) return { ok: true, image };
    const content = await inspectContent(splitOciName(name).path, image, signal);
    return { ok: true, image: { ...image, content } };
  } catch (error) {
    if (error instanceof IssueError) return { ok: false, issue: error.issue };
    throw error;
  }
}
