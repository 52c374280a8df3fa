// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState } from 'react';
import type { NetworkState } from '../../core/contract/network-state.ts';
import type { Facts, ImageFacts } from '../../core/facts/facts.ts';
import type { Known } from '../app/wizard-state.ts';
import { afterPaint } from '../ui/after-paint.ts';
import { call } from './call.ts';
import { ServiceError } from './service-error.ts';

const AGAIN_MS = 2000;

export interface KnownStore {
  readonly known: Known;
  /** Probes the machine anew; the old facts stay until the new ones are there. */
  readonly probe: () => Promise<void>;
  readonly scan: () => Promise<void>;
  readonly setNetwork: (network: NetworkState) => void;
}

/**
 * What is in the image on the medium: its languages and keymaps decide what can be chosen. Null: there is none, or the
 * service cannot read it, which the plan will say.
 */
async function embeddedImage(facts: Facts): Promise<ImageFacts | null> {
  const directory = facts.live?.embeddedImage ?? null;
  if (directory === null || facts.image !== null) return facts.image;
  try {
    return (await call('facts', { image: `oci:${directory}` })).image;
  } catch (error) {
    if (error instanceof ServiceError && error.issues.length > 0) return null;
    throw error;
  }
}

/**
 * What the service knows. Nothing waits for it: pages show what is there. It is asked for when the first page stands:
 * to look at a machine takes all of a small machine's processors, which the page needs to come up.
 */
export function useKnown(isShown: boolean): KnownStore {
  const [known, setKnown] = useState<Known>({ facts: null, choices: null, catalogue: null, network: null });
  const take = useCallback((part: Partial<Known>) => setKnown((old) => ({ ...old, ...part })), []);
  const takeFacts = useCallback(
    // The image on the medium stays what it is, however often the disks are looked at.
    (facts: Facts) =>
      setKnown((old) => ({ ...old, facts: { ...facts, image: facts.image ?? old.facts?.image ?? null } })),
    [],
  );
  const takeImage = useCallback(
    (image: ImageFacts | null) =>
      setKnown((old) => (old.facts === null ? old : { ...old, facts: { ...old.facts, image } })),
    [],
  );
  const setNetwork = useCallback((network: NetworkState) => take({ network }), [take]);
  const probe = useCallback(async () => takeFacts(await call('facts', {})), [takeFacts]);
  const scan = useCallback(async () => take({ network: await call('network', { scan: true }) }), [take]);
  useEffect(() => {
    if (!isShown) return;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    let ended = false;
    // A service that is just starting, or is started anew, answers a little later.
    const load = async (one: () => Promise<void>): Promise<void> => {
      try {
        await one();
      } catch {
        if (!ended) timers.add(setTimeout(() => void load(one), AGAIN_MS));
      }
    };
    afterPaint(() => {
      if (ended) return;
      void load(async () => take({ choices: await call('choices', {}) }));
      void load(async () => take({ catalogue: await call('catalogue', {}) }));
      void load(async () => take({ network: await call('network', {}) }));
      void load(async () => {
        const facts = await call('facts', {});
        takeFacts(facts);
        // Disks are shown at once; what is in the image takes longer to read.
        void load(async () => takeImage(await embeddedImage(facts)));
      });
    });
    return () => {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
    };
  }, [isShown, take, takeFacts, takeImage]);
  return { known, probe, scan, setNetwork };
}
