// SPDX-License-Identifier: Apache-2.0
import type { Policy, Requirement } from './policy.ts';

/**
 * The policy of one public key: an image of the repositories must be signed by it under the repository's own name, a
 * copy in a directory (`dir:`) under `identity`, and nothing else is accepted. cosign signs without a tag, so
 * only the repository is compared (containers-policy.json(5), matchRepository). `keyData` is the PEM file in base64.
 */
export function keyPolicy(options: {
  readonly keyData: string;
  /** "HOST[:PORT]/NAME", expanded. */
  readonly repositories: readonly string[];
  readonly identity: string;
}): Policy {
  const signed = (signedIdentity: object): Requirement[] => [
    { type: 'sigstoreSigned', keyData: options.keyData, signedIdentity },
  ];
  const docker = options.repositories.map((repository) => [repository, signed({ type: 'matchRepository' })]);
  return {
    default: [{ type: 'reject' }],
    transports: {
      ...(docker.length === 0 ? {} : { docker: Object.fromEntries(docker) as Record<string, Requirement[]> }),
      dir: { '': signed({ type: 'exactRepository', dockerRepository: options.identity }) },
    },
  };
}
