// SPDX-License-Identifier: Apache-2.0

/** A directory below /usr/lib/modules with a vmlinuz in it. */
export interface FoundKernel {
  readonly name: string;
  /** Whether initramfs.img stands beside it. */
  readonly initramfs: boolean;
}

/** Why ostree-prepare-root(1) could not boot a tree with these kernels; null when it can: one, with its initramfs. */
export function kernelProblem(kernels: readonly FoundKernel[]): string | null {
  const [kernel, second] = kernels;
  if (kernel === undefined) return 'there is no kernel in /usr/lib/modules';
  if (second !== undefined) return `there are several kernels: ${kernels.map(({ name }) => name).join(', ')}`;
  return kernel.initramfs ? null : `kernel ${kernel.name} has no initramfs.img`;
}
