// SPDX-License-Identifier: Apache-2.0
import { findSticks } from '../sticks/find-sticks.ts';
import { readKeys } from '../sticks/read-keys.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `sshKeys`: public keys on the sticks that are plugged in; nothing stays mounted. */
export function sshKeysHandler({ options }: Service): VerbHandlers['sshKeys'] {
  return async () => {
    const keys: { from: string; key: string }[] = [];
    for (const stick of findSticks(await options.probe()))
      // A stick that cannot be read has no keys; another one may have.
      keys.push(...(await readKeys(options, stick).catch(() => [])));
    return { keys };
  };
}
