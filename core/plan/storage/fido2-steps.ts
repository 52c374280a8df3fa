// SPDX-License-Identifier: Apache-2.0
import type { EncryptionRequest } from '../../request/encryption-request.ts';
import type { Step } from '../step.ts';
import { enrolStep } from './enrol-step.ts';
import type { EncryptedVolume } from './encryption.ts';

/** Hole that holds the node of the key: it is told anew when the install starts, and may have another number then. */
const KEY = 'securityKey';

/** Before the first write: exactly one key is there, and it asks for no PIN. */
export function lookForSecurityKey({ fido2 }: EncryptionRequest): Step[] {
  if (fido2 !== true) return [];
  const id = 'look-security-key';
  return [
    {
      kind: 'action',
      id,
      phase: 'verify',
      title: 'Look for the security key',
      action: id,
      params: {},
      capture: KEY,
    },
  ];
}

/**
 * Enrols the key as soon as there is a header: it waits for a touch, and a person is nearer to the machine at the start
 * of an install than at its end. Without the touch the install ends here: what was asked for is not left out.
 */
export function enrolSecurityKey(volume: EncryptedVolume, request: EncryptionRequest): Step[] {
  if (request.fido2 !== true) return [];
  return [
    {
      ...enrolStep(volume, request, [
        `--fido2-device={{${KEY}}}`,
        // A PIN would be asked for on a console that a face hides.
        '--fido2-with-client-pin=no',
        '--fido2-with-user-presence=yes',
      ]),
      id: `fido2-${volume.role}`,
      phase: 'disk',
      title: 'Enrol the security key: touch it each time it blinks',
    },
  ];
}
