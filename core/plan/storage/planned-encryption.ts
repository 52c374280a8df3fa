// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../../facts/facts.ts';
import type { Request } from '../../request/request.ts';
import type { Plan } from '../plan.ts';
import { encryptedVolumes } from './encrypt-layout.ts';
import { passphraseMemoryBytes, unlockWays, type PlannedEncryption } from './encryption.ts';
import { keptWays, type KeptEncryption } from './kept-encryption.ts';
import type { Layout } from './layout.ts';

/** How the volumes of a layout are encrypted; null when nothing is. */
export function plannedEncryption(
  facts: Pick<Facts, 'memoryBytes'>,
  { encryption, swap }: Pick<Request, 'encryption' | 'swap'>,
  layout: Layout,
): PlannedEncryption | null {
  if (encryption === undefined) return null;
  const memoryBytes = passphraseMemoryBytes(facts);
  return { kind: 'new', request: encryption, memoryBytes, volumes: encryptedVolumes(layout, { swap }) };
}

/** What a plan says of it. */
export function encryptionOf(
  planned: PlannedEncryption | KeptEncryption | null,
): Pick<Plan, 'encryption' | 'recoveryKey'> {
  if (planned === null) return {};
  if (planned.kind === 'kept')
    return {
      encryption: { kind: 'luks2', memoryBytes: null, ways: keptWays(planned), volumes: [planned.root] },
    };
  const { request, memoryBytes, volumes } = planned;
  const { kind, recoveryKey } = request;
  return {
    encryption: { kind, memoryBytes, ways: unlockWays(request), volumes: [...volumes] },
    ...(recoveryKey === undefined ? {} : { recoveryKey: 'show' in recoveryKey ? 'shown' : 'stick' }),
  };
}
