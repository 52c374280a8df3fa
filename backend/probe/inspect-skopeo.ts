// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ImageFacts } from '../../core/facts/facts.ts';
import { pinnedReference, skopeoReference, splitReference } from '../../core/request/image-reference.ts';
import { CommandError, type Runner } from '../runner/command.ts';
import type { InspectOptions } from './image.ts';
import { damaged } from './image-error.ts';
import { imageFactsFrom } from './image-facts.ts';
import { pickArchitecture } from './inspect-oci.ts';
import { configSchema, indexSchema, isIndex, manifestSchema, parseJson, parsePart } from './oci-manifest.ts';
import { imageErrorOf } from './skopeo-errors.ts';

/** For each of the two or three questions; a slow mobile network answers within seconds. */
const SKOPEO_TIMEOUT_MS = 45_000;

/**
 * Looks into an image of a registry or of containers-storage by skopeo, reading the raw bytes so that manifest
 * and config are checked against their digests here. Throws IssueError; CommandError when cancelled.
 */
export async function inspectBySkopeo(
  runner: Runner,
  options: InspectOptions,
  architecture: string,
  signal?: AbortSignal,
): Promise<ImageFacts> {
  const { source } = options;
  const ask = async (what: readonly string[], reference: string): Promise<string> => {
    const flags = [
      ...(options.authFile === undefined ? [] : ['--authfile', options.authFile]),
      ...(options.certDir === undefined ? [] : ['--cert-dir', options.certDir]),
    ];
    const { proxy } = options;
    const spec = {
      argv: ['skopeo', 'inspect', '--raw', ...what, ...flags, reference] as const,
      timeoutMs: SKOPEO_TIMEOUT_MS,
      // Go's net/http reads these; skopeo has no option for a proxy.
      ...(proxy === undefined ? {} : { env: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } }),
    };
    try {
      return (await runner.run(spec, signal)).stdout;
    } catch (error) {
      if (!(error instanceof CommandError) || error.reason === 'cancelled') throw error;
      throw imageErrorOf(error, source);
    }
  };

  const reference = skopeoReference(source);
  let text = await ask([], reference);
  let digest = sha256(text);
  const indexDigests: string[] = [];
  // From here on by digest, so that a tag moved meanwhile cannot mix two images.
  if (splitReference(source).transport === 'registry' && isIndex(parseJson(text, 'the manifest'))) {
    const chosen = pickArchitecture(parsePart(indexSchema, text, 'the image index').manifests, architecture);
    indexDigests.push(digest);
    digest = chosen.digest;
    text = await ask([], pinnedReference(source, digest));
    if (sha256(text) !== digest) throw damaged(`the manifest is not ${digest}`);
  }
  const manifest = parsePart(manifestSchema, text, 'the manifest');
  const config = await ask(['--config'], pinnedReference(source, digest));
  if (sha256(config) !== manifest.config.digest) throw damaged(`the config is not ${manifest.config.digest}`);
  return imageFactsFrom(
    source,
    { digest, indexDigests },
    manifest,
    parsePart(configSchema, config, 'the config'),
  );
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
