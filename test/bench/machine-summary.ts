// SPDX-License-Identifier: Apache-2.0
import { cpu, mem, osInfo } from 'systeminformation';

const GIB = 1024 ** 3;

/** The machine that figures were measured on, for who compares them: processor, cores, memory, kernel. Asked as any user. */
export async function machineSummary(): Promise<string> {
  const [{ brand, manufacturer, cores, virtualization }, { total, available }, { distro, release, kernel }] =
    await Promise.all([cpu(), mem(), osInfo()]);
  const memory = `${(total / GIB).toFixed(1)} GiB, ${(available / GIB).toFixed(1)} of them free`;
  const machine = `${manufacturer} ${brand}`.trim();
  const kvm = virtualization ? 'with' : 'without';
  return `${machine}, ${cores} cores ${kvm} virtualization; ${memory}; ${distro} ${release}, Linux ${kernel}`;
}
