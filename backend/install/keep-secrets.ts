// SPDX-License-Identifier: Apache-2.0
import type { EndedRun } from '../../core/run/run.ts';
import type { Log } from '../log/open-log.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

/**
 * Takes a secret that a run makes: out of the log, to the run's own secrets, so that later steps have it and the last
 * snapshot is guarded, and to `made`, from which the caller gives it away once (SecretStore.take).
 */
export function secretKeeper(stores: {
  readonly log: Pick<Log, 'hide'>;
  readonly secrets: SecretStore;
  readonly made: SecretStore;
}): (name: string, value: string) => void {
  return (name, value) => {
    stores.log.hide(value);
    stores.secrets.set(name, value);
    stores.made.set(name, value);
  };
}

/** Whether a run leaves a system that its recovery key is for: an install may be done although it failed to clean up. */
export function leavesSystem({ state, disk }: Pick<EndedRun, 'state' | 'disk'>): boolean {
  return state === 'succeeded' || disk === 'bootable';
}
