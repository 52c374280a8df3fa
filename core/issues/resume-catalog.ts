// SPDX-License-Identifier: Apache-2.0

/** English words for installs that did not end: putting a table back, and going on; see catalog.ts for the form. */
export const resumeCatalog = {
  'undo-table-nothing': [
    'There is no partition table to put back: {why}.',
    'Name another run with --log; `ls /var/log/particleos-installer` lists them.',
  ],
  'undo-table-formatted': [
    'The partition table of {disk} cannot be put back: the disk was formatted since.',
    'What was on it is lost. Install again, or start from a backup of it.',
  ],
  'undo-table-differs': [
    'The old partition table of {disk} was written, but reads differently now.',
    'Do not start from the disk; the table as it was is in the log, for `sfdisk` to read.',
  ],
  'resume-nothing': [
    'No install that could go on was found on a disk of this machine.',
    'Install from the beginning.',
  ],
  'resume-several': [
    'Installs were begun on several disks: {found}.',
    'Name one of them, by the node of its disk.',
  ],
  'resume-no-request': [
    'The journal on {disk} does not hold what was asked for.',
    'Give the same answer file again.',
  ],
  'resume-changed': [
    'What would be installed on {disk} now is not what was begun: {what}.',
    'Start over, with the answer file.',
  ],
} as const satisfies Record<string, readonly [sentence: string, advice: string]>;
