// SPDX-License-Identifier: Apache-2.0
import { allPageIds, type PageId } from './page-ids.ts';

type Part = Readonly<Record<string, unknown>>;

/** A draft of someone who has come to a page: everything before it is answered. Serial: of the chosen disk. */
export function madeDraft(
  page: PageId,
  {
    serial = 'S64KNX0T512345',
    look = {},
    answers = {},
  }: { serial?: string; look?: Part; answers?: Readonly<Record<string, Part>> } = {},
): object {
  return {
    version: 1,
    look: { language: 'en', theme: 'auto', contrast: false, textPercent: 100, ...look },
    answers: {
      keyboard: { layout: null, variant: null },
      network: { byHand: [], proxy: '' },
      image: { choice: null, reference: '', track: '', authFile: null },
      disk: { disk: { serial } },
      layout: { rootFileSystem: null, layout: { kind: 'erase' } },
      encryption: { isOn: false, typedWith: null, tpm2: false, pin: false, fido2: false },
      user: {
        fullName: 'Ada Lovelace',
        name: null,
        hasPassword: false,
        sshKeys:
          'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGM1a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5a2V5 ada@laptop',
        hostname: null,
      },
      place: { zone: 'Europe/London', locale: null },
      ...answers,
    },
    page,
    passed: allPageIds.slice(0, allPageIds.indexOf(page)),
    leftRun: null,
  };
}
