// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What a probe may fail to read, in English; `{at}` is the disk, the partition, or several of them. */
export const unreadSubjects = {
  bootc: 'what bootc finds here',
  consoles: 'consoles',
  disks: 'disks',
  firmware: 'firmware',
  image: 'image',
  live: 'live medium',
  memory: 'memory',
  power: 'power supply',
  product: 'name of the machine',
  'secure-boot': 'state of Secure Boot',
  'security-keys': 'security keys',
  selinux: 'SELinux',
  tools: 'programs of this system',
  tpm: 'TPM',
  volumes: 'logical volumes',
  bitlocker: 'state of BitLocker on {at}',
  content: 'what is on {at}',
  rest: 'some of what is on {at}',
  room: 'how full {at} is',
  systems: 'operating systems and free room on {at}',
  table: 'partition table of {at}',
} as const;
export type UnreadSubject = keyof typeof unreadSubjects;

/** Why it was not read, where the probe itself knows, in English. */
export const unreadReasons = {
  'no-time': 'there was no time left for it',
  'no-answer': 'the disk does not answer',
  damaged: 'its first header or table is damaged',
  'needs-root': 'only root may look into it',
  variable: 'the firmware variable cannot be read',
} as const;
export type UnreadReason = keyof typeof unreadReasons;

export const unreadSchema = z.object({
  what: z.custom<UnreadSubject>((value) => typeof value === 'string' && value in unreadSubjects),
  /** Path of the device, or several with commas, where `what` has a place for it. */
  at: z.string().optional(),
  /** Absent where a program or the kernel was the one who said why. */
  why: z.custom<UnreadReason>((value) => typeof value === 'string' && value in unreadReasons).optional(),
  /** The words of who said why; English ones of `why`. */
  reason: z.string(),
});
/** What could not be read of a machine, and why: nothing is left out in silence. */
export type Unread = z.infer<typeof unreadSchema>;

/** An entry for what the probe itself knows the reason of. */
export function unreadBecause(why: UnreadReason, what: UnreadSubject, at?: string): Unread {
  return { what, ...(at === undefined ? {} : { at }), why, reason: unreadReasons[why] };
}

/** An entry as one line of English. */
export function unreadInWords({ what, at, reason }: Unread): string {
  return `${unreadSubjects[what].replace('{at}', () => at ?? '?')}: ${reason}`;
}

/** Puts entries in an order that only depends on what they say. */
export function sortUnread(entries: Unread[]): void {
  const key = ({ what, at = '' }: Unread): string => `${what} ${at}`;
  entries.sort((a, b) => key(a).localeCompare(key(b)));
}
