// SPDX-License-Identifier: Apache-2.0
import { expandRepository } from '../request/repository-of.ts';
import type { Policy, Requirement } from './policy.ts';

/** Transports in the policy's own words. */
export type PolicyTransport = 'docker' | 'dir' | 'oci' | 'oci-archive' | 'containers-storage';

/** "a/b/c", "a/b", "a": a name and what leads to it. */
function withParents(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/')).filter((scope) => scope !== '');
}

/** "*.b.example", "*.example" for a host "a.b.example:5000". */
function wildcards(host: string): string[] {
  const labels = host.replace(/:.*$/, '').split('.');
  return labels.slice(1).map((_, at) => `*.${labels.slice(at + 1).join('.')}`);
}

/** The scopes that can name an image, the most specific first (containers-policy.json(5)). */
function scopesOf(transport: PolicyTransport, name: string): string[] {
  if (transport === 'docker') {
    const repository = expandRepository(name);
    // Images are fetched by digest, so a scope with a tag never matches.
    return [...withParents(repository), ...wildcards(repository.split('/', 1)[0] ?? '')];
  }
  if (transport === 'containers-storage') return [];
  const [path = '', tag] = name.split(/:(.*)/);
  return [...(tag === undefined ? [] : [`${path}:${tag}`]), ...withParents(path)];
}

/**
 * What a policy asks of an image: only the most specific match counts. `name` is HOST/NAME of a registry, the path (with
 * or without tag) of a directory or archive. Says what a policy means; whether an image meets it is judged by skopeo.
 */
export function requirementsFor(
  policy: Policy,
  transport: PolicyTransport,
  name: string,
): readonly Requirement[] {
  const scopes = policy.transports?.[transport] ?? {};
  for (const scope of [...scopesOf(transport, name), '']) {
    if (Object.hasOwn(scopes, scope)) return scopes[scope] ?? [];
  }
  return policy.default;
}

/** Whether any image would do. */
export function acceptsAnything(requirements: readonly Requirement[]): boolean {
  return requirements.every(({ type }) => type === 'insecureAcceptAnything');
}

/** Whether no image would do. */
export function rejectsAll(requirements: readonly Requirement[]): boolean {
  return requirements.some(({ type }) => type === 'reject');
}
