// SPDX-License-Identifier: Apache-2.0
import type { Step } from '../step.ts';
import { literal } from '../template.ts';
import { luksUuidHole, RECOVERY_KEY, type PlannedEncryption } from './encryption.ts';

/** The label of the stick that the recovery key goes to; null: it is shown. */
function stickOf({ request }: PlannedEncryption): string | null {
  const { recoveryKey } = request;
  return recoveryKey !== undefined && 'stick' in recoveryKey ? recoveryKey.stick : null;
}

function action(
  planned: PlannedEncryption,
  step: Pick<Step, 'id' | 'phase' | 'title'>,
  params: object,
): Step[] {
  const stick = stickOf(planned);
  if (stick === null) return [];
  const disks = planned.volumes.flatMap(({ diskPaths }) => diskPaths);
  return [
    {
      kind: 'action',
      ...step,
      action: step.id,
      params: { stick: literal(stick), disks: [...new Set(disks)], ...params },
    },
  ];
}

/** Before the first write: the stick is there, is no disk that is erased, and can be written. */
export function lookForStick(planned: PlannedEncryption): Step[] {
  const title = 'Look for the stick that the recovery key goes to';
  return action(planned, { id: 'check-recovery-stick', phase: 'verify', title }, {});
}

/** As soon as there is a key: a disk whose key could not be kept is better empty. */
export function keepOnStick(planned: PlannedEncryption): Step[] {
  const title = 'Put the recovery key on the stick';
  return action(
    planned,
    { id: 'keep-recovery-key', phase: 'disk', title },
    { secret: RECOVERY_KEY, name: `particleos-recovery-key-${luksUuidHole('root')}.txt` },
  );
}
