// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../api/call.ts';

/** The recovery key that the run made; null: there is none, or somebody has it. */
export function useRecoveryKey(): { recoveryKey: string | null; acknowledge: () => void } {
  const [recoveryKey, setRecoveryKey] = useState<string | null>(null);
  useEffect(() => {
    call('recoveryKey', {}).then(
      ({ key }) => setRecoveryKey(key),
      // `leave` refuses while there is one: nobody restarts without it.
      () => null,
    );
  }, []);
  const acknowledge = useCallback(() => {
    call('recoveryKey', { acknowledge: true }).then(
      () => setRecoveryKey(null),
      () => null,
    );
  }, []);
  return { recoveryKey, acknowledge };
}
