// SPDX-License-Identifier: Apache-2.0

/** The pages of the wizard in their order, and the English heading of each. */
export const headings = {
  welcome: 'Welcome',
  keyboard: 'Keyboard',
  network: 'Network',
  image: 'System',
  disk: 'Disk',
  layout: 'Layout',
  encryption: 'Encryption',
  user: 'Account',
  place: 'Region',
  review: 'Review',
} as const;

export type PageId = keyof typeof headings;
export const allPageIds = Object.keys(headings) as PageId[];
