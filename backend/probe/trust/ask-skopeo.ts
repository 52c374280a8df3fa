// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommandError, type Runner } from '../../runner/command.ts';
import type { InspectOptions } from '../image.ts';
import { lastWords } from '../skopeo-errors.ts';

/** A question to skopeo's policy engine. */
export interface PolicyQuestion {
  /** In skopeo's words, pinned where it can be. */
  readonly reference: string;
  /** Digests of the layers, which are not to be read. */
  readonly layers: readonly string[];
  readonly policyFile: string;
  /** containers-registries.d(5); it need not exist. */
  readonly registriesDirectory: string;
  readonly access: Omit<InspectOptions, 'source'>;
}

/** Manifests are at most 4 MiB (distribution-spec). No file that is larger can be written, so no layer is. */
const MOST_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/**
 * An OCI layout that pretends to have the layers: `skopeo copy` finds them there by name and size is not looked at
 * (containers/image, oci/layout, TryReusingBlob).
 */
async function hollowLayout(directory: string, layers: readonly string[]): Promise<void> {
  await mkdir(join(directory, 'blobs/sha256'), { recursive: true });
  for (const layer of new Set(layers)) await writeFile(join(directory, 'blobs', layer.replace(':', '/')), '');
}

/**
 * Lets skopeo judge an image by a policy without reading a layer: `copy` evaluates the policy before anything else of the
 * image (containers/image, copy/single.go), `inspect` never does. It only succeeds when the policy accepted.
 * Rejects with CommandError, whose words policyError explains. `scratch` is an empty directory.
 */
export async function askSkopeo(
  runner: Runner,
  question: PolicyQuestion,
  scratch: string,
  signal?: AbortSignal,
): Promise<void> {
  const { authFile, certDir, proxy } = question.access;
  const layout = join(scratch, 'hollow');
  await hollowLayout(layout, question.layers);
  const argv = [
    'prlimit',
    `--fsize=${MOST_BYTES}`,
    'skopeo',
    `--policy=${question.policyFile}`,
    `--registries.d=${question.registriesDirectory}`,
    'copy',
    '--quiet',
    // They were read for the policy; an OCI layout could not hold them.
    '--remove-signatures',
    ...(authFile === undefined ? [] : [`--src-authfile=${authFile}`]),
    ...(certDir === undefined ? [] : [`--src-cert-dir=${certDir}`]),
    question.reference,
    `oci:${layout}:judged`,
  ] as const;
  await runner.run(
    {
      argv,
      timeoutMs: TIMEOUT_MS,
      // Go's net/http reads these; skopeo has no option for a proxy.
      ...(proxy === undefined ? {} : { env: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } }),
    },
    signal,
  );
}

/**
 * Whether containers/image can read a policy: told from the error for an image that is not there, since no command just
 * reads it. Returns its complaint, or null.
 */
export async function complaintAbout(
  runner: Runner,
  policyFile: string,
  scratch: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const argv = [
    'skopeo',
    `--policy=${policyFile}`,
    'copy',
    `dir:${scratch}/no-image`,
    `dir:${scratch}/none`,
  ] as const;
  try {
    await runner.run({ argv, timeoutMs: TIMEOUT_MS }, signal);
    return null;
  } catch (error) {
    if (!(error instanceof CommandError) || error.reason !== 'exit') throw error;
    const words = /^Error loading trust policy: (?:invalid policy in "[^"]*": )?(.*)$/s;
    return words.exec(lastWords(error.result.stderr))?.[1] ?? null;
  }
}
