// SPDX-License-Identifier: Apache-2.0
import { machine } from 'node:os';
import { join } from 'node:path';
import { readIfThere } from './read-if-there.ts';

/** uname -m to GOARCH, the words of an OCI image's platform (image-spec, config.md). */
const ociNames: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  i686: '386',
  ppc64le: 'ppc64le',
  riscv64: 'riscv64',
  s390x: 's390x',
  loongarch64: 'loong64',
};

/** OCI name of this machine's architecture; the kernel's, not that of the node binary. */
export function machineArchitecture(): string {
  return ociNames[machine()] ?? machine();
}

/** Memory the kernel manages, in bytes (proc_meminfo(5), MemTotal; "kB" there means 1024 bytes). */
export async function readMemoryBytes(root: string): Promise<number> {
  const text = await readIfThere(join(root, 'proc/meminfo'));
  const kibibytes = /^MemTotal:\s+(\d+) kB$/m.exec(text ?? '')?.[1];
  if (kibibytes === undefined) throw new Error('/proc/meminfo has no MemTotal');
  return Number(kibibytes) * 1024;
}
