// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue, type Issue } from '../../../core/issues/issue.ts';
import { policySchema, type Policy } from '../../../core/policy/policy.ts';
import { acceptsAnything, requirementsFor } from '../../../core/policy/requirements-for.ts';
import {
  pinnedReference,
  splitReference,
  type ImageReference,
} from '../../../core/request/image-reference.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import type { InspectOptions } from '../image.ts';
import { splitOciName } from '../inspect-oci.ts';
import { openOciStore } from '../oci-store.ts';
import { askSkopeo } from './ask-skopeo.ts';
import { layoutSignatures } from './layout-signatures.ts';
import { policyError } from './policy-error.ts';
import { stageSigned } from './stage-signed.ts';

/** An image, and the policy it is to be held to. */
export interface TrustQuestion {
  readonly source: ImageReference;
  readonly image: Pick<ImageFacts, 'digest' | 'layers'>;
  readonly access: Omit<InspectOptions, 'source'>;
  /** containers-policy.json(5). */
  readonly policy: string;
  /** containers-registries.d(5): the one file, or a directory that is there. */
  readonly registries: string | { readonly directory: string };
  /** Where issues point in the request. */
  readonly path: Issue['path'];
}

/** No image in files carries a signature that skopeo finds, but a directory it is staged to does, if the policy asks. */
function asksOfDirectories(policy: Policy, directory: string): boolean {
  const isNamed = policy.transports?.['dir'] !== undefined;
  return isNamed && !acceptsAnything(requirementsFor(policy, 'dir', directory));
}

/** What a policy that knows no signatures beside a layout says of it: that needs no skopeo. */
async function judgeUnsigned(question: TrustQuestion, policy: Policy): Promise<{ verified: boolean }> {
  const { source, path, image } = question;
  const { transport, name } = splitReference(source);
  const known = transport === 'registry' ? 'docker' : transport;
  const { path: file, tag } = splitOciName(name);
  // Scopes are paths without links (containers-policy.json(5)).
  const real = await realpath(file).catch(() => file);
  const wanted = requirementsFor(policy, known, tag === null ? real : `${real}:${tag}`);
  if (acceptsAnything(wanted)) return { verified: false };
  const params = { source, transport: `${transport}:`, digest: image.digest };
  throw new IssueError(errorIssue('signature-transport', path, params));
}

async function inScratch<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'particleos-trust-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function registriesIn(scratch: string, registries: TrustQuestion['registries']): Promise<string> {
  if (typeof registries !== 'string') return registries.directory;
  const directory = join(scratch, 'registries.d');
  await mkdir(directory);
  await writeFile(join(directory, 'particleos.yaml'), registries);
  return directory;
}

/** The reference to judge in skopeo's words; null when the policy can find no signature there. */
async function referenceFor(
  { source, image }: TrustQuestion,
  policy: Policy,
  scratch: string,
): Promise<{ reference: string; asked: 'docker' | 'dir'; name: string } | null> {
  const { transport, name } = splitReference(source);
  if (transport === 'registry')
    return { reference: pinnedReference(source, image.digest), asked: 'docker', name };
  const directory = join(await realpath(scratch), 'signed');
  if (transport === 'containers-storage' || !asksOfDirectories(policy, directory)) return null;
  const store = await openOciStore(splitOciName(name).path);
  await stageSigned(store, image.digest, await layoutSignatures(store, image.digest), directory);
  return { reference: `dir:${directory}`, asked: 'dir', name: directory };
}

/**
 * Holds an image to a policy; nothing but manifest, config and signatures is read. `verified` is whether a signature was
 * asked for: a policy that accepts anything vouches for nothing. Throws an IssueError when the image is not accepted, or
 * could not be judged.
 */
export async function judgeImage(
  runner: Runner,
  question: TrustQuestion,
  signal?: AbortSignal,
): Promise<{ verified: boolean }> {
  const policy = policySchema.parse(JSON.parse(question.policy));
  const { source, image, registries, access, path } = question;
  return inScratch(async (scratch) => {
    const found = await referenceFor(question, policy, scratch);
    if (found === null) return judgeUnsigned(question, policy);
    const policyFile = join(scratch, 'policy.json');
    await writeFile(policyFile, question.policy);
    const registriesDirectory = await registriesIn(scratch, registries);
    const layers = image.layers.map(({ digest }) => digest);
    const { reference } = found;
    try {
      await askSkopeo(
        runner,
        { reference, layers, policyFile, registriesDirectory, access },
        scratch,
        signal,
      );
    } catch (error) {
      if (!(error instanceof CommandError) || error.reason === 'cancelled') throw error;
      throw policyError(error, { source, digest: image.digest, path });
    }
    return { verified: !acceptsAnything(requirementsFor(policy, found.asked, found.name)) };
  });
}
