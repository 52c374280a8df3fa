// SPDX-License-Identifier: Apache-2.0
import type { NetworkState } from '../../../core/contract/network-state.ts';
import type { Facts } from '../../../core/facts/facts.ts';
import type { MessageKey } from '../../i18n/en.ts';
import type { IconName } from '../../ui/Icon.tsx';

/** One thing that an install needs, whether it is there, and what to do when not. */
export interface Requirement {
  readonly id: 'memory' | 'disk' | 'power' | 'network' | 'firmware';
  readonly icon: IconName;
  readonly title: MessageKey;
  readonly state: 'ok' | 'warning' | 'error';
  readonly text: MessageKey;
  readonly values?: Readonly<Record<string, number>>;
  /** Values that are sizes in bytes, to be written in the person's language. */
  readonly sizes?: Readonly<Record<string, number>>;
}

/** The live system and the installer beside it do not swap above this (core/plan/make-plan.ts warns below 768 MiB). */
const GOOD_MEMORY_BYTES = 2 * 1024 ** 3;

function memory({ memoryBytes }: Facts): Requirement {
  // A machine of 2 GiB reports a little less: firmware and kernel keep some for themselves.
  const isGood = memoryBytes >= GOOD_MEMORY_BYTES * 0.9;
  const base = { id: 'memory', icon: 'memory', title: 'welcome.memory' } as const;
  if (isGood) return { ...base, state: 'ok', text: 'app.ok', sizes: { found: memoryBytes } };
  const sizes = { found: memoryBytes, needed: GOOD_MEMORY_BYTES };
  return { ...base, state: 'warning', text: 'welcome.memory.low', sizes };
}

function disk({ disks }: Facts): Requirement {
  const count = disks.filter(({ unsuitable }) => unsuitable === null).length;
  const base = { id: 'disk', icon: 'disk', title: 'welcome.disk' } as const;
  if (count === 0) return { ...base, state: 'error', text: 'welcome.disk.none' };
  return { ...base, state: 'ok', text: 'welcome.disk.count', values: { count } };
}

function power({ onBattery }: Facts): Requirement {
  const base = { id: 'power', icon: 'power', title: 'welcome.power' } as const;
  if (onBattery === null) return { ...base, state: 'ok', text: 'welcome.power.unknown' };
  return onBattery
    ? { ...base, state: 'warning', text: 'welcome.power.battery' }
    : { ...base, state: 'ok', text: 'welcome.power.mains' };
}

function connection(network: NetworkState): Requirement {
  const base = { id: 'network', icon: 'network', title: 'welcome.network' } as const;
  const isOn = network.devices.some(({ state }) => state === 'connected');
  return isOn
    ? { ...base, state: 'ok', text: 'welcome.network.on' }
    : { ...base, state: 'warning', text: 'welcome.network.off' };
}

function firmware(facts: Facts): Requirement {
  const base = { id: 'firmware', icon: 'firmware', title: 'welcome.firmware' } as const;
  if (facts.firmware === null) return { ...base, state: 'warning', text: 'welcome.firmware.unknown' };
  if (facts.firmware.kind === 'bios') return { ...base, state: 'ok', text: 'welcome.firmware.bios' };
  const text = facts.firmware.secureBoot === true ? 'welcome.firmware.secure' : 'welcome.firmware.uefi';
  return { ...base, state: 'ok', text };
}

/** What is known of the machine so far, in the order of the page. */
export function requirementsOf(facts: Facts | null, network: NetworkState | null): Requirement[] {
  return [
    ...(facts === null ? [] : [memory(facts), disk(facts), power(facts)]),
    ...(network === null || !network.managed ? [] : [connection(network)]),
    ...(facts === null ? [] : [firmware(facts)]),
  ];
}
