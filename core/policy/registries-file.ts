// SPDX-License-Identifier: Apache-2.0

/**
 * containers-registries.d(5): sigstore signatures are only looked for where this says so. Only the repositories are named:
 * a second "default-docker" beside the image's own would be an error. Names are quoted as JSON, which YAML reads too.
 */
export function registriesFile(repositories: readonly string[]): string {
  const scopes = repositories.map(
    (repository) => `  ${JSON.stringify(repository)}:\n    use-sigstore-attachments: true\n`,
  );
  return `# Written by the ParticleOS installer.\n${scopes.length === 0 ? '{}\n' : `docker:\n${scopes.join('')}`}`;
}
