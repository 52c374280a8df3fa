// SPDX-License-Identifier: Apache-2.0
import { splitReference, type ImageReference } from './image-reference.ts';

/**
 * "HOST[:PORT]/NAME" of a registry reference, expanded as containers/image does (docker/reference, normalize.go), because
 * policies and signatures name repositories in that form; null for other transports.
 */
export function repositoryOf(reference: ImageReference): string | null {
  const { transport, name } = splitReference(reference);
  if (transport !== 'registry') return null;
  return expandRepository(name);
}

/** The same for a name without transport, with or without tag and digest. */
export function expandRepository(name: string): string {
  // A colon before the last slash belongs to the port, after it to the tag.
  const bare = name.replace(/@sha256:[0-9a-f]+$/, '').replace(/:[^:/]*$/, '');
  const [first = '', ...rest] = bare.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = isHost ? first.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io';
  const path = isHost ? rest : [first, ...rest];
  return [host, ...(host === 'docker.io' && path.length === 1 ? ['library'] : []), ...path].join('/');
}
