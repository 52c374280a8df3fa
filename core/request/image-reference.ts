// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** Transports in the words of containers-transports(5); "registry" is skopeo's docker://, as bootc names it. */
export const transports = ['oci', 'oci-archive', 'registry', 'containers-storage'] as const;
export type Transport = (typeof transports)[number];

/** "transport:reference", e.g. "registry:registry.example.org/particleos/corona:stable"; made by this parser only. */
export const imageReference = z
  .string()
  .regex(
    /^((oci|oci-archive):\/[^\s\p{Cc}]+|(registry|containers-storage):[a-z0-9][^\s\p{Cc}]*)$/u,
    'like "registry:HOST/NAME:TAG", "oci:/DIRECTORY", "oci-archive:/FILE" or "containers-storage:NAME"',
  )
  .brand<'ImageReference'>();
export type ImageReference = z.infer<typeof imageReference>;

/** The two parts of a reference. */
export function splitReference(reference: ImageReference): { transport: Transport; name: string } {
  const at = reference.indexOf(':');
  return { transport: reference.slice(0, at) as Transport, name: reference.slice(at + 1) };
}

/** The reference in skopeo's words (containers-transports(5)); oci: paths gain the tag to read. */
export function skopeoReference(reference: ImageReference): string {
  const { transport, name } = splitReference(reference);
  return transport === 'registry' ? `docker://${name}` : `${transport}:${name}`;
}
