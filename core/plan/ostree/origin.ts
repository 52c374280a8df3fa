// SPDX-License-Identifier: Apache-2.0

/** What a deployment was made from and what it follows. */
export interface Origin {
  /** What updates come from; null: nothing was named. */
  readonly image: string | null;
  /** What it was installed from. */
  readonly source: string;
  readonly digest: string;
}

/**
 * ostree's name of a container image origin (ostree-ext's OstreeImageReference): readable for bootc and rpm-ostree too.
 * "signed" makes them insist on a policy that asks for signatures.
 */
function containerReference(image: string, signed: boolean): string {
  return `${signed ? 'ostree-image-signed' : 'ostree-unverified-image'}:${image.replace(/^registry:/, 'docker://')}`;
}

/** The origin file of a deployment, a GKeyFile (ostree-admin-deploy(1), --origin-file). */
export function originFile(origin: Origin, signed = false): string {
  const followed = origin.image ?? origin.source;
  return [
    '[origin]',
    `container-image-reference=${containerReference(followed, signed)}`,
    '',
    '[particleos]',
    ...(origin.image === null ? [] : [`image=${origin.image}`]),
    `source=${origin.source}`,
    `digest=${origin.digest}`,
    '',
  ].join('\n');
}

/** Reads the [particleos] group of an origin file; null when it has none. */
export function parseOrigin(text: string): Origin | null {
  const lines = text.split('\n');
  const start = lines.indexOf('[particleos]');
  if (start < 0) return null;
  const values = new Map<string, string>();
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('[')) break;
    const at = line.indexOf('=');
    if (at > 0) values.set(line.slice(0, at), line.slice(at + 1));
  }
  const source = values.get('source');
  const digest = values.get('digest');
  if (source === undefined || digest === undefined) return null;
  return { image: values.get('image') ?? null, source, digest };
}
