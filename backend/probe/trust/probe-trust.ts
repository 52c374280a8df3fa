// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import type { TrustFacts } from '../../../core/facts/trust-facts.ts';
import { IssueError } from '../../../core/issues/issue-error.ts';
import { errorIssue } from '../../../core/issues/issue.ts';
import { keyPolicy } from '../../../core/policy/key-policy.ts';
import { registriesFile } from '../../../core/policy/registries-file.ts';
import { splitReference, type ImageReference } from '../../../core/request/image-reference.ts';
import { repositoryOf } from '../../../core/request/repository-of.ts';
import type { SignatureRequest } from '../../../core/request/request.ts';
import { CommandError, type Runner } from '../../runner/command.ts';
import type { InspectOptions } from '../image.ts';
import { splitOciName } from '../inspect-oci.ts';
import { openOciStore } from '../oci-store.ts';
import { complaintAbout } from './ask-skopeo.ts';
import { judgeImage } from './judge-image.ts';
import { claimedRepositories, layoutSignatures, signatureTag } from './layout-signatures.ts';
import { readPolicy } from './read-policy.ts';
import { readPublicKey } from './read-public-key.ts';

export interface TrustOptions extends InspectOptions {
  readonly signature: SignatureRequest;
  /** What updates will follow. */
  readonly track: ImageReference | null;
  /** Null: it could not be looked into; the files are read all the same. */
  readonly image: ImageFacts | null;
}

/** The name a local image must be signed under when none is followed: the one its signatures claim, if they agree. */
async function claimedIdentity({ source, image }: TrustOptions): Promise<string> {
  const { transport, name } = splitReference(source);
  const path = ['image', 'signature', 'publicKey'];
  if (image === null) return 'unknown.invalid/image';
  if (transport === 'containers-storage')
    throw new IssueError(errorIssue('signature-transport', path, { source, transport: `${transport}:` }));
  const store = await openOciStore(splitOciName(name).path);
  const claimed = claimedRepositories(await layoutSignatures(store, image.digest));
  const [only] = claimed;
  const { digest } = image;
  if (only === undefined) {
    const tag = signatureTag(digest);
    throw new IssueError(errorIssue('signature-missing', path, { source, digest, tag }));
  }
  if (claimed.length === 1) return only;
  const message = `its signatures name ${claimed.join(', ')}`;
  throw new IssueError(errorIssue('signature-identity', path, { source, message }));
}

/** The repositories that the image and its updates come from. */
function repositoriesOf({ source, track }: TrustOptions): string[] {
  const found = [track, source].map((reference) => (reference === null ? null : repositoryOf(reference)));
  return [...new Set(found.filter((repository) => repository !== null))];
}

async function readKey(
  options: TrustOptions,
  file: string,
): Promise<{ policy: string; fingerprint: string }> {
  const { data, fingerprint } = await readPublicKey(file);
  const repositories = repositoriesOf(options);
  const identity = repositories[0] ?? (await claimedIdentity(options));
  const policy = `${JSON.stringify(keyPolicy({ keyData: data, repositories, identity }), null, 2)}\n`;
  return { policy, fingerprint };
}

/** A policy is used as it is, so containers/image must be able to read it as it is. */
async function readOwnPolicy(runner: Runner, file: string, signal?: AbortSignal): Promise<string> {
  const policy = await readPolicy(file);
  const scratch = await mkdtemp(join(tmpdir(), 'particleos-policy-'));
  const path = ['image', 'signature', 'policy'];
  try {
    const message = await complaintAbout(runner, file, scratch, signal);
    if (message !== null) throw new IssueError(errorIssue('policy-malformed', path, { file, message }));
    return policy;
  } catch (error) {
    if (!(error instanceof CommandError) || error.reason === 'cancelled') throw error;
    const message = error.reason === 'not-found' ? 'there is no skopeo' : error.message;
    throw new IssueError(errorIssue('signature-unchecked', path, { source: file, message }), {
      cause: error,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Reads the key or policy that was asked for and holds the image to it. Never throws for what is wrong with either: that
 * is the `refusal`. Rejects only when cancelled, or on a bug.
 */
export async function probeTrust(
  runner: Runner,
  options: TrustOptions,
  signal?: AbortSignal,
): Promise<TrustFacts> {
  const { signature, source, image, authFile, certDir, proxy } = options;
  const by = 'publicKey' in signature ? 'publicKey' : 'policy';
  const file = 'publicKey' in signature ? signature.publicKey : signature.policy;
  let fingerprint: string | null = null;
  let files: TrustFacts['files'] = null;
  const facts = (verified: boolean, refusal: TrustFacts['refusal']): TrustFacts => ({
    by,
    file,
    fingerprint,
    verified,
    refusal,
    files,
  });
  try {
    let policy: string;
    if (by === 'publicKey') ({ policy, fingerprint } = await readKey(options, file));
    else policy = await readOwnPolicy(runner, file, signal);
    const registries = registriesFile(repositoriesOf(options));
    files = { policy, registries };
    if (image === null) return facts(false, null);
    const access = { authFile, certDir, proxy };
    const path = ['image', 'signature', by];
    const question = { source, image, access, policy, registries, path };
    const { verified } = await judgeImage(runner, question, signal);
    return facts(verified, null);
  } catch (error) {
    if (error instanceof IssueError) return facts(false, error.issue);
    throw error;
  }
}
