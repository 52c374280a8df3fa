// SPDX-License-Identifier: Apache-2.0
import { RECOVERY_KEY } from '../../../core/plan/storage/encryption.ts';
import type { Service } from '../service.ts';
import type { VerbHandlers } from '../verb-handlers.ts';

/** `recoveryKey`: shows it until it is acknowledged. A face may crash before; a run is asked for it once only. */
export function recoveryKeyHandler({ made, runs }: Service): VerbHandlers['recoveryKey'] {
  return async ({ acknowledge }) => {
    if (acknowledge === true) await runs.acknowledge();
    return { key: made.get(RECOVERY_KEY) ?? null };
  };
}
