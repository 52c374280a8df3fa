// SPDX-License-Identifier: Apache-2.0
import type { FoundSystem } from './storage-facts.ts';

/** An operating system as people call it: "Windows 11", "Debian GNU/Linux 13 (trixie), 2 deployments". */
export function systemInWords({ name, stateroots }: Pick<FoundSystem, 'name' | 'stateroots'>): string {
  const count = stateroots.reduce((sum, { deployments }) => sum + deployments.length, 0);
  return count < 2 ? name : `${name}, ${count} deployments`;
}

/** With its version where the name does not say it, and where it is: "Windows 11, version 10.0.22631.1: on sda3, starts from sda1". */
export function systemWithPlace(system: FoundSystem): string {
  const { name, version, partitions, esp } = system;
  const known = version === null || name.includes(version) ? '' : `, version ${version}`;
  const start = esp === null ? '' : `, starts from ${esp}`;
  return `${systemInWords(system)}${known}: on ${partitions.join(', ')}${start}`;
}
