// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What a deployment of bootc follows. */
export interface BootcOrigin {
  /** containers-transports(5), "registry" for docker://. */
  readonly transport: string;
  readonly name: string;
  /** Whether updates are held to the signature policy of the system (ostree-ext, SignatureSource). */
  readonly verified: boolean;
  /** Manifest that was installed; only composefs, only since bootc 1.16. */
  readonly digest: string | null;
}

/** Value of a key in a group; null: not there. bootc's ini has spaces round "=", ostree's GKeyFile has none. */
export function iniValue(text: string, group: string, key: string): string | null {
  let at = '';
  for (const line of text.split('\n')) {
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) at = header;
    const [, name, value] = /^([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (at === group && name === key) return value ?? null;
  }
  return null;
}

/** Takes "docker://NAME" or "TRANSPORT:NAME" apart. */
function parseImage(text: string): Pick<BootcOrigin, 'transport' | 'name'> | null {
  if (text.startsWith('docker://')) return { transport: 'registry', name: text.slice('docker://'.length) };
  const [, transport, name] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  return transport === undefined || name === undefined ? null : { transport, name };
}

/** Takes the container-image-reference of ostree-ext apart; null when it is none. */
export function parseContainerReference(text: string): Omit<BootcOrigin, 'digest'> | null {
  const [, scheme, rest] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  const forms: Readonly<Record<string, readonly [verified: boolean, image: string]>> = {
    'ostree-unverified-image': [false, rest ?? ''],
    'ostree-unverified-registry': [false, `registry:${rest}`],
    'ostree-image-signed': [true, rest ?? ''],
    // The name of an ostree remote comes first.
    'ostree-remote-image': [true, rest?.replace(/^[^:]+:/, '') ?? ''],
    'ostree-remote-registry': [true, `registry:${rest?.replace(/^[^:]+:/, '')}`],
  };
  const [verified, image] = forms[scheme ?? ''] ?? [false, ''];
  const parsed = parseImage(image);
  return parsed === null ? null : { ...parsed, verified };
}

/**
 * Reads the origin of a deployment: state/deploy/ID/ID.origin of the composefs backend, or
 * ostree/deploy/STATEROOT/deploy/ID.origin of the ostree backend. Null when it names no image.
 */
export function parseBootcOrigin(text: string): BootcOrigin | null {
  const parsed = parseContainerReference(iniValue(text, 'origin', 'container-image-reference') ?? '');
  return parsed === null ? null : { ...parsed, digest: iniValue(text, 'image', 'manifest_digest') };
}

/** .bootc-aleph.json in the physical root: only the ostree backend writes it; digest and target-image since bootc 1.15. */
const alephSchema = z.looseObject({
  image: z.string().optional(),
  digest: z.string().optional(),
  'target-image': z.string().optional(),
});
export type BootcAleph = z.infer<typeof alephSchema>;

/** Reads .bootc-aleph.json; null when it is no such file. */
export function parseBootcAleph(text: string): BootcAleph | null {
  try {
    return alephSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
